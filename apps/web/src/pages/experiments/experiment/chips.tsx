import type { JSX } from 'react';

interface ChipsProps {
  readonly label: string;
  readonly items: readonly { readonly key: string; readonly text: string }[];
  readonly chosen: readonly string[];
  /** Empty where all, or the first, shall be shown again. */
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Buttons of which any number is chosen, with one that chooses all. */
export function Chips({ label, items, chosen, onChange }: ChipsProps): JSX.Element {
  // Two need no button for both.
  const hasAll = items.length > 2;
  const isAll = hasAll && chosen.length === items.length;
  return (
    <div className="chips" role="group" aria-label={label}>
      <span className="eyebrow" aria-hidden>
        {label}
      </span>
      {hasAll && (
        <button
          type="button"
          className="chip"
          aria-pressed={isAll}
          onClick={() => onChange(items.map(({ key }) => key))}
        >
          All {items.length}
        </button>
      )}
      {items.map(({ key, text }) => (
        <button
          key={key}
          type="button"
          className="chip"
          aria-pressed={!isAll && chosen.includes(key)}
          onClick={() => {
            if (isAll) onChange([key]);
            else onChange(chosen.includes(key) ? chosen.filter((item) => item !== key) : [...chosen, key]);
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
