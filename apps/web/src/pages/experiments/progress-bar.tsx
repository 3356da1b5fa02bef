import type { JSX } from 'react';

/** A flat bar; `share` from 0 to 1. */
export function ProgressBar({ share, label }: { share: number; label: string }): JSX.Element {
  const percent = Math.round(share * 1000) / 10;
  return (
    <div
      className="progress-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i style={{ width: `${percent}%` }} />
    </div>
  );
}
