/** Repeats a question until its answer is accepted; gives the answer. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  isAccepted: (answer: T) => boolean,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isAccepted(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`Not accepted within ${timeoutMs} ms: ${JSON.stringify(answer)?.slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
