import type { JSX } from 'react';

const shapes: Record<1 | 2 | 3, string> = {
  1: 'M1 1h14v14H1z',
  2: 'M8 0.5 15.8 15H0.2z',
  3: 'M8 0 16 8 8 16 0 8z',
};

interface PriorityMarkProps {
  readonly priority: 1 | 2 | 3;
  /** Pulses until the alarm is acknowledged, unless the person asked for less motion. */
  readonly isPulsing?: boolean;
}

/** Alarm priority as shape, number and colour: 1 square red, 2 triangle amber, 3 diamond purple. */
export function PriorityMark({ priority, isPulsing = false }: PriorityMarkProps): JSX.Element {
  return (
    <svg
      className={isPulsing ? 'mark pulse' : 'mark'}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      role="img"
      aria-label={`Priority ${priority}`}
    >
      <path d={shapes[priority]} fill={`var(--p${priority})`} />
      <text x="8" y={priority === 2 ? 13.4 : 12} textAnchor="middle" fill="var(--on-priority)">
        {priority}
      </text>
    </svg>
  );
}
