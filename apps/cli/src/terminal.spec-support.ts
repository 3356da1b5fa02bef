import { run } from './program.ts';

/** Runs the command in this process and collects what it says. */
export async function veinline(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const terminal = {
    out: (text: string) => void (said.out += text),
    error: (text: string) => void (said.error += `${text}\n`),
    progress: () => undefined,
    environment,
    signal: new AbortController().signal,
  };
  return { code: await run(args, terminal, '1.2.3'), ...said };
}
