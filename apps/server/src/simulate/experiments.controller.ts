import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  experimentListSchema,
  experimentRequestSchema,
  experimentResultsSchema,
  experimentSchema,
  modelListSchema,
  scenarioListSchema,
  type ExperimentList,
  type ExperimentRequest,
  type ExperimentResults,
  type ExperimentView,
  type ModelList,
  type ScenarioList,
} from '@veinline/contracts';
import type { FastifyReply } from 'fastify';
import { Answers, Takes } from '../platform/openapi.ts';
import { ExperimentDesk } from './experiment-desk.ts';
import { streamProgress } from './experiment-stream.ts';
import { listModels, listScenarios } from './shelf.ts';

/** Models, scenarios and experiments. */
@Controller('api')
export class ExperimentsController {
  constructor(private readonly desk: ExperimentDesk) {}

  @Get('models')
  @Answers(modelListSchema, 'The models that can be run, with the schema of their parameters')
  models(): Promise<ModelList> {
    return listModels();
  }

  @Get('scenarios')
  @Answers(scenarioListSchema, 'The scenarios that ship with Veinline')
  scenarios(): Promise<ScenarioList> {
    return listScenarios();
  }

  @Get('experiments')
  @Answers(experimentListSchema, 'All experiments, newest first')
  list(): ExperimentList {
    return { experiments: this.desk.list() };
  }

  @Post('experiments')
  @Takes(experimentRequestSchema)
  @Answers(experimentSchema, 'The experiment, queued')
  create(@Body({ schema: experimentRequestSchema }) request: ExperimentRequest): Promise<ExperimentView> {
    return this.desk.create(request);
  }

  @Get('experiments/:id')
  @Answers(experimentSchema, 'One experiment and how far it is')
  get(@Param('id') id: string): ExperimentView {
    return this.desk.get(id);
  }

  @Post('experiments/:id/cancel')
  @HttpCode(200)
  @Answers(experimentSchema, 'The experiment; it ends within a second and keeps what was finished')
  cancel(@Param('id') id: string): ExperimentView {
    return this.desk.cancel(id);
  }

  @Get('experiments/:id/results')
  @Answers(experimentResultsSchema, 'Intervals, box plots, fans, differences and effects')
  results(@Param('id') id: string): Promise<ExperimentResults> {
    return this.desk.results(id);
  }

  @Get('experiments/:id/files/:name')
  async file(
    @Param('id') id: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = await this.desk.file(id, name);
    await reply
      .header('content-type', contentType(name))
      .header('content-disposition', `attachment; filename="${id}-${name}"`)
      .send(content);
  }

  @Get('experiments/:id/events')
  events(@Param('id') id: string, @Res() reply: FastifyReply): void {
    this.desk.get(id);
    reply.hijack();
    streamProgress(this.desk, id, reply.raw);
  }
}

function contentType(name: string): string {
  if (name.endsWith('.csv')) return 'text/csv; charset=utf-8';
  return name.endsWith('.json') ? 'application/json; charset=utf-8' : 'application/octet-stream';
}
