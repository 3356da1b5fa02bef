import type { Terminal } from '../terminal.ts';

const width = 24;
const paintEveryMs = 100;

/** What a progress line shows. */
interface State {
  readonly done: number;
  readonly total: number;
  readonly note?: string;
}

/** A progress line with a bar, painted ten times a second at most: `█████░░░ 34/100, 12 s left`. */
export function progressBar(terminal: Terminal): (state: State) => void {
  const begun = performance.now();
  let painted = -Infinity;
  return ({ done, total, note }) => {
    const now = performance.now();
    if (now - painted < paintEveryMs && done < total) return;
    painted = now;
    const share = total === 0 ? 0 : Math.min(1, done / total);
    const filled = Math.round(share * width);
    const left =
      done === 0 || done >= total ? '' : `, ${timeText(((now - begun) / 1000) * (1 / share - 1))} left`;
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
    terminal.progress(`${bar} ${done}/${total}${left}${note === undefined ? '' : `, ${note}`}`);
  };
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
