import type { Interval } from '@veinline/contracts';
import type { JSX } from 'react';

interface IntervalBarProps {
  readonly interval: Interval;
  /** The value at the left and right end of the bar, as far below as above zero. */
  readonly reach: number;
  /** Filled when the interval leaves out zero, hollow when it does not. */
  readonly isClear: boolean;
}

const width = 130;
const height = 20;

/** A difference as a dot with its interval on a line through zero; the words beside it say the same. */
export function IntervalBar({ interval, reach, isClear }: IntervalBarProps): JSX.Element {
  const { mean, low, high } = interval;
  const x = (value: number): number => width / 2 + (value / reach) * (width / 2 - 6);
  const y = height / 2;
  return (
    <svg className="interval-bar" width={width} height={height} aria-hidden data-clear={isClear}>
      <line className="interval-zero" x1={x(0)} x2={x(0)} y1={1} y2={height - 1} />
      {low !== null && high !== null && (
        <>
          <line x1={x(low)} x2={x(high)} y1={y} y2={y} />
          <line x1={x(low)} x2={x(low)} y1={y - 3.5} y2={y + 3.5} />
          <line x1={x(high)} x2={x(high)} y1={y - 3.5} y2={y + 3.5} />
        </>
      )}
      {mean !== null && <circle cx={x(mean)} cy={y} r={3.6} />}
    </svg>
  );
}
