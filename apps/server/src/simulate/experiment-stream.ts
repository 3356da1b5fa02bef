import type { ServerResponse } from 'node:http';
import type { ExperimentDesk } from './experiment-desk.ts';

const heartbeatMs = 5_000;

/**
 * Streams the progress of an experiment as server-sent events `progress`: the present state at once, then each
 * change (four a second while it runs); the stream ends with the experiment. A slow reader misses states in between.
 */
export function streamProgress(desk: ExperimentDesk, id: string, sink: ServerResponse): void {
  sink.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (): void => {
    const { progress } = desk.get(id);
    const isOver = progress.status !== 'queued' && progress.status !== 'running';
    if (!sink.writableNeedDrain || isOver)
      sink.write(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`);
    if (isOver) end();
  };
  const unwatch = desk.watch(id, send);
  const heartbeat = setInterval(() => sink.write(': still here\n\n'), heartbeatMs);
  const end = (): void => {
    clearInterval(heartbeat);
    unwatch();
    sink.end();
  };
  sink.on('close', end);
  sink.on('error', end);
  send();
}
