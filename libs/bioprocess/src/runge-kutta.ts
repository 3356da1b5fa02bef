/** Right-hand side of dy/dt = f(t, y): writes the rates into `rates`; time in whatever unit the rates use. */
export type Derivative = (time: number, state: Float64Array, rates: Float64Array) => void;

/** Classical fourth-order Runge-Kutta with a fixed step (Kutta 1901); its work arrays are made once. */
export class RungeKutta4 {
  readonly #derivative: Derivative;
  readonly #k: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
  readonly #trial: Float64Array;

  constructor(dimension: number, derivative: Derivative) {
    this.#derivative = derivative;
    const work = (): Float64Array => new Float64Array(dimension);
    this.#k = [work(), work(), work(), work()];
    this.#trial = work();
  }

  /** Advances `state` in place from `time` by `step` (same unit as the rates). */
  step(time: number, step: number, state: Float64Array): void {
    const [k1, k2, k3, k4] = this.#k;
    this.#derivative(time, state, k1);
    this.#derivative(time + step / 2, this.#moved(state, k1, step / 2), k2);
    this.#derivative(time + step / 2, this.#moved(state, k2, step / 2), k3);
    this.#derivative(time + step, this.#moved(state, k3, step), k4);
    for (let i = 0; i < state.length; i++)
      state[i]! += (step / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
  }

  #moved(state: Float64Array, rates: Float64Array, step: number): Float64Array {
    for (let i = 0; i < state.length; i++) this.#trial[i] = state[i]! + step * rates[i]!;
    return this.#trial;
  }
}
