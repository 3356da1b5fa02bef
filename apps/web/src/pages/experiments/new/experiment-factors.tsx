import type { JSX } from 'react';
import type { Draft } from '../../../domain/experiment-draft.ts';
import type { Problems } from '../../../domain/experiment-request.ts';
import type { Lever } from '../../../domain/parameter-values.ts';
import { countText } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Segmented } from '../../../parts/segmented.tsx';
import { Labelled } from './labelled.tsx';

interface ExperimentFactorsProps {
  readonly draft: Draft;
  readonly levers: readonly Lever[];
  readonly problems: Problems;
  readonly onChange: (next: Partial<Draft>, place: string) => void;
}

const mostFactors = 30;
const rounded = (value: number): string => String(Number(value.toPrecision(4)));

/** Ends 20 % below and above the present value, inside what the parameter allows. */
function firstRange({ value, field }: Lever): { low: string; high: string } {
  const centre = typeof value === 'number' ? value : 0;
  const half = Math.abs(centre) * 0.2 || 1;
  const limits = field.kind === 'number' ? field : null;
  const step = (end: number): number => (limits?.isInteger ? Math.round(end) : end);
  const low = Math.max(limits?.minimum ?? -Infinity, step(centre - half));
  const high = Math.min(limits?.maximum ?? Infinity, step(centre + half));
  const isWide = high > low;
  return { low: rounded(isWide ? low : centre), high: rounded(isWide ? high : centre + 1) };
}

/** The factors of a sensitivity analysis, each with its low and its high end, and the method. */
export function ExperimentFactors({
  draft,
  levers,
  problems,
  onChange,
}: ExperimentFactorsProps): JSX.Element {
  const { factors, method } = draft;
  const numeric = levers.filter(({ field }) => field.kind === 'number');
  const toggle = (lever: Lever): void => {
    const rest = factors.filter(({ path }) => path !== lever.path);
    const next =
      rest.length < factors.length ? rest : [...factors, { path: lever.path, ...firstRange(lever) }];
    onChange({ factors: next }, 'factors');
  };
  return (
    <Panel
      title="Factors"
      aside={
        <Segmented
          label="Method"
          choices={[
            ['morris', 'Morris screening'],
            ['sobol', 'Sobol indices'],
          ]}
          value={method}
          onChange={(next) => onChange({ method: next }, 'samples')}
        />
      }
    >
      <div className="factor-head">
        <p className="muted">
          {method === 'morris'
            ? 'Few runs: which factors matter at all, and which act evenly.'
            : 'Many runs: the share of the variance each factor explains, alone and with others.'}
        </p>
        <Labelled
          label={method === 'morris' ? 'Trajectories' : 'Base samples'}
          problem={problems.get('samples')}
        >
          {(control) => (
            <input
              {...control}
              className="input num"
              inputMode="numeric"
              value={draft.samples}
              onChange={(event) => onChange({ samples: event.target.value }, 'samples')}
            />
          )}
        </Labelled>
      </div>
      {problems.has('factors') && (
        <p className="problem" role="alert">
          {problems.get('factors')}
        </p>
      )}
      <table className="table num factors">
        <thead>
          <tr>
            <th>Vary</th>
            <th>Parameter</th>
            <th>Now</th>
            <th>Low</th>
            <th>High</th>
            <th>Unit</th>
          </tr>
        </thead>
        <tbody>
          {numeric.map((lever) => {
            const at = factors.findIndex(({ path }) => path === lever.path);
            const factor = factors[at];
            const isFull = factor === undefined && factors.length >= mostFactors;
            return (
              <tr key={lever.path}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Vary ${lever.label}`}
                    checked={factor !== undefined}
                    disabled={isFull}
                    onChange={() => toggle(lever)}
                  />
                </td>
                <td>{lever.label}</td>
                <td>{String(lever.value ?? '–')}</td>
                {(['low', 'high'] as const).map((end) => {
                  const problem = problems.get(`factors.${at}.${end}`);
                  return (
                    <td key={end}>
                      {factor && (
                        <input
                          className="input num"
                          inputMode="decimal"
                          aria-label={`${end === 'low' ? 'Low' : 'High'} end of ${lever.label}`}
                          aria-invalid={problem !== undefined}
                          value={factor[end]}
                          onChange={(event) => {
                            const moved = { ...factor, [end]: event.target.value };
                            const next = factors.map((item) => (item === factor ? moved : item));
                            onChange({ factors: next }, `factors.${at}`);
                          }}
                        />
                      )}
                      {problem && <p className="problem">{problem}</p>}
                    </td>
                  );
                })}
                <td>{lever.field.unit}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="muted">{countText(factors.length, 'factor')} chosen, at most 30.</p>
    </Panel>
  );
}
