import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { browseSchema, connectorListSchema, type BrowseView, type ConnectorList } from '@veinline/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers, Asks } from '../platform/openapi.ts';
import { ConnectorDesk } from './connector-desk.ts';

const browseQuery = z.object({
  below: z.string().optional().describe('Address to look below; absent: the root'),
});

/** Connectors: health, and a look into what they can deliver. */
@Controller('api/connectors')
export class ConnectorsController {
  constructor(private readonly desk: ConnectorDesk) {}

  @Get()
  @Answers(connectorListSchema, 'Every connector with its health')
  list(): ConnectorList {
    return { connectors: this.desk.list() };
  }

  @Get(':id/browse')
  @Asks(browseQuery)
  @Answers(browseSchema, "One level of the source's tree")
  browse(
    @Param('id') id: string,
    @Query({ schema: browseQuery }) query: z.infer<typeof browseQuery>,
    @Req() request: FastifyRequest,
  ): Promise<BrowseView> {
    const gone = new AbortController();
    request.raw.on('close', () => gone.abort());
    return this.desk.browse(id, query.below, gone.signal);
  }
}
