import type { BrowseView, ConnectorView } from '@veinline/contracts';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useState } from 'react';
import { useBrowse } from '../../data/queries.ts';
import { Failure, Loading, Panel } from '../../parts/panel.tsx';
import { yamlSnippet } from './yaml-snippet.ts';

type Entry = BrowseView['entries'][number];

/** The source's address tree, one level at a time, with the tags already mapped and YAML for new ones. */
export function TagBrowser({ connector }: { connector: ConnectorView }): JSX.Element {
  const [copied, setCopied] = useState('');
  const copy = (entry: Entry): void => {
    const done = (): void => setCopied(`Copied YAML for ${entry.name}.`);
    const failed = (): void => setCopied('The browser refused to copy.');
    void navigator.clipboard.writeText(yamlSnippet(entry)).then(done, failed);
  };
  return (
    <Panel
      title={`Addresses of ${connector.id}`}
      aside={
        <span role="status" className="muted">
          {copied}
        </span>
      }
    >
      <Level connector={connector.id} below={null} onCopy={copy} />
    </Panel>
  );
}

interface LevelProps {
  readonly connector: string;
  readonly below: string | null;
  readonly onCopy: (entry: Entry) => void;
}

function Level({ connector, below, onCopy }: LevelProps): JSX.Element {
  const { data, error, refetch } = useBrowse(connector, below);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={3} />;
  if (data.entries.length === 0) return <p className="calm">Nothing below this address.</p>;
  return (
    <ul className="browse-level">
      {data.entries.map((entry) => (
        <li key={entry.address}>
          <Node connector={connector} entry={entry} onCopy={onCopy} />
        </li>
      ))}
    </ul>
  );
}

function Node(props: { connector: string; entry: Entry; onCopy: (entry: Entry) => void }): JSX.Element {
  const { connector, entry, onCopy } = props;
  const [isOpen, setOpen] = useState(false);
  const canOpen = entry.hasChildren ?? entry.kind === 'object';
  return (
    <>
      <div className="browse-row">
        {canOpen ? (
          <button
            type="button"
            className="browse-toggle"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden>{isOpen ? '▾' : '▸'}</span> {entry.name}
          </button>
        ) : (
          <span className="browse-leaf">{entry.name}</span>
        )}
        <span className="muted">{[entry.kind, entry.dataType, entry.unit].filter(Boolean).join(' · ')}</span>
        <code title={entry.address}>{entry.address}</code>
        {entry.tag !== null ? (
          <Link to="." search={(known) => ({ ...known, faceplate: entry.tag ?? undefined })}>
            {entry.tag}
          </Link>
        ) : (
          entry.kind === 'variable' && (
            <button type="button" className="button" onClick={() => onCopy(entry)}>
              Copy YAML<span className="sr-only"> for {entry.name}</span>
            </button>
          )
        )}
      </div>
      {isOpen && <Level connector={connector} below={entry.address} onCopy={onCopy} />}
    </>
  );
}
