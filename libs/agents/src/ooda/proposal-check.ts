import { VeinlineError } from '@veinline/base';
import { type Proposal } from './loop-model.ts';

/** Throws VeinlineError PROPOSAL_INVALID for terms the model does not list, and for impossible costs and lead times. */
export function checkProposal({ id, cost, leadTime, terms }: Proposal, known: readonly string[]): void {
  const unknown = Object.keys(terms).find((name) => !known.includes(name));
  const problem =
    unknown !== undefined
      ? `has the term '${unknown}', which the model does not list`
      : !Number.isFinite(cost)
        ? `costs ${cost}`
        : !(leadTime >= 0 && leadTime < Number.POSITIVE_INFINITY)
          ? `has the lead time ${leadTime}`
          : undefined;
  if (problem === undefined) return;
  throw new VeinlineError('PROPOSAL_INVALID', `The proposal '${id}' ${problem}.`, {
    hint: `Propose a finite cost, a lead time from 0 on, and terms out of: ${known.join(', ')}.`,
    details: { id, cost, leadTime, terms },
  });
}
