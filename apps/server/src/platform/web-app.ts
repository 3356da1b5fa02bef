import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { VeinlineError } from '@veinline/base';
import { problemOf, sendProblem } from './problems.ts';

const root = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Serves the built web app at `/`; its pages are routes of the app, so unknown paths get its entry page. */
export async function serveWebApp(http: FastifyInstance): Promise<void> {
  const index = `${root}index.html`;
  const entry = existsSync(index) ? readFileSync(index, 'utf8') : null;
  if (entry !== null) {
    await http.register(fastifyStatic, {
      root,
      wildcard: false,
      index: false,
      preCompressed: true,
      immutable: true,
      maxAge: '30d',
    });
  }
  const answerPage =
    entry ?? '<!doctype html><title>Veinline</title><p>The web app is not built. Run "npm run build".</p>';
  http.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (path.startsWith('/api/') || path.includes('.')) {
      const missing = new VeinlineError('NOT_FOUND', `There is nothing at ${path}.`, {
        hint: 'GET /api/openapi.json lists the API.',
      });
      sendProblem(reply, problemOf(missing, path));
      return reply;
    }
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(answerPage);
  });
}
