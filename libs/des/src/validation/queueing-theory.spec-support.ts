/** Erlang's loss probability for `servers` at an offered load, by the recursion in the number of servers (Erlang 1917). */
export function erlangB(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

/** Erlang's probability of having to wait (Erlang 1917). */
export function erlangC(servers: number, load: number): number {
  const blocked = erlangB(servers, load);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** Mean wait in M/M/c, in mean service times. */
export function mmcWait(servers: number, load: number): number {
  return erlangC(servers, load) / (servers - load);
}

/** Mean wait in M/G/1 by Pollaczek and Khinchine, in mean service times; `scv` is the squared coefficient of variation. */
export function mg1Wait(load: number, scv: number): number {
  return (load / (1 - load)) * ((1 + scv) / 2);
}

/** Stationary distribution of a birth-death chain with the given rates from state n. */
export function birthDeath(
  states: number,
  birth: (n: number) => number,
  death: (n: number) => number,
): number[] {
  const weights = [1];
  for (let n = 1; n < states; n++) weights.push((weights[n - 1]! * birth(n - 1)) / death(n));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Mean of a value over the states of a chain. */
export function meanOver(probabilities: readonly number[], value: (n: number) => number): number {
  return probabilities.reduce((sum, probability, n) => sum + probability * value(n), 0);
}

/** Mean waits of the classes of a non-preemptive priority M/M/1, highest class first (Cobham 1954), at service rate 1. */
export function cobhamWaits(rates: readonly number[]): number[] {
  const residual = rates.reduce((sum, rate) => sum + rate, 0);
  let above = 0;
  return rates.map((rate) => {
    const before = 1 - above;
    above += rate;
    return residual / (before * (1 - above));
  });
}
