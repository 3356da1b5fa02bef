import { Controller, Get, Header } from '@nestjs/common';
import { healthSchema, type Health } from '@veinline/contracts';
import { Answers } from './openapi.ts';
import { Telemetry } from './telemetry.ts';
import { version } from './version.ts';

/** Is the server there, and how does it do. */
@Controller('api')
export class HealthController {
  constructor(private readonly telemetry: Telemetry) {}

  @Get('health')
  @Answers(healthSchema, 'The only answer that needs no sign-in')
  health(): Health {
    return { status: 'ok', version, uptimeSeconds: Math.round(process.uptime()) };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.telemetry.registry.metrics();
  }
}
