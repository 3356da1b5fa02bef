import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Asks } from '../platform/openapi.ts';
import { LiveHub } from './live-hub.ts';
import { PlantDirectory } from './plant-directory.ts';
import { liveQuery, type LiveQuery } from './queries.ts';

/** The live stream: server-sent events. */
@Controller('api')
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly directory: PlantDirectory,
  ) {}

  @Get('live')
  @Asks(liveQuery)
  live(
    @Query({ schema: liveQuery }) query: LiveQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    const tags = this.directory.select(query.tags, query.equipment);
    const resume = Number(lastEventId ?? query.lastEventId ?? 0);
    reply.hijack();
    const sink = reply.raw;
    sink.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const close = this.hub.open(sink, tags, Number.isFinite(resume) ? resume : 0);
    sink.on('close', close);
    sink.on('error', close);
  }
}
