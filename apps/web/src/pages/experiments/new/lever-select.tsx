import type { JSX } from 'react';
import type { Lever } from '../../../domain/parameter-values.ts';
import type { ControlProps } from './labelled.tsx';

interface LeverSelectProps {
  readonly control: ControlProps;
  readonly levers: readonly Lever[];
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** Chooses a parameter that can be moved; its present value stands behind its name. */
export function LeverSelect({ control, levers, value, onChange }: LeverSelectProps): JSX.Element {
  return (
    <select {...control} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Choose a parameter</option>
      {levers.map(({ path, label, value: now, field }) => (
        <option key={path} value={path}>
          {label} (now {String(now)}
          {field.unit && ` ${field.unit}`})
        </option>
      ))}
    </select>
  );
}
