import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, Instant } from '@veinline/base';

/** Who asks. Users and roles come later; until then the plant has one operator and its scripts. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

const operator: Principal = { id: 'operator', name: 'Operator', roles: ['operator'] };
const script: Principal = { id: 'script', name: 'Script (bearer token)', roles: ['operator'] };
const hour = 3_600_000;
const idleLimit = 12 * hour;
const absoluteLimit = 7 * 24 * hour;

interface Session {
  readonly principal: Principal;
  readonly begun: Instant;
  seen: Instant;
}

/** One-time sign-in codes, browser sessions and the script token; all secrets are kept as SHA-256 only. */
export class Sessions {
  readonly #clock: Clock;
  readonly #token: Buffer | null;
  readonly #codes = new Set<string>();
  readonly #sessions = new Map<string, Session>();

  constructor(clock: Clock, token: string | undefined) {
    this.#clock = clock;
    this.#token = token === undefined ? null : digest(token);
  }

  /** A new code for one sign-in link; it works once. */
  issueCode(): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.add(digest(code).toString('hex'));
    return code;
  }

  /** Turns a code into a session id, or null if the code is unknown or used. */
  redeem(code: string): string | null {
    if (!this.#codes.delete(digest(code).toString('hex'))) return null;
    const id = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    this.#sessions.set(digest(id).toString('hex'), { principal: operator, begun: now, seen: now });
    return id;
  }

  /** Ends a session; harmless if there is none. */
  end(id: string): void {
    this.#sessions.delete(digest(id).toString('hex'));
  }

  /** Who a session cookie stands for, or null when unknown, idle for 12 h or older than 7 days. */
  bySession(id: string): Principal | null {
    const key = digest(id).toString('hex');
    const session = this.#sessions.get(key);
    if (session === undefined) return null;
    const now = this.#clock.now();
    if (now - session.seen > idleLimit || now - session.begun > absoluteLimit) {
      this.#sessions.delete(key);
      return null;
    }
    session.seen = now;
    return session.principal;
  }

  /** Who a bearer token stands for, compared in constant time. */
  byToken(token: string): Principal | null {
    return this.#token !== null && timingSafeEqual(digest(token), this.#token) ? script : null;
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
