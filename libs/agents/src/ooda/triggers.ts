import { VeinlineError } from '@veinline/base';
import { didYouMean } from '../did-you-mean.ts';
import { type Indicators } from './loop-model.ts';
import { type LoopSpec } from './loop-schema.ts';

/** Triggers with hysteresis: raised beyond the limit, lowered only at the value that clears them. */
export class Triggers {
  readonly #triggers: LoopSpec['triggers'];
  readonly #isRaised: boolean[];

  constructor(triggers: LoopSpec['triggers']) {
    this.#triggers = triggers;
    this.#isRaised = triggers.map(() => false);
  }

  get isEmpty(): boolean {
    return this.#triggers.length === 0;
  }

  /** The triggers raised, in words; throws VeinlineError INDICATOR_UNKNOWN when an indicator is missing. */
  update(indicators: Indicators): string[] {
    return this.#triggers.flatMap(({ indicator, above, below, clear }, index) => {
      const value = valueOf(indicators, indicator);
      const limit = (above ?? below)!;
      const sign = above === undefined ? -1 : 1;
      if (sign * value > sign * limit) this.#isRaised[index] = true;
      else if (sign * value <= sign * (clear ?? limit)) this.#isRaised[index] = false;
      if (!this.#isRaised[index]) return [];
      const side = above === undefined ? 'below' : 'above';
      const beyond = sign * value > sign * limit;
      return [
        `${indicator} ${value} ${beyond ? `is ${side} ${limit}` : `was ${side} ${limit} and not yet at ${clear!}`}`,
      ];
    });
  }
}

function valueOf(indicators: Indicators, name: string): number {
  const value = indicators[name];
  if (value !== undefined && !Number.isNaN(value)) return value;
  const known = Object.keys(indicators);
  throw new VeinlineError(
    'INDICATOR_UNKNOWN',
    `The loop watches '${name}', which is ${value === undefined ? 'no indicator' : 'not a number'} here.`,
    {
      hint: `${didYouMean(name, known)}Use one of: ${known.join(', ')}.`,
      details: { name, known },
    },
  );
}
