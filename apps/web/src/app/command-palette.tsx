import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { JSX, KeyboardEvent } from 'react';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useEquipment, useTags } from '../data/queries.ts';
import { closePalette, paletteState } from './palette-state.ts';
import { pageGroups } from './rail.tsx';

interface Entry {
  readonly key: string;
  readonly kind: 'Page' | 'Unit' | 'Tag';
  readonly label: string;
  readonly note: string;
  readonly open: () => void;
}

const shownEntries = 12;

/** Every word must occur; entries that start with the text come first. */
function find(entries: readonly Entry[], text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = (entry: Entry): string => `${entry.label} ${entry.note}`.toLowerCase();
  const hits = entries.filter((entry) => words.every((word) => haystack(entry).includes(word)));
  const rank = (entry: Entry): number => (entry.label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return hits.sort((a, b) => rank(a) - rank(b)).slice(0, shownEntries);
}

function useEntries(): readonly Entry[] {
  const navigate = useNavigate();
  const equipment = useEquipment().data?.equipment;
  const tags = useTags().data?.tags;
  return useMemo(() => {
    const pages = pageGroups.flatMap(({ group, pages: own }) =>
      own.map(({ to, label }): Entry => {
        return { key: to, kind: 'Page', label, note: group, open: () => void navigate({ to }) };
      }),
    );
    const withTags = new Set(tags?.map((tag) => tag.equipment));
    const units = (equipment ?? [])
      .filter((item) => withTags.has(item.id))
      .map(({ id, name, description }): Entry => {
        const open = (): void => void navigate({ to: '/units/$unitId', params: { unitId: id } });
        return { key: `unit ${id}`, kind: 'Unit', label: id, note: name === id ? description : name, open };
      });
    const all = (tags ?? []).map(({ id, description }): Entry => {
      const open = (): void =>
        void navigate({ to: '.', search: (known: object) => ({ ...known, faceplate: id }) });
      return { key: `tag ${id}`, kind: 'Tag', label: id, note: description, open };
    });
    return [...pages, ...units, ...all];
  }, [navigate, equipment, tags]);
}

/** Ctrl K: finds pages, units and tags by any part of their names. */
export function CommandPalette(): JSX.Element {
  const isOpen = useStore(paletteState, (state) => state.isOpen);
  return (
    <Modal.Root
      opened={isOpen}
      onClose={closePalette}
      size={560}
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content>
        <div className="drawer-head">
          <Modal.Title>Find a tag, unit or page</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>
          <Finder />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Finder(): JSX.Element {
  const entries = useEntries();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const hits = useMemo(() => find(entries, text), [entries, text]);
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    closePalette();
    entry.open();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setIndex((index + step + hits.length) % Math.max(1, hits.length));
    else if (event.key === 'Enter') choose(hits[index]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="finder">
      <input
        data-autofocus
        className="input"
        role="combobox"
        aria-label="Find a tag, unit or page"
        aria-expanded
        aria-controls="finder-list"
        aria-activedescendant={hits.length > 0 ? `finder-${index}` : undefined}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setIndex(0);
        }}
      />
      <ul id="finder-list" role="listbox" aria-label="Found">
        {hits.map((entry, at) => (
          <li
            key={entry.key}
            id={`finder-${at}`}
            role="option"
            aria-selected={at === index}
            onMouseMove={() => setIndex(at)}
            onClick={() => choose(entry)}
          >
            <b>{entry.label}</b>
            <span>{entry.note}</span>
            <small>{entry.kind}</small>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p className="muted">Nothing is named “{text}”.</p>}
    </div>
  );
}
