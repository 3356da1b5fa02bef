import type { JSX } from 'react';
import type { Json, JsonObject, Variant } from '../../../domain/parameter-fields.ts';
import { unitOfPart, valueAt, valueOfVariant } from '../../../domain/parameter-values.ts';
import { JsonInput } from './json-input.tsx';
import type { ControlProps } from './labelled.tsx';
import { ValueInput } from './value-input.tsx';

interface VariantInputProps {
  readonly variants: readonly Variant[];
  readonly variant: Variant | undefined;
  readonly value: Json | undefined;
  readonly unit: string;
  readonly label: string;
  readonly control: ControlProps;
  readonly problemAt: (name: string) => string | undefined;
  readonly onChange: (value: Json) => void;
}

/** A value of one of several shapes, such as a distribution: its type, then the fields of that type. */
export function VariantInput(props: VariantInputProps): JSX.Element {
  const { variants, variant, value, unit, label, control, problemAt, onChange } = props;
  const choose = (key: string): void => {
    const next = variants.find((item) => item.key === key);
    if (next !== undefined) onChange(valueOfVariant(next, value));
  };
  return (
    <div className="variant">
      <select
        {...control}
        className="input"
        value={variant?.key ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        {variant === undefined && <option value="">Choose a type</option>}
        {variants.map(({ key, label: name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      {variant?.fields.map((field) => {
        const name = field.path.at(-1) ?? '';
        const isPlain = variant.tag === null;
        const own = isPlain ? value : valueAt(value, [name]);
        const set = (next: Json | undefined): void => {
          if (isPlain) onChange(next ?? null);
          else onChange(withKey(value, name, next));
        };
        const problem = isPlain ? undefined : problemAt(name);
        const inner = { 'aria-label': `${field.label} of ${label}`, 'aria-invalid': problem !== undefined };
        const withUnit = field.unit === '' ? { ...field, unit: unitOfPart(name, unit) } : field;
        return (
          <div key={name} className="variant-field" title={field.description || undefined}>
            <span aria-hidden>{field.label}</span>
            {field.kind === 'json' || field.kind === 'variants' || field.kind === 'group' ? (
              <JsonInput control={inner} value={own} onChange={set} />
            ) : (
              <ValueInput field={withUnit} value={own} control={inner} onChange={set} />
            )}
            {problem !== undefined && <p className="problem">{problem}</p>}
          </div>
        );
      })}
    </div>
  );
}

function withKey(value: Json | undefined, key: string, next: Json | undefined): JsonObject {
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const { [key]: _, ...rest } = object;
  return next === undefined ? rest : { ...object, [key]: next };
}
