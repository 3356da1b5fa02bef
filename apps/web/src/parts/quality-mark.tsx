import type { LiveValue, TagView } from '@veinline/contracts';
import type { JSX } from 'react';
import { liveStore } from '../data/live-store.ts';
import type { Trust } from '../data/live-hooks.ts';
import { duration } from '../domain/format.ts';
import { ageMs } from '../domain/staleness.ts';

/** Why a value cannot be taken as it stands, in a few words; empty for a good, current value. */
export function trustText(trust: Trust, value: LiveValue | undefined, tag: TagView): string {
  if (trust === 'none' || value === undefined) return 'No value yet';
  if (trust === 'stale') return `${duration(ageMs(value, tag, liveStore.now()))} old`;
  if (trust === 'bad') return `Bad: ${value.statusName}`;
  return trust === 'uncertain' ? `Uncertain: ${value.statusName}` : '';
}

/** A small sign beside a value that is bad (cross) or uncertain (question mark); nothing when it is good. */
export function QualityMark({ trust, text }: { trust: string; text: string }): JSX.Element | null {
  if (trust !== 'bad' && trust !== 'uncertain') return null;
  return (
    <span className="quality" data-trust={trust} role="img" aria-label={text} title={text}>
      {trust === 'bad' ? '×' : '?'}
    </span>
  );
}
