import type { Instant } from '@veinline/base';
import type { Sample, StatusCode, TagId, TagSample, TagValue } from '@veinline/plant';

/**
 * A sample under its tag's name. A class, because V8 pretenures object literals: having seen most samples of the first
 * burst survive, it makes all later ones in the old heap, where each costs a full collection its share.
 */
export class LiveSample implements TagSample {
  readonly tag: TagId;
  readonly value: TagValue;
  readonly status: StatusCode;
  readonly sourceTime: Instant;
  readonly serverTime: Instant | null;
  readonly receiveTime: Instant;
  readonly sequence: number;

  constructor(tag: TagId, { value, status, sourceTime, serverTime, receiveTime, sequence }: Sample) {
    this.tag = tag;
    this.value = value;
    this.status = status;
    this.sourceTime = sourceTime;
    this.serverTime = serverTime;
    this.receiveTime = receiveTime;
    this.sequence = sequence;
  }
}
