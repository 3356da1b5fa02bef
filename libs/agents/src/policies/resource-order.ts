import { VeinlineError } from '@veinline/base';
import { type Process, type QueueOrder } from '@veinline/des';
import { type DispatchPolicy } from './dispatch-policy.ts';

/**
 * A dispatch policy as the discipline of a resource: `itemOf` says for which item a process waits. Throws VeinlineError
 * POLICY_NOT_STATIC for a policy whose order changes with time, which a resource's queue cannot follow.
 */
export function resourceOrder<T>(policy: DispatchPolicy<T>, itemOf: (process: Process) => T): QueueOrder {
  if (!policy.isStatic)
    throw new VeinlineError(
      'POLICY_NOT_STATIC',
      `The ${policy.spec.type} policy changes its order as time passes.`,
      {
        hint: 'Weigh only terms that have a key, or keep the items in a DispatchQueue.',
        details: { spec: policy.spec },
      },
    );
  return (a, b) => policy.compare(itemOf(a.process), itemOf(b.process), 0);
}
