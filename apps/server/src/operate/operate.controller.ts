import { Controller, Get, Query, Req } from '@nestjs/common';
import { VeinlineError } from '@veinline/base';
import {
  equipmentListSchema,
  samplesSchema,
  sessionSchema,
  tagListSchema,
  type EquipmentList,
  type SamplesView,
  type Session,
  type TagList,
} from '@veinline/contracts';
import type { FastifyRequest } from 'fastify';
import { LatestValues, toLiveValue } from '../ingest/latest-values.ts';
import { Answers, Asks } from '../platform/openapi.ts';
import { PlantDirectory } from './plant-directory.ts';
import { samplesQuery, type SamplesQuery } from './queries.ts';
import { SampleReader } from './sample-reader.ts';

/** Equipment, tags and recorded values. */
@Controller('api')
export class OperateController {
  constructor(
    private readonly directory: PlantDirectory,
    private readonly latest: LatestValues,
    private readonly reader: SampleReader,
  ) {}

  @Get('session')
  @Answers(sessionSchema, 'Who is signed in')
  session(@Req() request: FastifyRequest): Session {
    if (request.principal === null) throw new VeinlineError('SIGN_IN_NEEDED', 'You are signed out.');
    const { id, name, roles } = request.principal;
    return { user: { id, name, roles: [...roles] } };
  }

  @Get('equipment')
  @Answers(equipmentListSchema, 'The plant and its equipment tree')
  equipment(): EquipmentList {
    const { name, timeZone, processSpeedTag, equipment } = this.directory.model;
    return {
      plant: { name, timeZone, processSpeedTag, timeSource: this.directory.timeSource() },
      equipment: equipment.map((e) => ({
        ...e,
        display: e.display && {
          indicators: [...e.display.indicators],
          context: definedOf(e.display.context),
        },
      })),
    };
  }

  @Get('tags')
  @Answers(tagListSchema, 'All tags with their newest values')
  tags(): TagList {
    return {
      tags: this.directory.model.tags.map((tag) => {
        const newest = this.latest.get(tag.id);
        return {
          ...tag,
          range: tag.range && [tag.range[0], tag.range[1]],
          normal: tag.normal && [tag.normal[0], tag.normal[1]],
          states: tag.states && { ...tag.states },
          timeSource: this.directory.timeSourceOf(tag),
          alarms: tag.alarms.map(({ tag: _, setpoint: __, ...alarm }) => alarm),
          last: newest === undefined ? null : toLiveValue(newest.sample),
        };
      }),
    };
  }

  @Get('samples')
  @Asks(samplesQuery)
  @Answers(samplesSchema, 'Recorded values of a tag, raw or downsampled')
  samples(@Query({ schema: samplesQuery }) query: SamplesQuery): Promise<SamplesView> {
    return this.reader.read(query);
  }
}

function definedOf(context: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
