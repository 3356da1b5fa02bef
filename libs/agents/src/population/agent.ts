import { type Process, type ProcessBody, type Simulation, type Store } from '@veinline/des';

/**
 * One agent of rich behaviour: a process of its own with an inbox. For thousands of agents that mostly wait, a
 * `Population` and callbacks cost less.
 */
export abstract class Agent<Message> {
  readonly name: string;
  protected readonly simulation: Simulation;
  /** Messages not read yet: `yield this.inbox.get(p)`, then `this.inbox.received(p)`. */
  protected readonly inbox: Store<Message>;
  #process: Process | undefined;

  constructor(simulation: Simulation, name: string) {
    this.simulation = simulation;
    this.name = name;
    this.inbox = simulation.store<Message>(`${name}.inbox`);
  }

  /** What the agent does from its start on. */
  protected abstract live(process: Process): ProcessBody;

  /** The process of the agent; the first call starts it. */
  start(): Process {
    this.#process ??= this.simulation.spawnNamed(this.name, (process) => this.live(process));
    return this.#process;
  }

  /** Leaves a message; the agent reads it when it comes to it, in order. */
  tell(message: Message): void {
    this.inbox.tryPut(message);
  }
}
