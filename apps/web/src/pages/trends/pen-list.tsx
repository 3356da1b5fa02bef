import type { TagView } from '@veinline/contracts';
import type { JSX } from 'react';
import { useState } from 'react';
import { useOpenFaceplate } from '../../app/faceplate-drawer.tsx';
import { penStyle, valueAt, type Pen } from '../../charts/trend-model.ts';
import { useTags } from '../../data/queries.ts';
import { clockTime, numberText } from '../../domain/format.ts';
import { extent } from '../../domain/series.ts';
import { LiveText } from '../../parts/live-text.tsx';

interface PenTableProps {
  readonly tags: readonly TagView[];
  readonly pens: readonly Pen[];
  readonly cursor: number | null;
  readonly onRemove: (tag: TagView) => void;
}

/** The pens with their line style, value at the cursor, now, and extremes over the shown time. */
export function PenTable({ tags, pens, cursor, onRemove }: PenTableProps): JSX.Element {
  const openFaceplate = useOpenFaceplate();
  return (
    <table className="table num">
      <thead>
        <tr>
          <th>Line</th>
          <th>Tag</th>
          <th>Description</th>
          <th>At cursor{cursor !== null && ` ${clockTime(cursor)}`}</th>
          <th>Now</th>
          <th>Lowest</th>
          <th>Highest</th>
          <th>Action</th>
        </tr>
      </thead>
      <tbody>
        {tags.map((tag, index) => {
          const pen = pens.find((item) => item.tag === tag);
          const [low, high] = pen ? extent(pen.series) : [Infinity, -Infinity];
          const style = penStyle(index);
          return (
            <tr key={tag.id}>
              <td>
                <svg width="36" height="12" aria-hidden>
                  <path
                    d="M0 6h36"
                    stroke={`var(${style.color})`}
                    strokeWidth="2"
                    strokeDasharray={style.dash.join(' ') || undefined}
                  />
                </svg>
              </td>
              <td>
                <button type="button" className="link" onClick={() => openFaceplate(tag)}>
                  {tag.id}
                </button>
              </td>
              <td>{tag.description}</td>
              <td>{pen && cursor !== null ? `${valueAt(pen, cursor)} ${tag.unit}` : '–'}</td>
              <td>
                <LiveText tag={tag} />
              </td>
              <td>{low <= high ? numberText(low, tag.decimals) : '–'}</td>
              <td>{low <= high ? numberText(high, tag.decimals) : '–'}</td>
              <td>
                <button
                  type="button"
                  className="button"
                  aria-label={`Remove ${tag.id}`}
                  onClick={() => onRemove(tag)}
                >
                  Remove
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A search field that adds a tag with numbers as a pen. */
export function PenAdder(props: { known: readonly TagView[]; onAdd: (tag: TagView) => void }): JSX.Element {
  const [text, setText] = useState('');
  const tags = useTags().data?.tags ?? [];
  const free = tags.filter((tag) => tag.dataType === 'number' && !props.known.includes(tag));
  const change = (next: string): void => {
    const hit = free.find((tag) => tag.id === next);
    setText(hit === undefined ? next : '');
    if (hit !== undefined) props.onAdd(hit);
  };
  return (
    <>
      <label className="toolbar">
        Add a pen
        <input
          className="input pen-input"
          list="pen-choices"
          placeholder="Tag, such as BR-01.pH"
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </label>
      <datalist id="pen-choices">
        {free.map((tag) => (
          <option key={tag.id} value={tag.id}>
            {tag.description}
          </option>
        ))}
      </datalist>
    </>
  );
}
