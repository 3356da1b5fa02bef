import type { Clock, Instant } from '@veinline/base';
import { messageOf } from '@veinline/base';
import type { OpcuaSettings } from './config.ts';
import { Monitoring } from './monitoring.ts';
import { Publisher } from './publisher.ts';
import type { OpenSession } from './session.ts';
import { closeQuietly } from './session.ts';
import type { Watch } from './watch.ts';

/** What a link tells the connector. */
export interface LinkEvents {
  /** Nothing comes any more; `lastHeard` is when the server answered last. */
  readonly lost: (cause: string, lastHeard: Instant) => void;
  /** The same session goes on. */
  readonly back: () => void;
  readonly lostMessages: (count: number) => void;
}

/**
 * One session in use. A broken connection is first mended under the same session, so that the server hands
 * over what it queued; if the session is gone the link ends, and the connector builds a new one.
 */
export class Link {
  readonly open: OpenSession;
  readonly #settings: OpcuaSettings;
  readonly #clock: Clock;
  readonly #events: LinkEvents;
  readonly #publisher: Publisher;
  readonly #monitoring: Monitoring;
  readonly #sessionId: string;
  readonly #watchdog: NodeJS.Timeout;
  #lastHeard: Instant;
  #isDown = false;
  #isBroken = false;
  #hasEnded = false;
  #end: () => void = () => undefined;

  constructor(open: OpenSession, settings: OpcuaSettings, clock: Clock, events: LinkEvents) {
    this.open = open;
    this.#settings = settings;
    this.#clock = clock;
    this.#events = events;
    this.#lastHeard = clock.now();
    this.#sessionId = open.session.sessionId.toString();
    this.#publisher = new Publisher(open.services, {
      alive: () => this.#heard(),
      message: (message) => {
        const ended = this.#monitoring.ingest(message);
        if (ended !== null) this.#finish(`the server ended the subscription: ${ended}`);
      },
      lost: events.lostMessages,
      fault: (reason) => this.#fault(reason),
    });
    this.#monitoring = new Monitoring(open, settings, this.#publisher, clock);
    const { client, session } = open;
    client.on('connection_lost', () => {
      this.#isBroken = true;
      this.#publisher.pause();
      this.#down('the connection was lost');
    });
    client.on('connection_reestablished', () => this.#reestablished());
    client.on('close', (error) => this.#finish(error ? messageOf(error) : 'the connection was closed'));
    client.on('reconnection_attempt_has_failed', (error) => {
      if (/certificate/i.test(messageOf(error))) this.#finish('the server shows another certificate');
    });
    session.on('session_closed', () => this.#finish('the server closed the session'));
    this.#watchdog = setInterval(() => this.#watch(), Math.min(1000, settings.silenceMs / 4));
  }

  /** True while nothing can be asked of the server. */
  get isDown(): boolean {
    return this.#isDown || this.#hasEnded;
  }

  /** Begins to deliver to a subscription; a session that fails at it ends. */
  async watch(watch: Watch): Promise<void> {
    try {
      await this.#monitoring.add(watch.items);
    } catch (thrown) {
      this.#finish(`the server did not take the subscription: ${messageOf(thrown)}`);
    }
  }

  unwatch(watch: Watch): void {
    // Whatever cannot be deleted ends with the session; nothing of it is delivered any more.
    void this.#monitoring.remove(watch).catch(() => undefined);
  }

  /** Resolves when the session is beyond repair or the signal aborts. */
  ended(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#end = resolve;
      if (this.#hasEnded || signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  async close(): Promise<void> {
    this.#hasEnded = true;
    clearInterval(this.#watchdog);
    this.#publisher.pause();
    this.#monitoring.close();
    await closeQuietly(this.open.client);
  }

  facts(): Record<string, string | number> {
    const { revised, subscriptionCount } = this.#monitoring;
    return {
      subscriptions: subscriptionCount,
      ...(revised === null
        ? {}
        : { publishingIntervalMs: revised.publishingIntervalMs, keepAliveCount: revised.keepAliveCount }),
    };
  }

  #heard(): void {
    this.#lastHeard = this.#clock.now();
    if (!this.#isDown || this.#hasEnded) return;
    this.#isDown = false;
    this.#monitoring.confirm();
    this.#events.back();
  }

  #down(cause: string): void {
    if (this.#isDown || this.#hasEnded) return;
    this.#isDown = true;
    this.#events.lost(cause, this.#lastHeard);
  }

  /** Notices a server that hangs or a network that swallows; after twice the time a new connection is tried. */
  #watch(): void {
    if (this.#monitoring.subscriptionCount === 0 || this.#hasEnded || this.#isBroken) return;
    const silence = this.#clock.now() - this.#lastHeard;
    const seconds = Math.round(silence / 1000);
    if (silence > this.#settings.silenceMs) this.#down(`no answer for ${seconds} s`);
    if (silence > 4 * this.#settings.silenceMs) this.#finish(`no answer for ${seconds} s`);
  }

  #reestablished(): void {
    if (this.#hasEnded) return;
    if (this.open.session.sessionId.toString() !== this.#sessionId) {
      this.#finish('the server no longer knows the session');
      return;
    }
    this.#isBroken = false;
    this.#lastHeard = this.#clock.now();
    if (this.#monitoring.subscriptionCount === 0) this.#heard();
    else void this.#publisher.resume();
  }

  #fault(reason: string): void {
    // A broken connection fails its requests first and says so a moment later.
    setTimeout(() => {
      if (!this.#isBroken) this.#finish(`publishing failed: ${reason.trim()}`);
    }, 200);
  }

  #finish(cause: string): void {
    if (this.#hasEnded) return;
    this.#down(cause);
    this.#hasEnded = true;
    this.#end();
  }
}
