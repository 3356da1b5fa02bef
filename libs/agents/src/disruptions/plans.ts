import { type InputProblem, problemsOf, refused } from '../parsed.ts';
import { type DisruptionInput, type DisruptionSpec, disruptionSchema } from './disruption-schema.ts';
import { type DisruptionEffect, selectTargets } from './targets.ts';

/** Names under which a model offers effects: `capacity`, `demand`, `duration`, `availability` or any other. */
export type DisruptionEffects = Readonly<Record<string, DisruptionEffect>>;

/** A disruption with what it hits. */
export interface Plan {
  readonly spec: DisruptionSpec;
  readonly effect: DisruptionEffect;
  readonly targets: readonly string[];
}

/** Every disruption with its effect and targets; throws VeinlineError DISRUPTION_INVALID that lists all problems. */
export function plansOf(disruptions: readonly DisruptionInput[], effects: DisruptionEffects): Plan[] {
  const problems: InputProblem[] = [];
  const names = new Set<string>();
  const plans = disruptions.flatMap((input, index): Plan[] => {
    const read = disruptionSchema.safeParse(input);
    if (!read.success) {
      problems.push(...problemsOf(read.error.issues, [index]));
      return [];
    }
    const spec = read.data;
    const refuse = (field: string, message: string): Plan[] => {
      problems.push({ path: `${index}.${field}`, message });
      return [];
    };
    if (names.has(spec.name)) return refuse('name', `Two disruptions are named '${spec.name}'. Rename one.`);
    names.add(spec.name);
    const effect = Object.hasOwn(effects, spec.effect) ? effects[spec.effect] : undefined;
    if (!effect)
      return refuse(
        'effect',
        `This model has no effect '${spec.effect}'. Use one of: ${Object.keys(effects).join(', ')}.`,
      );
    const targets = selectTargets(spec.where, effect);
    return typeof targets === 'string' ? refuse('where', targets) : [{ spec, effect, targets }];
  });
  if (problems.length === 0) return plans;
  throw refused(problems, 'DISRUPTION_INVALID', 'The disruptions');
}
