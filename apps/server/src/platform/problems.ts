import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { VeinlineError } from '@veinline/base';
import type { Problem } from '@veinline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from './logger.ts';

const statusOfCode: Readonly<Record<string, number>> = {
  TAG_UNKNOWN: 404,
  CONNECTOR_UNKNOWN: 404,
  ALARM_UNKNOWN: 404,
  NOT_FOUND: 404,
  EXPERIMENT_UNKNOWN: 404,
  EXPERIMENT_UNFINISHED: 409,
  FILE_UNKNOWN: 404,
  QUERY_WRONG: 400,
  SIGN_IN_NEEDED: 401,
  ORIGIN_REFUSED: 403,
  HOST_REFUSED: 403,
  DISK_FULL: 507,
};

/** Problem details (RFC 9457) of any thrown thing; faults of our own say nothing of the inside. */
export function problemOf(thrown: unknown, instance: string): Problem {
  if (thrown instanceof VeinlineError) {
    const status = statusOfCode[thrown.code] ?? 500;
    return problem(status, thrown.code, thrown.message, instance, thrown.hint);
  }
  if (thrown instanceof HttpException) {
    const status = thrown.getStatus();
    const body = thrown.getResponse();
    const errors =
      typeof body === 'object' && 'errors' in body ? (body.errors as Problem['errors']) : undefined;
    const text = messageIn(body) ?? thrown.message;
    return {
      ...problem(status, status === 404 ? 'NOT_FOUND' : 'REQUEST_WRONG', text, instance),
      ...(errors && { errors }),
    };
  }
  const status = statusIn(thrown);
  if (status >= 400 && status < 500)
    return problem(status, 'REQUEST_WRONG', (thrown as Error).message, instance);
  return problem(
    500,
    'FAULT',
    'The server failed to answer; the fault is in its log.',
    instance,
    'Try again.',
  );
}

function problem(status: number, code: string, detail: string, instance: string, hint?: string): Problem {
  const title = code.toLowerCase().replaceAll('_', ' ');
  return {
    type: `urn:veinline:problem:${code}`,
    title,
    status,
    detail,
    instance,
    code,
    ...(hint === undefined ? {} : { hint }),
  };
}

function messageIn(body: string | object): string | null {
  if (typeof body === 'string') return body;
  if (!('message' in body)) return null;
  return Array.isArray(body.message) ? body.message.map(String).join('; ') : String(body.message);
}

function statusIn(thrown: unknown): number {
  return typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown
    ? Number(thrown.statusCode)
    : 500;
}

/** Sends a problem with its media type. */
export function sendProblem(reply: FastifyReply, body: Problem): void {
  void reply
    .status(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const body = problemOf(thrown, request.url.split('?')[0] ?? '/');
    if (body.status >= 500)
      this.#log.error({ err: thrown, method: request.method, path: body.instance }, 'request.failed');
    sendProblem(http.getResponse<FastifyReply>(), body);
  }
}
