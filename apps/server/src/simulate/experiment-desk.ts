import { randomBytes } from 'node:crypto';
import { VeinlineError, messageOf, type Clock } from '@veinline/base';
import type { ExperimentRequest, ExperimentResults, ExperimentView } from '@veinline/contracts';
import type { Experiment, Runner } from '@veinline/experiment';
import type { Logger } from '../platform/logger.ts';
import { version } from '../platform/version.ts';
import type { ExperimentStore } from './experiment-store.ts';
import { MeteredRunner } from './metered-runner.ts';

/** What a desk is made of. */
export interface ExperimentDeskParts {
  readonly store: ExperimentStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Asked for with the first experiment. */
  readonly createRunner: () => Promise<Runner>;
}

interface Entry {
  view: ExperimentView;
  readonly abort: AbortController;
  readonly watchers: Set<() => void>;
}

const tickMs = 250;

/** Takes experiments, runs them one after the other, tells who watches, and keeps what came of them. */
export class ExperimentDesk {
  readonly #parts: ExperimentDeskParts;
  readonly #entries = new Map<string, Entry>();
  #runner: Promise<Runner> | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: ExperimentDeskParts) {
    this.#parts = parts;
    for (const record of parts.store.load(parts.log)) this.#entries.set(record.id, entryOf(ended(record)));
  }

  /** Newest first. */
  list(): ExperimentView[] {
    return [...this.#entries.values()].map(({ view }) => view).reverse();
  }

  /** @throws VeinlineError EXPERIMENT_UNKNOWN */
  get(id: string): ExperimentView {
    return this.#entry(id).view;
  }

  /** Checks a request and queues it. @throws HttpException 422 that names each wrong field */
  async create(request: ExperimentRequest): Promise<ExperimentView> {
    const { experimentsOf } = await import('./experiment-plan.ts');
    const experiments = experimentsOf(request);
    const entry = entryOf(newView(request, experiments, this.#parts.clock));
    this.#parts.store.saveRecord(entry.view);
    this.#entries.set(entry.view.id, entry);
    this.#last = this.#last.then(() => this.#run(entry, request, experiments));
    return entry.view;
  }

  /** Ends an experiment; what was finished is kept. Harmless if it is over. */
  cancel(id: string): ExperimentView {
    const entry = this.#entry(id);
    entry.abort.abort();
    if (entry.view.progress.status === 'queued') this.#finish(entry, { status: 'cancelled' });
    return entry.view;
  }

  /** Results of a finished experiment. @throws VeinlineError EXPERIMENT_UNKNOWN, EXPERIMENT_UNFINISHED */
  async results(id: string): Promise<ExperimentResults> {
    const { progress } = this.get(id);
    const results = await this.#parts.store.results(id);
    if (results !== null) return results;
    throw new VeinlineError(
      'EXPERIMENT_UNFINISHED',
      `Experiment ${id} is ${progress.status}; it has no results.`,
      {
        hint: 'Wait until it is complete, or see its error.',
      },
    );
  }

  /** A file for download. @throws VeinlineError EXPERIMENT_UNKNOWN, FILE_UNKNOWN */
  async file(id: string, name: string): Promise<Buffer> {
    const { files } = this.get(id);
    const content = files.includes(name) ? await this.#parts.store.file(id, name) : null;
    if (content !== null) return content;
    throw new VeinlineError('FILE_UNKNOWN', `Experiment ${id} has no file "${name}".`, {
      hint: files.length === 0 ? 'It has no files yet.' : `Its files are ${files.join(', ')}.`,
    });
  }

  /** Calls `watcher` after every change of progress; returns what ends that. */
  watch(id: string, watcher: () => void): () => void {
    const { watchers } = this.#entry(id);
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }

  /** Ends what runs, keeps what was finished, and frees the workers. */
  async stop(): Promise<void> {
    for (const { abort } of this.#entries.values()) abort.abort();
    await this.#last;
    await (await this.#runner)?.close();
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry !== undefined) return entry;
    throw new VeinlineError('EXPERIMENT_UNKNOWN', `There is no experiment "${id}".`, {
      hint: 'GET /api/experiments lists them.',
    });
  }

  async #run(entry: Entry, request: ExperimentRequest, experiments: readonly Experiment[]): Promise<void> {
    if (entry.view.progress.status !== 'queued') return;
    const { store, clock, log } = this.#parts;
    const { id } = entry.view;
    const begun = clock.now();
    let plannedRuns = entry.view.progress.total;
    let precision = entry.view.progress.precision;
    let meter: MeteredRunner | null = null;
    const tick = (): void =>
      this.#progress(entry, {
        status: 'running',
        done: meter?.replications ?? 0,
        total: Math.max(plannedRuns, meter?.replications ?? 0),
        events: meter?.events ?? 0,
        elapsedMs: clock.now() - begun,
        precision,
      });
    const timer = setInterval(tick, tickMs);
    log.info({ experiment: id, kind: request.kind }, 'experiment.started');
    try {
      const { execute } = await import('./experiment-execution.ts');
      const { filesOf } = await import('./experiment-files.ts');
      const { intervalView } = await import('./result-views.ts');
      meter = new MeteredRunner(await this.#sharedRunner());
      tick();
      const output = request.plan.precision?.output;
      const execution = await execute(request, experiments, {
        runner: meter,
        signal: entry.abort.signal,
        provenance: { codeVersion: version, nodeVersion: process.version, inputHashes: {} },
        onProgress: ({ total, interval }) => {
          if (output === undefined) plannedRuns = total;
          else if (interval !== null) precision = { ...intervalView(interval), output };
        },
      });
      tick();
      const { status, error, views } = execution;
      const files = filesOf(request, execution);
      store.saveResults(id, { id, status, confidence: request.plan.confidence, ...views }, files);
      this.#finish(entry, { status, error, files: Object.keys(files) });
    } catch (thrown) {
      log.error({ experiment: id, err: thrown }, 'experiment.fault');
      const hint = thrown instanceof VeinlineError && thrown.hint !== undefined ? { hint: thrown.hint } : {};
      const code = thrown instanceof VeinlineError ? thrown.code : 'FAULT';
      this.#finish(entry, { status: 'failed', error: { code, message: messageOf(thrown), ...hint } });
    } finally {
      clearInterval(timer);
    }
  }

  /** The one runner of the server; if it could not be made, the next experiment tries again. */
  async #sharedRunner(): Promise<Runner> {
    try {
      return await (this.#runner ??= this.#parts.createRunner());
    } catch (thrown) {
      this.#runner = null;
      throw thrown;
    }
  }

  #progress(entry: Entry, progress: ExperimentView['progress']): void {
    entry.view = { ...entry.view, progress };
    for (const watcher of entry.watchers) watcher();
  }

  #finish(
    entry: Entry,
    end: {
      readonly status: ExperimentView['progress']['status'];
      readonly error?: ExperimentView['error'];
      readonly files?: string[];
    },
  ): void {
    const { store, clock, log } = this.#parts;
    const { status, error = null, files = [] } = end;
    const progress = { ...entry.view.progress, status };
    entry.view = { ...entry.view, finishedAt: clock.now(), error, files, progress };
    store.saveRecord(entry.view);
    log.info({ experiment: entry.view.id, status, code: error?.code }, 'experiment.ended');
    for (const watcher of entry.watchers) watcher();
  }
}

