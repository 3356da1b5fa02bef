import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { VeinlineError } from '@veinline/base';
import { createServer } from 'node:http';
import { faultKinds } from '@veinline/cell-therapy-suite';
import { once } from 'node:events';
import { portTaken } from './ports.ts';
import type { SimulatedPlant } from './simulated-plant.ts';
import { z } from 'zod';

/** What the control API steers. */
export interface Controlled {
  readonly plant: SimulatedPlant;
  readonly endpoints: { readonly opcua: string; readonly mqtt: string };
  /** Process seconds per second of wall time. */
  speed: number;
}

const faultSchema = z.strictObject({
  unit: z.string().min(1),
  kind: z.enum(faultKinds),
  signal: z.string().min(1).optional(),
  ratePerHour: z.number().optional(),
});
const speedSchema = z.strictObject({ factor: z.number().min(1).max(1000) });
const longestBody = 10_000;

/** A running control API; its answers are JSON, its errors problem details (RFC 9457) with a `hint`. */
export class ControlApi {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  /** Listens on 127.0.0.1; throws VeinlineError PORT_IN_USE. */
  static async start(port: number, controlled: Controlled): Promise<ControlApi> {
    const server = createServer((request, response) => {
      answer(request, controlled).then(
        ({ status, body }) => send(response, status, body),
        (error: unknown) => sendProblem(response, error),
      );
    });
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    } catch (cause) {
      throw portTaken('the control API', port, 'VIRTUAL_PLANT_CONTROL_PORT', cause);
    }
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    return new ControlApi(server, `http://127.0.0.1:${bound}`);
  }

  /** Ends open connections and closes the port. */
  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

async function answer(request: IncomingMessage, controlled: Controlled): Promise<Answer> {
  const { plant, endpoints } = controlled;
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const route = `${request.method ?? 'GET'} ${pathname}`;
  if (route === 'GET /status')
    return {
      status: 200,
      body: { speed: controlled.speed, faults: plant.faults().map(shownFault), endpoints },
    };
  if (route === 'POST /faults') {
    const { unit, kind, signal, ratePerHour } = await readBody(
      request,
      faultSchema,
      '{"unit":"BR-01","kind":"gas-loss"}',
    );
    const fault = plant.inject({
      unit,
      kind,
      ...(signal === undefined ? {} : { signal }),
      ...(ratePerHour === undefined ? {} : { perHour: ratePerHour }),
    });
    return { status: 201, body: shownFault(fault) };
  }
  if (route === 'POST /speed') {
    controlled.speed = (await readBody(request, speedSchema, '{"factor":60}')).factor;
    return { status: 200, body: { speed: controlled.speed } };
  }
  const id = /^DELETE \/faults\/([^/]+)$/.exec(route)?.[1];
  if (id === undefined)
    throw new VeinlineError('NOT_FOUND', `There is no ${route}.`, {
      hint: 'Use GET /status, POST /faults, DELETE /faults/ID or POST /speed.',
    });
  if (plant.clear(id)) return { status: 204 };
  throw new VeinlineError('FAULT_UNKNOWN', `There is no fault ${id}.`, {
    hint: `Active faults: ${
      plant
        .faults()
        .map((fault) => fault.id)
        .join(', ') || 'none'
    }.`,
  });
}

function shownFault({ perHour, ...fault }: ReturnType<SimulatedPlant['inject']>): Record<string, unknown> {
  return { ...fault, ...(perHour === undefined ? {} : { ratePerHour: perHour }) };
}

/** Wants JSON by name, so that no web page of another origin can send a command without asking. */
async function readBody<T>(request: IncomingMessage, schema: z.ZodType<T>, example: string): Promise<T> {
  const hint = `Send content-type application/json with a body such as ${example}.`;
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new VeinlineError('REQUEST_WRONG', 'The body is not declared as JSON.', { hint });
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > longestBody)
      throw new VeinlineError('REQUEST_WRONG', `The body is longer than ${longestBody} characters.`, {
        hint,
      });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new VeinlineError('REQUEST_WRONG', 'The body is no JSON.', { hint, cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new VeinlineError('REQUEST_WRONG', `${problems.join('; ')}.`, { hint });
}

function sendProblem(response: ServerResponse, error: unknown): void {
  const known = error instanceof VeinlineError ? error : new VeinlineError('FAULT', String(error));
  const notFound = ['NOT_FOUND', 'FAULT_UNKNOWN'].includes(known.code);
  const status = notFound ? 404 : error instanceof VeinlineError ? 400 : 500;
  send(response, status, { status, code: known.code, title: known.message, hint: known.hint });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, body === undefined ? {} : { 'content-type': type });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
