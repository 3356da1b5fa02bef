import { InlineRunner } from './inline-runner.ts';
import { models } from './contract-models.ts';
import { runnerContract } from './contract.ts';

runnerContract('The inline runner', () => new InlineRunner(models));