function entryOf(view: ExperimentView): Entry {
  return { view, abort: new AbortController(), watchers: new Set() };
}

/** What ran when an earlier server ended did not finish. */
function ended(record: ExperimentView): ExperimentView {
  const { status } = record.progress;
  if (status !== 'queued' && status !== 'running') return record;
  const error = {
    code: 'SERVER_STOPPED',
    message: 'The server stopped before the experiment was done.',
    hint: 'Run it again: the same seed gives the same results.',
  };
  return { ...record, error, progress: { ...record.progress, status: 'failed' } };
}

function newView(
  request: ExperimentRequest,
  experiments: readonly Experiment[],
  clock: Clock,
): ExperimentView {
  const now = clock.now();
  const [first] = experiments as readonly [Experiment, ...Experiment[]];
  const stamp = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return {
    id: `${stamp}-${randomBytes(3).toString('hex')}`,
    kind: request.kind,
    name: request.kind === 'compare' ? experiments.map(({ name }) => name).join(' · ') : first.name,
    model: first.model.id,
    createdAt: now,
    finishedAt: null,
    progress: {
      status: 'queued',
      done: 0,
      total: plannedRuns(request),
      events: 0,
      elapsedMs: 0,
      precision: null,
    },
    request,
    error: null,
    files: [],
  };
}

/** Replications a request asks for; with a precision the most there can be. */
function plannedRuns(request: ExperimentRequest): number {
  const { replications } = request.plan;
  switch (request.kind) {
    case 'run':
      return replications;
    case 'compare':
      return replications * request.scenarios.length;
    case 'sweep':
      return request.axes.reduce((product, { values }) => product * values.length, replications);
    case 'sensitivity':
      return (
        replications * request.samples * (request.factors.length + (request.method === 'morris' ? 1 : 2))
      );
  }
}
