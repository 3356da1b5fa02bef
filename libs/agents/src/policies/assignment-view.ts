import { type AssignmentSpec } from './assignment-schema.ts';
import { type Quotas } from './quotas.ts';
import { type Score, type Terms } from './terms.ts';

/** An item and the server it might go to. */
export interface Pair<I, S> {
  readonly item: I;
  readonly server: S;
}

/** What the model knows about items and servers. A policy that needs what is not given is refused. */
export interface AssignmentView<I, S> {
  /** Unique; the first in the list of servers wins ties. */
  serverId(server: S): string;
  /** How much of the server is in use, in the unit of its capacity. */
  load(server: S): number;
  capacity(server: S): number;
  /** How much an item takes; 1 when not given. */
  demand?(item: I): number;
  /** Why this server cannot serve this item, or undefined when it can. */
  refusal?(item: I, server: S): string | undefined;
  /** The id of the item's own server. */
  home?(item: I): string;
  distance?(item: I, server: S): number;
  cost?(item: I, server: S): number;
  /** Further terms by the names that scenario files may weigh. */
  readonly terms?: Terms<Pair<I, S>>;
  readonly quotas?: Quotas<I, S>;
}

/** Where an item goes and why; `server` is undefined when none can take it. */
export interface AssignmentChoice<I, S> {
  readonly item: I;
  readonly server: S | undefined;
  readonly policy: AssignmentSpec['type'];
  readonly score: Score | undefined;
  /** The servers compared, by id, with their totals; the higher is better. */
  readonly compared: readonly { readonly server: string; readonly total: number }[];
  /** The servers passed over, by id, and why. */
  readonly refused: readonly { readonly server: string; readonly reason: string }[];
}
