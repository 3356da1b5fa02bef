import { VeinlineError } from '@veinline/base';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, sendProblem } from './problems.ts';
import type { Principal, Sessions } from './sessions.ts';

const cookieName = 'veinline_session';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null only on routes that need no sign-in. */
    principal: Principal | null;
  }
}

/**
 * Lets nothing but `/api/health` answer without sign-in: a bearer token, or the cookie that `/sign-in` sets.
 * Cookie-borne changes must come from this very origin, and a server bound to loopback answers only to
 * loopback names (against DNS rebinding).
 */
export function guardWithSignIn(http: FastifyInstance, sessions: Sessions, isLoopback: boolean): void {
  http.decorateRequest('principal', null);
  http.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (isLoopback && !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '')) {
      return refuse(
        request,
        reply,
        'HOST_REFUSED',
        `This server does not answer as "${request.headers.host ?? ''}".`,
        'Use 127.0.0.1 or localhost.',
      );
    }
    if (path === '/api/health') return undefined;
    if (path === '/sign-in') return signIn(request, reply, sessions);
    const cookie = request.cookies[cookieName];
    request.principal =
      bearer(request, sessions) ?? (cookie === undefined ? null : sessions.bySession(cookie));
    if (request.principal === null) {
      return refuse(
        request,
        reply,
        'SIGN_IN_NEEDED',
        'You are signed out.',
        'Open the sign-in link that "npm start" printed, or send "Authorization: Bearer …" with the value of VEINLINE_TOKEN.',
      );
    }
    if (isForeignChange(request)) {
      return refuse(
        request,
        reply,
        'ORIGIN_REFUSED',
        `A change asked for by ${request.headers.origin ?? 'another site'} is refused.`,
        'Use the pages of this server.',
      );
    }
    if (path === '/sign-out') {
      if (cookie !== undefined) sessions.end(cookie);
      return reply.clearCookie(cookieName, { path: '/' }).redirect('/');
    }
    return undefined;
  });
}

function signIn(request: FastifyRequest, reply: FastifyReply, sessions: Sessions): FastifyReply {
  const code = new URL(request.url, 'http://localhost').searchParams.get('token') ?? '';
  const session = sessions.redeem(code);
  if (session === null) {
    return refuse(
      request,
      reply,
      'SIGN_IN_NEEDED',
      'This sign-in link was used already or is not of this run.',
      'Start Veinline again for a new link.',
    );
  }
  return reply
    .setCookie(cookieName, session, { path: '/', httpOnly: true, sameSite: 'strict' })
    .redirect('/');
}

function bearer(request: FastifyRequest, sessions: Sessions): Principal | null {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== undefined ? sessions.byToken(token) : null;
}

function isForeignChange(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.headers.authorization !== undefined)
    return false;
  const origin = request.headers.origin;
  return origin === undefined || !URL.canParse(origin) || new URL(origin).host !== request.headers.host;
}

/** People get a page, programs problem details. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
  text: string,
  hint: string,
): FastifyReply {
  const body = problemOf(new VeinlineError(code, text, { hint }), request.url.split('?')[0] ?? '/');
  if (!request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')) {
    return reply
      .status(body.status)
      .header('content-type', 'text/html; charset=utf-8')
      .send(page(text, hint));
  }
  sendProblem(reply, body);
  return reply;
}

function page(text: string, hint: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Signed out · Veinline</title></head><body><main><h1>${text}</h1><p>${hint}</p></main></body></html>`;
}
