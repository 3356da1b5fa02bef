import type { JSX } from 'react';
import { useId } from 'react';
import type { Field, Json, JsonObject } from '../../../domain/parameter-fields.ts';
import { rangeText } from '../../../domain/parameter-problems.ts';
import { isSame, valueAt, variantFor } from '../../../domain/parameter-values.ts';
import { valueWords } from '../../../domain/value-words.ts';
import { JsonInput } from './json-input.tsx';
import { ValueInput } from './value-input.tsx';
import { VariantInput } from './variant-input.tsx';

/** What every parameter of a form needs: the values, what they are compared with, and what is wrong. */
export interface ParameterFrame {
  readonly values: JsonObject;
  /** Values that changes are marked against. */
  readonly reference: JsonObject;
  readonly referenceName: 'default' | 'baseline';
  readonly problemAt: (path: string) => string | undefined;
  readonly problemsBelow: (path: string) => readonly string[];
  readonly onChange: (path: readonly string[], value: Json | undefined) => void;
}

/** All parameters of a model, one line each; groups under their own heading. */
export function ParameterList({
  fields,
  frame,
}: {
  fields: readonly Field[];
  frame: ParameterFrame;
}): JSX.Element {
  const isText = (field: Field): boolean => field.kind === 'json';
  const single = fields.filter((field) => field.kind !== 'group' && !isText(field));
  const groups = fields.filter((field) => field.kind === 'group');
  return (
    <div className="parameters">
      {single.map((field) => (
        <ParameterRow key={field.path.join('.')} field={field} frame={frame} />
      ))}
      {/* What has to be written as text comes last: it is tall, and few need it. */}
      {groups.map((field) => (
        <fieldset key={field.path.join('.')} className="parameter-group">
          <legend>{field.label}</legend>
          {field.description !== '' && <p className="note">{field.description}</p>}
          <ParameterList fields={field.kind === 'group' ? field.fields : []} frame={frame} />
        </fieldset>
      ))}
      {fields.filter(isText).map((field) => (
        <ParameterRow key={field.path.join('.')} field={field} frame={frame} />
      ))}
    </div>
  );
}

function ParameterRow({ field, frame }: { field: Field; frame: ParameterFrame }): JSX.Element {
  const id = useId();
  const key = field.path.join('.');
  const value = valueAt(frame.values, field.path);
  const reference = valueAt(frame.reference, field.path);
  const isChanged = !isSame(value, reference);
  const isWide = field.kind === 'variants' || field.kind === 'json';
  const below = isWide && field.kind !== 'variants' ? frame.problemsBelow(key) : [];
  const problem = frame.problemAt(key) ?? below[0];
  const set = (next: Json | undefined): void => frame.onChange(field.path, next);
  const control = { id, 'aria-describedby': `${id}-note`, 'aria-invalid': problem !== undefined };
  const range = field.kind === 'number' ? rangeText(field) : '';
  const detail = [range, field.source && `Source: ${field.source}`].filter(Boolean).join(' · ');
  return (
    <div className="parameter" data-changed={isChanged}>
      <label htmlFor={id}>{field.label}</label>
      <div className="parameter-control">
        {field.kind === 'variants' && (
          <VariantInput
            variants={field.variants}
            variant={variantFor(field.variants, value)}
            value={value}
            unit={field.unit}
            label={field.label}
            control={control}
            problemAt={(name) => frame.problemAt(`${key}.${name}`)}
            onChange={set}
          />
        )}
        {field.kind === 'json' && <JsonInput control={control} value={value} onChange={set} />}
        {!isWide && <ValueInput field={field} value={value} control={control} onChange={set} />}
      </div>
      <div className="parameter-note" id={`${id}-note`}>
        {problem !== undefined && <p className="problem">{problem}</p>}
        <p>
          {field.description}
          {detail !== '' && (
            <span className="muted">
              {' '}
              {field.description !== '' && '· '}
              {detail}
            </span>
          )}
        </p>
      </div>
      <div className="parameter-change">
        {isChanged && (
          <>
            <span>
              {frame.referenceName} {valueWords(reference)}
            </span>
            <button type="button" className="button quiet" onClick={() => set(reference)}>
              Reset<span className="sr-only"> {field.label}</span>
            </button>
          </>
        )}
      </div>
    </div>
  );
}
