// A worker process for the tests: node serve-queue.ts REDIS-URL. Says "serving", then runs blocks until it is killed.
import { InlineRunner } from '@veinline/experiment';
import { models } from '@veinline/experiment/contract-models';
import { startQueueWorker } from './worker.ts';

const url = process.argv[2];
if (url === undefined) throw new Error('Give the address of Redis.');
await startQueueWorker({ url, runner: new InlineRunner(models), onBlock: () => console.log('block') });
console.log('serving');
