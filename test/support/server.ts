import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from './program.ts';

const token = 'a-token-for-the-tests-only';

/** A server process under test and a client that is signed in with the script token. */
export interface ServerUnderTest {
  readonly program: Program;
  readonly url: string;
  readonly signInLink: string;
  readonly data: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  stop(): Promise<number | null>;
}

/** Starts the built server on a free port with a plant file and a data folder. */
export async function startServer(
  config: string,
  environment: Readonly<Record<string, string>> = {},
  data = mkdtempSync(join(tmpdir(), 'veinline-data-')),
): Promise<ServerUnderTest> {
  const program = Program.node('apps/server/dist/main.js', {
    VEINLINE_PORT: '0',
    VEINLINE_DATA: data,
    VEINLINE_CONFIG: config,
    VEINLINE_TOKEN: token,
    ...environment,
  });
  const [, signInLink = '', url = ''] = await program.until(/Veinline is ready at ((http:\/\/[^/]+)\/\S+)/);
  const call = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const answer = await fetch(url + path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    program,
    url,
    signInLink,
    data,
    get: (path) => call(path),
    post: (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) }),
    stop: () => program.end(),
  };
}
