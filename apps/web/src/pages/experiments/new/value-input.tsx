import type { JSX } from 'react';
import { useState } from 'react';
import { unitText } from '../../../domain/estimate.ts';
import type { Field, Json } from '../../../domain/parameter-fields.ts';
import type { ControlProps } from './labelled.tsx';

interface ValueInputProps {
  readonly field: Field;
  readonly value: Json | undefined;
  readonly control: ControlProps | { readonly 'aria-label': string; readonly 'aria-invalid': boolean };
  readonly onChange: (value: Json | undefined) => void;
}

/** The control for a number, a text, a choice, yes or no, or a list of plain values. */
export function ValueInput({ field, value, control, onChange }: ValueInputProps): JSX.Element {
  switch (field.kind) {
    case 'number':
      return (
        <span className="with-unit">
          <TextInput
            control={control}
            className="input num short"
            inputMode="decimal"
            value={value}
            read={readNumber}
            write={(known) => (known === null || known === undefined ? '' : String(known))}
            onChange={(next) =>
              onChange(next === null && !field.isRequired && !field.isNullable ? undefined : next)
            }
          />
          {unitText(field.unit) !== '' && <span className="unit">{field.unit}</span>}
        </span>
      );
    case 'list':
      return (
        <span className="with-unit">
          <TextInput
            control={control}
            className="input num"
            value={value}
            read={(text) => readList(text, field.of)}
            write={(known) => (Array.isArray(known) ? known.map(String).join(', ') : '')}
            onChange={onChange}
          />
          {unitText(field.unit) !== '' && <span className="unit">{field.unit}</span>}
        </span>
      );
    case 'boolean':
      return (
        <input
          {...control}
          type="checkbox"
          className="check"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'choice':
      return (
        <select
          {...control}
          className="input"
          value={JSON.stringify(value ?? null)}
          onChange={(event) => onChange(JSON.parse(event.target.value) as Json)}
        >
          {(field.isNullable || value === undefined) && <option value="null">None</option>}
          {field.choices.map((choice) => (
            <option key={String(choice)} value={JSON.stringify(choice)}>
              {String(choice)}
            </option>
          ))}
        </select>
      );
    default:
      return (
        <TextInput
          control={control}
          className="input"
          value={value}
          read={(text) => text}
          write={(known) => (known === undefined || known === null ? '' : String(known))}
          onChange={onChange}
        />
      );
  }
}

function readNumber(text: string): Json {
  const trimmed = text.trim().replace(',', '.').replace('−', '-');
  if (trimmed === '') return null;
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : text.trim();
}

function readList(text: string, of: 'number' | 'text'): Json[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return of === 'text' ? parts : parts.map(readNumber);
}

interface TextInputProps {
  readonly control: ValueInputProps['control'];
  readonly className: string;
  readonly inputMode?: 'decimal';
  readonly value: Json | undefined;
  readonly read: (text: string) => Json;
  readonly write: (value: Json | undefined) => string;
  readonly onChange: (value: Json) => void;
}

/** Keeps the text as typed for as long as it means the value; another value, such as after a reset, replaces it. */
function TextInput({
  control,
  className,
  inputMode,
  value,
  read,
  write,
  onChange,
}: TextInputProps): JSX.Element {
  const [text, setText] = useState(() => write(value));
  const shown = write(read(text)) === write(value) ? text : write(value);
  return (
    <input
      {...control}
      className={className}
      inputMode={inputMode}
      autoComplete="off"
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value));
      }}
    />
  );
}
