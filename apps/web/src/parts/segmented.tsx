import type { JSX } from 'react';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly choices: readonly (readonly [value: T, label: string])[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** A row of buttons of which one is chosen. */
export function Segmented<T extends string>(props: SegmentedProps<T>): JSX.Element {
  return (
    <div className="segmented" role="group" aria-label={props.label}>
      {props.choices.map(([value, label]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
