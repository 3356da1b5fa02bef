/**
 * A naive engine to check the real one against: events in a plain list that is sorted before every step, processes as lists of
 * instructions. It shares no code with the engine.
 */
export type Instruction =
  | { readonly op: 'hold'; readonly delay: number; readonly priority: number }
  | { readonly op: 'seize'; readonly resource: number; readonly priority: number; readonly patience: number }
  | { readonly op: 'release'; readonly resource: number }
  | { readonly op: 'interrupt'; readonly process: number }
  | { readonly op: 'wait'; readonly signal: number; readonly patience: number }
  | { readonly op: 'fire'; readonly signal: number }
  | { readonly op: 'schedule'; readonly delay: number; readonly priority: number }
  | { readonly op: 'cancel'; readonly callback: number };

export interface Program {
  readonly resources: readonly { readonly capacity: number; readonly isPriority: boolean }[];
  readonly signals: number;
  readonly processes: readonly (readonly Instruction[])[];
}

interface Actor {
  readonly id: number;
  readonly code: readonly Instruction[];
  counter: number;
  state: 'new' | 'ready' | 'holding' | 'waiting' | 'due' | 'done';
  outcome: string;
  remaining: number;
  isPending: boolean;
  event: Event | undefined;
  queue: { actor: Actor; priority: number; order: number }[] | undefined;
  signal: number | undefined;
  held: number[];
}

interface Event {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
  readonly run: () => void;
}

/** Runs a program and logs every resumption, as the engine's driver does. */
export function runReference(program: Program): string[] {
  const log: string[] = [];
  let now = 0;
  let sequence = 0;
  let order = 0;
  let events: Event[] = [];
  const callbacks: Event[] = [];
  const free = program.resources.map((resource) => resource.capacity);
  const queues = program.resources.map(() => [] as { actor: Actor; priority: number; order: number }[]);
  const signals = Array.from({ length: program.signals }, () => [] as Actor[]);

  const push = (delay: number, priority: number, run: () => void): Event => {
    const event = { time: now + delay, priority, sequence: sequence++, run };
    events.push(event);
    return event;
  };
  const drop = (event: Event | undefined) => (events = events.filter((other) => other !== event));
  const wake = (actor: Actor, outcome: string) => {
    drop(actor.event);
    actor.state = 'due';
    actor.outcome = outcome;
    actor.event = push(0, 0, () => go(actor));
  };
  const serve = (index: number) => {
    const queue = queues[index]!;
    queue.sort(
      (a, b) => (program.resources[index]!.isPriority ? a.priority - b.priority : 0) || a.order - b.order,
    );
    while (queue.length > 0 && free[index]! > 0) {
      const { actor } = queue.shift()!;
      actor.queue = undefined;
      free[index]!--;
      actor.held.push(index);
      wake(actor, 'completed');
    }
  };
  const leave = (actor: Actor) => {
    if (actor.queue)
      actor.queue.splice(
        actor.queue.findIndex((place) => place.actor === actor),
        1,
      );
    if (actor.signal !== undefined) signals[actor.signal]!.splice(signals[actor.signal]!.indexOf(actor), 1);
    actor.queue = undefined;
    actor.signal = undefined;
  };
  const interrupt = (actor: Actor) => {
    if (actor.state === 'done') return;
    if (actor.state !== 'holding' && actor.state !== 'waiting') {
      actor.isPending = true;
      return;
    }
    actor.remaining = actor.event ? actor.event.time - now : Infinity;
    leave(actor);
    wake(actor, 'interrupted');
  };
  /** The wait an instruction starts; false when there is nothing to wait for. */
  const wait = (actor: Actor, remaining: number, start: () => boolean): boolean => {
    if (!actor.isPending) return start();
    actor.isPending = false;
    actor.remaining = remaining;
    wake(actor, 'interrupted');
    return true;
  };
  const expire = (actor: Actor, outcome: string) => {
    leave(actor);
    actor.outcome = outcome;
    go(actor);
  };
  const perform = (actor: Actor, step: Instruction): boolean => {
    switch (step.op) {
      case 'hold':
        return wait(actor, step.delay, () => {
          actor.state = 'holding';
          actor.outcome = 'completed';
          actor.event = push(step.delay, step.priority, () => go(actor));
          return true;
        });
      case 'seize':
        return wait(actor, Infinity, () => {
          const queue = queues[step.resource]!;
          if (queue.length === 0 && free[step.resource]! > 0) {
            free[step.resource]!--;
            actor.held.push(step.resource);
            actor.outcome = 'completed';
            log.push(`${now} ${actor.id} completed`);
            return false;
          }
          queue.push({ actor, priority: step.priority, order: order++ });
          actor.queue = queue;
          actor.state = 'waiting';
          actor.event =
            step.patience === Infinity ? undefined : push(step.patience, 0, () => expire(actor, 'reneged'));
          return true;
        });
      case 'wait':
        return wait(actor, Infinity, () => {
          signals[step.signal]!.push(actor);
          actor.signal = step.signal;
          actor.state = 'waiting';
          actor.event =
            step.patience === Infinity ? undefined : push(step.patience, 0, () => expire(actor, 'timedOut'));
          return true;
        });
      case 'fire':
        for (const waiter of signals[step.signal]!.splice(0)) {
          waiter.signal = undefined;
          wake(waiter, 'completed');
        }
        return false;
      case 'release': {
        const place = actor.held.indexOf(step.resource);
        if (place < 0) return false;
        actor.held.splice(place, 1);
        free[step.resource]!++;
        serve(step.resource);
        return false;
      }
      case 'interrupt': {
        const other = actors[step.process % actors.length]!;
        if (other !== actor) interrupt(other);
        return false;
      }
      case 'schedule': {
        const number = callbacks.length;
        callbacks.push(push(step.delay, step.priority, () => log.push(`${now} callback ${number}`)));
        return false;
      }
      case 'cancel':
        if (callbacks.length > 0) {
          const event = callbacks[step.callback % callbacks.length]!;
          log.push(`cancel ${events.includes(event)}`);
          drop(event);
        }
        return false;
    }
  };
  const go = (actor: Actor) => {
    actor.event = undefined;
    if (actor.state !== 'new')
      log.push(
        `${now} ${actor.id} ${actor.outcome}${actor.outcome === 'interrupted' ? ` ${actor.remaining}` : ''}`,
      );
    actor.state = 'ready';
    while (actor.counter < actor.code.length) {
      if (perform(actor, actor.code[actor.counter++]!)) return;
    }
    actor.state = 'done';
    log.push(`${now} ${actor.id} end`);
  };
  const actors = program.processes.map((code, id): Actor => ({
    ...{ id, code, counter: 0, state: 'new', outcome: 'completed', remaining: 0, isPending: false },
    ...{ event: undefined, queue: undefined, signal: undefined, held: [] },
  }));
  for (const actor of actors) actor.event = push(0, 0, () => go(actor));
  while (events.length > 0) {
    events.sort((a, b) => a.time - b.time || a.priority - b.priority || a.sequence - b.sequence);
    const event = events.shift()!;
    now = event.time;
    event.run();
  }
  return log;
}
