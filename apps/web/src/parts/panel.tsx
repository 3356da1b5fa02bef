import type { JSX, ReactNode } from 'react';
import { Component } from 'react';
import { ApiError } from '../data/api.ts';

interface PanelProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled section of a page. If its content fails to draw, only this panel says so. */
export function Panel({ title, aside, className, children }: PanelProps): JSX.Element {
  return (
    <section className={`panel ${className ?? ''}`}>
      <header className="panel-head">
        <h2 className="panel-title">{title}</h2>
        {aside}
      </header>
      <PanelBoundary>{children}</PanelBoundary>
    </section>
  );
}

class PanelBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Failure error={error} onRetry={() => this.setState({ error: null })} />;
  }
}

/** What failed, with code and hint, and a way to try again. */
export function Failure({ error, onRetry }: { error: Error; onRetry: () => void }): JSX.Element {
  const code = error instanceof ApiError ? error.code : error.name;
  const hint = error instanceof ApiError ? error.hint : undefined;
  return (
    <div className="failure" role="alert">
      <p>
        <b>{error.message}</b> {hint}
      </p>
      <p className="muted">Code {code}</p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

/** Grey blocks in the shape of what is loading; they appear after 300 ms. */
export function Loading({ rows = 4 }: { rows?: number }): JSX.Element {
  return (
    <div className="loading" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <i key={row} />
      ))}
    </div>
  );
}
