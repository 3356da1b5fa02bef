/** A QoS 1 message that the broker must not forget yet. */
export interface Delivery {
  readonly messageId: number;
  readonly payload: Buffer;
  /** Connection on which an acknowledgement counts; one of an earlier connection is void. */
  connection: number;
  /** Subscriptions that have not stored it yet. */
  holders: number;
}

/**
 * Keeps acknowledgements back until every subscription has stored the message.
 *
 * A message that comes again after a reconnect is recognised by its identifier (the broker may not give it to
 * another message before our acknowledgement, MQTT 5.0, 2.2.1) and is not delivered twice.
 */
export class Acknowledgements {
  readonly #pending = new Map<number, Delivery>();
  readonly #send: (messageId: number) => void;
  #connection = 0;

  constructor(send: (messageId: number) => void) {
    this.#send = send;
  }

  /** Messages in flight: received and not acknowledged. */
  get size(): number {
    return this.#pending.size;
  }

  /** A new connection: acknowledgements of the old one are void; a new session also forgets the messages. */
  connected(sessionPresent: boolean): void {
    this.#connection += 1;
    if (!sessionPresent) this.#pending.clear();
  }

  /** Takes note of a message; null if it is one we already have and needs no delivery. */
  receive(messageId: number, payload: Buffer, isDuplicate: boolean): Delivery | null {
    const known = this.#pending.get(messageId);
    if (known !== undefined && isDuplicate && known.payload.equals(payload)) {
      known.connection = this.#connection;
      if (known.holders === 0) this.#acknowledge(known);
      return null;
    }
    const delivery = { messageId, payload, connection: this.#connection, holders: 0 };
    this.#pending.set(messageId, delivery);
    return delivery;
  }

  /** One holder has stored the message, or nobody wanted it; the last one lets the acknowledgement go. */
  release(delivery: Delivery): void {
    if (delivery.holders > 0) delivery.holders -= 1;
    if (delivery.holders === 0) this.#acknowledge(delivery);
  }

  #acknowledge(delivery: Delivery): void {
    if (delivery.connection !== this.#connection) return;
    if (this.#pending.get(delivery.messageId) !== delivery) return;
    this.#pending.delete(delivery.messageId);
    this.#send(delivery.messageId);
  }
}
