/** Runs jobs one after the other; a failed job does not stop the next. */
export class Lane<Resource> {
  readonly #resource: Resource;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  /** Jobs that run or wait. */
  get length(): number {
    return this.#waiting;
  }

  /** Runs the job when all earlier ones have ended, and answers with its result. */
  run<T>(job: (resource: Resource) => Promise<T>): Promise<T> {
    this.#waiting++;
    const result = this.#tail.then(() => job(this.#resource));
    this.#tail = result.then(
      () => this.#waiting--,
      () => this.#waiting--,
    );
    return result;
  }

  /** Resolves once every job given so far has ended. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}
