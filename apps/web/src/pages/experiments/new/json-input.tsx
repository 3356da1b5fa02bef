import type { JSX } from 'react';
import { useState } from 'react';
import type { Json } from '../../../domain/parameter-fields.ts';
import { jsonProblem, unreadable, unreadableText } from '../../../domain/parameter-problems.ts';
import { isSame } from '../../../domain/parameter-values.ts';
import type { ControlProps } from './labelled.tsx';

interface JsonInputProps {
  readonly control: ControlProps | { readonly 'aria-label': string; readonly 'aria-invalid': boolean };
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

/** Text of a value, one line for what fits on one. */
function write(value: Json | undefined): string {
  if (value === undefined) return '';
  const line = JSON.stringify(value);
  return line.length <= 48 ? line : JSON.stringify(value, null, 2);
}

function read(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  return jsonProblem(text) === null ? (JSON.parse(text) as Json) : unreadable(text);
}

/** A value too deep for a form of its own, as JSON; says at once when the text is not JSON. */
export function JsonInput({ control, value, onChange }: JsonInputProps): JSX.Element {
  const [text, setText] = useState(() => unreadableText(value) ?? write(value));
  const shown = isSame(read(text), value) ? text : write(value);
  const problem = shown.trim() === '' ? null : jsonProblem(shown);
  return (
    <div className="json">
      <textarea
        {...control}
        aria-invalid={control['aria-invalid'] || problem !== null}
        className="input"
        rows={Math.min(12, Math.max(2, shown.split('\n').length))}
        spellCheck={false}
        value={shown}
        onChange={(event) => {
          setText(event.target.value);
          onChange(read(event.target.value));
        }}
      />
      {problem !== null && (
        <p className="problem" role="status">
          {problem}
        </p>
      )}
    </div>
  );
}
