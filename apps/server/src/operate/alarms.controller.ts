import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { Instant } from '@veinline/base';
import {
  acknowledgeSchema,
  acknowledgedSchema,
  alarmListSchema,
  journalSchema,
  type Acknowledge,
  type Acknowledged,
  type AlarmList,
  type Journal,
} from '@veinline/contracts';
import type { FastifyRequest } from 'fastify';
import { Answers, Asks, Takes } from '../platform/openapi.ts';
import { AlarmDesk } from './alarm-desk.ts';
import { JournalReader } from './journal-reader.ts';
import { journalQuery, type JournalQueryInput } from './queries.ts';

/** Alarms: the list, acknowledgement and the journal. */
@Controller('api/alarms')
export class AlarmsController {
  constructor(
    private readonly desk: AlarmDesk,
    private readonly journalReader: JournalReader,
  ) {}

  @Get()
  @Answers(alarmListSchema, 'Every alarm that is not normal')
  list(): AlarmList {
    return { alarms: this.desk.list(), since: this.desk.startedAt };
  }

  @Post('acknowledge')
  @HttpCode(200)
  @Takes(acknowledgeSchema)
  @Answers(acknowledgedSchema, 'What was acknowledged, and what was refused with the reason')
  acknowledge(
    @Body({ schema: acknowledgeSchema }) body: Acknowledge,
    @Req() request: FastifyRequest,
  ): Acknowledged {
    return this.desk.acknowledge(body.ids, request.principal?.name ?? 'unknown', body.comment ?? null);
  }

  @Get('journal')
  @Asks(journalQuery)
  @Answers(journalSchema, 'Journal entries, newest first')
  journal(@Query({ schema: journalQuery }) query: JournalQueryInput): Promise<Journal> {
    return this.journalReader.read({
      from: (query.from ?? 0) as Instant,
      to: (query.to ?? Number.MAX_SAFE_INTEGER / 1000) as Instant,
      limit: query.limit,
      ...(query.subject === undefined ? {} : { subject: query.subject }),
      ...(query.category === undefined ? {} : { category: query.category }),
    });
  }
}
