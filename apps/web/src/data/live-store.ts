import type { LiveValue } from '@veinline/contracts';

/** Samples kept per tag for the live end of a trend. */
const ringCapacity = 1200;

/** The last values of one tag: `time` in milliseconds since 1970. */
export interface RecentPoint {
  readonly time: number;
  readonly value: number;
  readonly isGood: boolean;
}

/**
 * The last value of every tag on screen, outside React. Values arrive in batches; listeners of the tags that
 * changed run at most once per animation frame, and not at all while the browser tab is hidden.
 */
export class LiveStore {
  private readonly values = new Map<string, LiveValue>();
  private readonly recent = new Map<string, RecentPoint[]>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly dirty = new Set<string>();
  private frame: number | null = null;
  private clockOffset = 0;

  constructor(
    private readonly schedule: (run: () => void) => number,
    private readonly wallClock: () => number,
  ) {}

  /** The server's time in milliseconds since 1970, as far as the last event told. */
  now(): number {
    return this.wallClock() + this.clockOffset;
  }

  /** Sets the server's clock from an event. */
  setServerTime(serverTime: number): void {
    this.clockOffset = serverTime - this.wallClock();
  }

  /** The last value of a tag. */
  get(tag: string): LiveValue | undefined {
    return this.values.get(tag);
  }

  /** Recent numbers of a tag later than `after`, oldest first. */
  since(tag: string, after: number): RecentPoint[] {
    const points = this.recent.get(tag) ?? [];
    const start = points.findIndex((point) => point.time > after);
    return start < 0 ? [] : points.slice(start);
  }

  /** Takes a batch of values; an older value never replaces a newer one. */
  push(batch: readonly LiveValue[]): void {
    for (const value of batch) {
      const known = this.values.get(value.tag);
      if (known !== undefined && known.receiveTime > value.receiveTime) continue;
      this.values.set(value.tag, value);
      if (typeof value.value === 'number') this.remember(value, value.value);
      this.touch(value.tag);
    }
  }

  /** Asks for the tag's listeners to run at the next frame. */
  touch(tag: string): void {
    if (!this.listeners.has(tag)) return;
    this.dirty.add(tag);
    this.frame ??= this.schedule(() => this.flush());
  }

  /** Asks for every listener to run at the next frame; values age even when none arrives. */
  touchAll(): void {
    for (const tag of this.listeners.keys()) this.touch(tag);
  }

  /** Calls `listener` after changes of a tag; the returned function ends that. */
  subscribe(tag: string, listener: () => void): () => void {
    let set = this.listeners.get(tag);
    if (set === undefined) this.listeners.set(tag, (set = new Set()));
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(tag) === set) this.listeners.delete(tag);
    };
  }

  /** Tags that something on screen listens to. */
  watched(): string[] {
    return [...this.listeners.keys()];
  }

  private remember(value: LiveValue, number: number): void {
    let points = this.recent.get(value.tag);
    if (points === undefined) this.recent.set(value.tag, (points = []));
    const last = points.at(-1);
    if (last !== undefined && last.time >= value.sourceTime) return;
    points.push({ time: value.sourceTime, value: number, isGood: value.quality === 'good' });
    if (points.length > 2 * ringCapacity) points.splice(0, points.length - ringCapacity);
  }

  private flush(): void {
    this.frame = null;
    const tags = [...this.dirty];
    this.dirty.clear();
    for (const tag of tags) for (const listener of this.listeners.get(tag) ?? []) listener();
  }
}

/** The live values of this browser tab. */
export const liveStore = new LiveStore(
  (run) => requestAnimationFrame(run),
  () => Date.now(),
);
