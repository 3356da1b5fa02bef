/**
 * Does `count` pieces of work, at most `limit` at once, each told its number. If one throws, the others are aborted and
 * waited for, so that nothing runs on unseen; then the first error is thrown.
 */
export async function inPool(
  count: number,
  limit: number,
  signal: AbortSignal | undefined,
  work: (position: number, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const abort = new AbortController();
  const either = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
  let next = 0;
  const failures: unknown[] = [];
  const lane = async () => {
    while (next < count && failures.length === 0) {
      try {
        await work(next++, either);
      } catch (thrown) {
        failures.push(thrown);
        abort.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, count)) }, lane));
  if (failures.length > 0) throw failures[0];
}
