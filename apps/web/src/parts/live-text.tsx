import type { TagView } from '@veinline/contracts';
import type { JSX } from 'react';
import { trustOf, useLiveSelect } from '../data/live-hooks.ts';
import { valueText, withUnit } from '../domain/format.ts';
import { trustText } from './quality-mark.tsx';

/** The live value of a tag as words; muted with its reason when it cannot be trusted. */
export function LiveText({ tag }: { tag: TagView }): JSX.Element {
  const state = useLiveSelect(tag, (value) => {
    const trust = trustOf(value, tag);
    return `${trust}|${trustText(trust, value, tag)}|${withUnit(valueText(value?.value, tag), tag.unit)}`;
  });
  const [trust = '', why = '', ...text] = state.split('|');
  return (
    <span className="live-text num" data-trust={trust} title={[tag.id, why].filter(Boolean).join(' · ')}>
      {text.join('|')}
    </span>
  );
}
