import type { DistributionSpec } from '@veinline/stats';
import type { FlowValue } from './flow-definition.ts';
import type { FlowPlan } from './flow-plan.ts';

/** A draw of the model: its stream by name and its distribution. */
export interface FlowDraw {
  readonly stream: string;
  readonly spec: DistributionSpec;
}

/** A number of a flow's state. */
export interface FlowRegister {
  readonly name: string;
  /** Keeps it a 32-bit integer inside the loop. */
  readonly isWhole?: boolean;
  /** 0 if left out. */
  readonly initial?: number;
  /** What it becomes when statistics are reset: a number, the time, or the value of another register; stays if left out. */
  readonly reset?: number | 'now' | { readonly register: string };
}

/**
 * The variables of generated code. What differs between scenarios (numbers, distributions) is handed in, so all
 * scenarios of a model share one compiled function.
 */
export class FlowSymbols {
  /** Numbers of the model, read-only: `k0`, `k1`, … */
  readonly constants: number[] = [];
  /** Samplers: `d0`, `d1`, … */
  readonly draws: FlowDraw[] = [];
  /** Streams for bare uniforms: `u0`, `u1`, … */
  readonly uniforms: string[] = [];
  /** Lengths of the tables of counters: `t0`, `t1`, … */
  readonly tables: number[] = [];
  /** State kept between calls, one number each, in the order of its place. */
  readonly registers: FlowRegister[] = [];
  /** Some block uses serial numbers. */
  readonly readsSerials: boolean;
  readonly #defined: string[] = [];

  /** `isTraced`: entities are told apart by their serial numbers, so these are kept. */
  constructor(
    readonly plan: FlowPlan,
    readonly isTraced: boolean,
  ) {
    this.readsSerials =
      isTraced || plan.blocks.some(({ block }) => JSON.stringify(block).includes('"serial"'));
  }

  /** A number of the model. */
  constant(value: number): string {
    return `k${this.constants.push(value) - 1}`;
  }

  /** A constant under a name of its own, for use in several places. */
  define(name: string, value: number): void {
    this.#defined.push(`const ${name} = ${this.constant(value)};`);
  }

  /** A table of counters. */
  table(size: number): string {
    return `t${this.tables.push(size) - 1}`;
  }

  /** A uniform draw from a stream, in [0, 1). */
  uniform(stream: string): string {
    let index = this.uniforms.indexOf(stream);
    if (index < 0) index = this.uniforms.push(stream) - 1;
    return `u${index}.next()`;
  }

  /** A number that lives across calls. */
  register(name: string, options: Omit<FlowRegister, 'name'> = {}): string {
    this.registers.push({ name, ...options });
    return name;
  }

  /** Column of an attribute. */
  attribute(name: string): string {
    return `x${this.plan.attributes.indexOf(name)}`;
  }

  /** A value as an expression over the entity `e` and the time `now`. */
  value(value: FlowValue): string {
    if (typeof value === 'number') return this.constant(value);
    if (value === 'now') return 'now';
    if (value === 'serial') return 'serials[e]';
    if ('attribute' in value) return `${this.attribute(value.attribute)}[e]`;
    if ('draw' in value) return `d${this.draws.push({ stream: value.stream, spec: value.draw }) - 1}()`;
    if ('sum' in value) return this.#joined(value.sum, ' + ', '0');
    if ('product' in value) return this.#joined(value.product, ' * ', '1');
    if ('difference' in value) return this.#joined(value.difference, ' - ', '0');
    if ('remainder' in value) return this.#joined(value.remainder, ' % ', '0');
    return `Math.floor(${this.value(value.floor)})`;
  }

  #joined(operands: readonly FlowValue[], operator: string, none: string): string {
    if (operands.length === 0) return none;
    return `(${operands.map((operand) => this.value(operand)).join(operator)})`;
  }

  /** Statements that bring everything into local variables. */
  loads(): string {
    return [
      ...this.constants.map((_, i) => `const k${i} = constants[${i}];`),
      ...this.#defined,
      ...this.tables.map((_, i) => `const t${i} = tables[${i}];`),
      ...this.draws.map((_, i) => `const d${i} = samplers[${i}];`),
      ...this.uniforms.map((_, i) => `const u${i} = streams[${i}];`),
      ...this.registers.map(
        ({ name, isWhole }, i) => `let ${name} = registers[${i}]${isWhole === true ? ' | 0' : ''};`,
      ),
    ].join('\n');
  }

  /** Statements that keep what must live until the next call. */
  stores(): string {
    return this.registers.map(({ name }, i) => `registers[${i}] = ${name};`).join('\n');
  }
}
