import { messageOf } from '@veinline/base';
import type { NotificationMessage } from 'node-opcua';
import { PublishRequest, RepublishRequest } from 'node-opcua';
import type { SubscriptionServices } from './session.ts';

/** What a publisher tells its owner. */
export interface PublisherEvents {
  /** A message with news. */
  readonly message: (message: NotificationMessage) => void;
  /** The server answered, with news or as keep-alive. */
  readonly alive: () => void;
  /** Messages that the server sent but that can no longer be had. */
  readonly lost: (messages: number) => void;
  /** Publishing ended with an error. */
  readonly fault: (reason: string) => void;
}

/**
 * Keeps Publish requests waiting at the server and acknowledges what came (OPC 10000-4, 5.14.5). Messages that
 * were on their way when a connection broke are asked for again by their sequence number.
 */
export class Publisher {
  readonly #services: SubscriptionServices;
  readonly #events: PublisherEvents;
  readonly #last = new Map<number, number>();
  #acknowledgements: { subscriptionId: number; sequenceNumber: number }[] = [];
  #waiting = 0;
  #pipeline = 2;
  /** Counts pauses, so that answers from before a pause are told apart. */
  #run = 0;
  #isRunning = false;

  constructor(services: SubscriptionServices, events: PublisherEvents) {
    this.#services = services;
    this.#events = events;
  }

  /** Adds a subscription; publishing begins with the first. */
  add(subscriptionId: number): void {
    this.#last.set(subscriptionId, 0);
    this.#pipeline = Math.min(2 + this.#last.size, 10);
    this.#isRunning = true;
    this.#fill();
  }

  remove(subscriptionId: number): void {
    this.#last.delete(subscriptionId);
  }

  pause(): void {
    this.#isRunning = false;
    this.#run += 1;
    this.#waiting = 0;
    this.#acknowledgements = [];
  }

  /** Fetches what was missed, then goes on. */
  async resume(): Promise<void> {
    const run = this.#run;
    for (const [subscriptionId, last] of this.#last)
      for (let next = last + 1; await this.#republish(subscriptionId, next); next += 1);
    if (run !== this.#run || this.#last.size === 0) return;
    this.#isRunning = true;
    this.#fill();
  }

  #fill(): void {
    while (this.#isRunning && this.#waiting < this.#pipeline) this.#ask();
  }

  #ask(): void {
    const run = this.#run;
    this.#waiting += 1;
    const request = new PublishRequest({
      requestHeader: { timeoutHint: 0x7fffffff },
      subscriptionAcknowledgements: this.#acknowledgements,
    });
    this.#acknowledgements = [];
    this.#services.publish(request, (error, response) => {
      if (run !== this.#run) return;
      this.#waiting -= 1;
      if (error !== null || response === undefined) {
        this.#failed(messageOf(error));
        return;
      }
      this.#events.alive();
      this.#take(response.subscriptionId, response.notificationMessage);
      this.#fill();
    });
  }

  #failed(reason: string): void {
    if (/BadTooManyPublishRequests/.test(reason) && this.#waiting > 0) {
      this.#pipeline = this.#waiting;
      return;
    }
    this.pause();
    this.#events.fault(reason);
  }

  #take(subscriptionId: number, message: NotificationMessage): void {
    const last = this.#last.get(subscriptionId);
    if (last === undefined || (message.notificationData ?? []).length === 0) return;
    const { sequenceNumber } = message;
    this.#acknowledgements.push({ subscriptionId, sequenceNumber });
    // Sequence numbers wrap to 1 after 2^32 - 1; anything else at or below the last was delivered already.
    if (sequenceNumber <= last && last - sequenceNumber < 0x7fffffff) return;
    this.#last.set(subscriptionId, sequenceNumber);
    if (sequenceNumber > last + 1) void this.#recover(subscriptionId, last + 1, sequenceNumber);
    this.#events.message(message);
  }

  async #recover(subscriptionId: number, from: number, until: number): Promise<void> {
    let lost = 0;
    for (let number = from; number < until; number += 1)
      if (!(await this.#republish(subscriptionId, number, true))) lost += 1;
    if (lost > 0) this.#events.lost(lost);
  }

  /** Asks for one message again; false if the server no longer has it. */
  #republish(subscriptionId: number, sequenceNumber: number, isHole = false): Promise<boolean> {
    const request = new RepublishRequest({ subscriptionId, retransmitSequenceNumber: sequenceNumber });
    return new Promise((resolve) => {
      this.#services.republish(request, (error, response) => {
        if (error !== null || response === undefined) {
          resolve(false);
          return;
        }
        this.#acknowledgements.push({ subscriptionId, sequenceNumber });
        if (!isHole) this.#last.set(subscriptionId, sequenceNumber);
        this.#events.message(response.notificationMessage);
        resolve(true);
      });
    });
  }
}
