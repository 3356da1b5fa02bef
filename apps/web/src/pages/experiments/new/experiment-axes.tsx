import type { JSX } from 'react';
import type { Draft } from '../../../domain/experiment-draft.ts';
import { axisValues, type Problems } from '../../../domain/experiment-request.ts';
import type { Lever } from '../../../domain/parameter-values.ts';
import { countText } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Labelled } from './labelled.tsx';
import { LeverSelect } from './lever-select.tsx';

interface ExperimentAxesProps {
  readonly draft: Draft;
  readonly levers: readonly Lever[];
  readonly problems: Problems;
  readonly onChange: (next: Partial<Draft>, place: string) => void;
}

const mostAxes = 4;

/** The axes of a sweep: which parameter takes which values. */
export function ExperimentAxes({ draft, levers, problems, onChange }: ExperimentAxesProps): JSX.Element {
  const { axes } = draft;
  const set = (at: number, next: Partial<Draft['axes'][number]>, key: string): void =>
    onChange(
      { axes: axes.map((axis, index) => (index === at ? { ...axis, ...next } : axis)) },
      `axes.${at}.${key}`,
    );
  return (
    <Panel
      title="Axes"
      aside={
        <button
          type="button"
          className="button"
          disabled={axes.length >= mostAxes}
          onClick={() => onChange({ axes: [...axes, { path: '', text: '' }] }, 'axes')}
        >
          Add axis
        </button>
      }
    >
      {axes.map((axis, at) => {
        const lever = levers.find(({ path }) => path === axis.path);
        const { values } = axisValues(axis.text, lever);
        const hint =
          lever?.field.kind === 'choice' ? lever.field.choices.join(', ') : '2, 3, 4 or 2 to 10 by 2';
        return (
          <fieldset key={at} className="axis">
            <legend className="sr-only">Axis {at + 1}</legend>
            <Labelled label="Parameter" problem={problems.get(`axes.${at}.path`)}>
              {(control) => (
                <LeverSelect
                  control={control}
                  levers={levers}
                  value={axis.path}
                  onChange={(path) => set(at, { path }, 'path')}
                />
              )}
            </Labelled>
            <Labelled
              label={`Values${lever?.field.unit ? `, ${lever.field.unit}` : ''}`}
              note={axis.text !== '' && values ? countText(values.length, 'value') : `Such as ${hint}`}
              problem={problems.get(`axes.${at}.values`)}
            >
              {(control) => (
                <input
                  {...control}
                  className="input num"
                  value={axis.text}
                  onChange={(event) => set(at, { text: event.target.value }, 'values')}
                />
              )}
            </Labelled>
            {axes.length > 1 && (
              <button
                type="button"
                className="button"
                onClick={() => onChange({ axes: axes.filter((_, index) => index !== at) }, 'axes')}
              >
                Remove<span className="sr-only"> axis {at + 1}</span>
              </button>
            )}
          </fieldset>
        );
      })}
    </Panel>
  );
}
