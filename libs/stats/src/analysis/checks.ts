import { VeinlineError } from '@veinline/base';

/** Throws CONFIDENCE_INVALID unless `confidence` is a probability strictly between 0 and 1. */
export function checkConfidence(confidence: number): void {
  if (confidence > 0 && confidence < 1) return;
  throw new VeinlineError('CONFIDENCE_INVALID', `A confidence of ${confidence} is no probability.`, {
    hint: 'Write a number between 0 and 1, such as 0.95.',
    details: { confidence },
  });
}

/** Throws PROBABILITY_INVALID unless `probability` lies strictly between 0 and 1. */
export function checkProbability(probability: number, what: string): void {
  if (probability > 0 && probability < 1) return;
  throw new VeinlineError('PROBABILITY_INVALID', `${what} is ${probability}; it must lie between 0 and 1.`, {
    hint: 'The ends 0 and 1 are excluded.',
    details: { probability },
  });
}

/** Throws SAMPLE_TOO_SMALL or SAMPLE_INVALID unless there are `minimum` observations or more, all finite. */
export function checkSample(values: ArrayLike<number>, minimum: number, what: string): void {
  if (values.length < minimum) {
    throw new VeinlineError(
      'SAMPLE_TOO_SMALL',
      `${what} needs at least ${minimum} observations, and there are ${values.length}.`,
      { hint: 'Run longer, or make more replications.', details: { minimum, n: values.length } },
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new VeinlineError('SAMPLE_INVALID', `${what} cannot use observation ${i}: it is ${values[i]}.`, {
      hint: 'Leave out what was not observed, and look for a division by zero in the model.',
      details: { index: i, value: values[i] },
    });
  }
}

/** Throws ARGUMENT_INVALID unless `value` is a whole number of at least `minimum`. */
export function checkCount(value: number, minimum: number, what: string): void {
  if (Number.isSafeInteger(value) && value >= minimum) return;
  throw new VeinlineError(
    'ARGUMENT_INVALID',
    `${what} is ${value}; it must be a whole number of at least ${minimum}.`,
    {
      details: { value, minimum },
    },
  );
}

/** Throws ARGUMENT_INVALID unless `value` is finite and above 0. */
export function checkPositive(value: number, what: string): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new VeinlineError('ARGUMENT_INVALID', `${what} is ${value}; it must be a number above 0.`, {
    details: { value },
  });
}
