import type { Problem } from '@veinline/contracts';

/** An answer of the server that is an error: problem details, or what can be said without them. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint: string | undefined,
    /** What is wrong with single fields of the request. */
    readonly errors: NonNullable<Problem['errors']> = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

async function readProblem(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const message = problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`;
  const code = problem?.code ?? `HTTP_${response.status}`;
  return new ApiError(response.status, code, message, problem?.hint, problem?.errors);
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'SERVER_UNREACHABLE', 'The Veinline server does not answer.', 'Is it running?');
  });
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as T;
}

/** GET of a JSON answer; throws ApiError for anything but success. */
export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, signal === undefined ? {} : { signal });
}

/** POST of a JSON body; throws ApiError for anything but success. */
export function postJson<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return request<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
}
