import type { ModelView } from '@veinline/contracts';
import type { JSX } from 'react';
import { confidenceText, unitText } from '../../../domain/estimate.ts';
import type { Draft, PlanDraft } from '../../../domain/experiment-draft.ts';
import type { Problems } from '../../../domain/experiment-request.ts';
import { wordsOf } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Segmented } from '../../../parts/segmented.tsx';
import { Labelled } from './labelled.tsx';

interface PlanFormProps {
  readonly draft: Draft;
  readonly outputs: ModelView['outputs'];
  readonly problems: Problems;
  readonly onChange: (next: Partial<Draft>, place: string) => void;
}

/** Seed, number of replications or the precision to reach, and the confidence of all intervals. */
export function PlanForm({ draft, outputs, problems, onChange }: PlanFormProps): JSX.Element {
  const { plan } = draft;
  const set = (next: Partial<PlanDraft>, key: string): void =>
    onChange({ plan: { ...plan, ...next } }, `plan.${key}`);
  return (
    <Panel title="Plan">
      <div className="plan-fields">
        <Segmented
          label="How many replications"
          choices={[
            ['fixed', 'Fixed number'],
            ['precise', 'Until precise'],
          ]}
          value={plan.isPrecise ? 'precise' : 'fixed'}
          onChange={(mode) => set({ isPrecise: mode === 'precise' }, 'precision')}
        />
        <Labelled
          label={plan.isPrecise ? 'Replications at most' : 'Replications'}
          problem={problems.get('plan.replications')}
        >
          {(control) => (
            <input
              {...control}
              className="input num"
              inputMode="numeric"
              value={plan.replications}
              onChange={(event) => set({ replications: event.target.value }, 'replications')}
            />
          )}
        </Labelled>
        {plan.isPrecise && (
          <PrecisionFields plan={plan} outputs={outputs} problems={problems} onChange={set} />
        )}
        <Labelled
          label="Seed"
          note="The same seed gives the same numbers again."
          problem={problems.get('plan.seed')}
        >
          {(control) => (
            <input
              {...control}
              className="input num"
              inputMode="numeric"
              value={plan.seed}
              onChange={(event) => set({ seed: event.target.value }, 'seed')}
            />
          )}
        </Labelled>
        <Labelled label="Confidence of intervals" problem={problems.get('plan.confidence')}>
          {(control) => (
            <select
              {...control}
              className="input num"
              value={plan.confidence}
              onChange={(event) => set({ confidence: Number(event.target.value) }, 'confidence')}
            >
              {[...new Set([0.9, 0.95, 0.99, plan.confidence])].sort().map((share) => (
                <option key={share} value={share}>
                  {confidenceText(share)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      </div>
    </Panel>
  );
}

interface PrecisionFieldsProps {
  readonly plan: PlanDraft;
  readonly outputs: ModelView['outputs'];
  readonly problems: Problems;
  readonly onChange: (next: Partial<PlanDraft>, key: string) => void;
}

function PrecisionFields({ plan, outputs, problems, onChange }: PrecisionFieldsProps): JSX.Element {
  const unit = unitText(outputs.find(({ name }) => name === plan.output)?.unit ?? '');
  return (
    <>
      <Labelled label="Output to be precise">
        {(control) => (
          <select
            {...control}
            className="input"
            value={plan.output}
            onChange={(event) => onChange({ output: event.target.value }, 'precision')}
          >
            {outputs.map(({ name }) => (
              <option key={name} value={name}>
                {wordsOf(name)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled
        label="Stop at a half-width of"
        note="The run ends once the interval is this narrow on each side."
        problem={problems.get('plan.precision')}
      >
        {(control) => (
          <span className="with-unit">
            <input
              {...control}
              className="input num"
              inputMode="decimal"
              value={plan.width}
              onChange={(event) => onChange({ width: event.target.value }, 'precision')}
            />
            <select
              className="input"
              aria-label="Half-width in"
              value={plan.by}
              onChange={(event) =>
                onChange({ by: event.target.value === 'halfWidth' ? 'halfWidth' : 'relative' }, 'precision')
              }
            >
              <option value="relative">% of the mean</option>
              <option value="halfWidth">{unit === '' ? 'as a number' : unit}</option>
            </select>
          </span>
        )}
      </Labelled>
    </>
  );
}
