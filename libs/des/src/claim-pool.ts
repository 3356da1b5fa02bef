import { Claim, type ClaimOwner } from './claim.ts';
import { type Commitment } from './process-state.ts';
import { type Process } from './process.ts';

/** The claims of one resource, used again and again, each in the list its process keeps. */
export class ClaimPool {
  private readonly owner: ClaimOwner;
  private spare: Claim | null = null;
  private requests = 0;

  constructor(owner: ClaimOwner) {
    this.owner = owner;
  }

  /** A claim for a new request. */
  take(process: Process, units: number, priority: number, now: number): Claim {
    let claim = this.spare;
    if (claim === null) claim = new Claim(this.owner);
    else this.spare = claim.nextOfProcess as Claim | null;
    claim.process = process;
    claim.units = units;
    claim.priority = priority;
    claim.sequence = this.requests++;
    claim.since = now;
    claim.nextOfProcess = process.claims;
    process.claims = claim;
    return claim;
  }

  /** The request is over: nobody may keep the claim. */
  drop(claim: Claim): void {
    const { process } = claim;
    if (process.claims === claim) {
      process.claims = claim.nextOfProcess;
    } else {
      let other: Commitment = process.claims!;
      while (other.nextOfProcess !== claim) other = other.nextOfProcess!;
      other.nextOfProcess = claim.nextOfProcess;
    }
    claim.isSuspended = false;
    claim.nextOfProcess = this.spare;
    this.spare = claim;
  }

  /** The latest claim of a process that is held, or was taken away and is to be given back. */
  latestOf(process: Process): Claim | null {
    for (let claim = process.claims; claim !== null; claim = claim.nextOfProcess) {
      if (this.isGranted(claim)) return claim;
    }
    return null;
  }

  /** Units of all those claims. */
  unitsOf(process: Process): number {
    let units = 0;
    for (let claim = process.claims; claim !== null; claim = claim.nextOfProcess) {
      if (this.isGranted(claim)) units += claim.units;
    }
    return units;
  }

  /** Units a process holds just now. */
  heldBy(process: Process): number {
    let units = 0;
    for (let claim = process.claims; claim !== null; claim = claim.nextOfProcess) {
      if (this.isGranted(claim) && !claim.isQueued) units += claim.units;
    }
    return units;
  }

  private isGranted(claim: Commitment): claim is Claim {
    const own = claim as Claim;
    return own.owner === this.owner && (!own.isQueued || own.isSuspended);
  }
}
