import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ExperimentRequestInput,
  ExperimentResults,
  ExperimentView,
  ModelList,
  Problem,
  ScenarioList,
} from '@veinline/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyPlantFile } from '../support/empty-plant.ts';
import { eventually } from '../support/eventually.ts';
import { Program } from '../support/program.ts';
import { startRedis } from '../support/redis.ts';
import { startServer, type ServerUnderTest } from '../support/server.ts';

const parameters = { days: 5, chairs: 3 };
const plan = { seed: 11, replications: 24 };
const run: ExperimentRequestInput = {
  kind: 'run',
  scenario: { name: 'Three chairs', model: 'apheresis-clinic', parameters },
  plan,
};

let redis: Awaited<ReturnType<typeof startRedis>>;
let local: ServerUnderTest;
let queued: ServerUnderTest;
let worker: Program;

beforeAll(async () => {
  redis = await startRedis();
  const config = emptyPlantFile();
  worker = Program.node('apps/server/dist/main.js', { VEINLINE_ROLE: 'worker', VEINLINE_QUEUE: redis.url });
  [local, queued] = await Promise.all([
    startServer(config),
    startServer(config, { VEINLINE_QUEUE: redis.url }),
    worker.until(/serving the queue/),
  ]);
}, 120_000);
afterAll(async () => {
  await Promise.all([local.stop(), queued.stop(), worker.end()]);
  await redis.stop();
});

async function finished(server: ServerUnderTest, request: ExperimentRequestInput): Promise<ExperimentView> {
  const { id } = await server.post<ExperimentView>('/api/experiments', request);
  return eventually(
    () => server.get<ExperimentView>(`/api/experiments/${id}`),
    ({ progress: { status } }) => status !== 'queued' && status !== 'running',
    90_000,
  );
}

const resultsOf = (server: ServerUnderTest, { id }: ExperimentView): Promise<ExperimentResults> =>
  server.get(`/api/experiments/${id}/results`);

async function veinline(...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = Program.node('apps/cli/dist/main.js', {}, args);
  const code = await program.ended();
  return { code, output: program.output };
}

describe('what can be run', () => {
  it('is listed: models with defaults their own schema takes, and scenarios that name them', async () => {
    const { models } = await local.get<ModelList>('/api/models');
    const { scenarios } = await local.get<ScenarioList>('/api/scenarios');
    expect(models.map(({ id }) => id)).toContain('apheresis-clinic');
    expect(scenarios.map(({ id }) => id)).toContain('clinic');
    for (const { model } of scenarios) expect(models.map(({ id }) => id)).toContain(model);
    expect(models[0]?.defaults).toMatchObject({ chairs: 3 });
  });
});

describe('one experiment', () => {
  it('has one result hash: by the server, by the queue, and by the command line with 1 and 2 workers', async () => {
    const [here, there] = await Promise.all([finished(local, run), finished(queued, run)]);
    expect([here.progress.status, there.progress.status]).toEqual(['complete', 'complete']);
    expect(here.progress).toMatchObject({ done: 24, total: 24 });
    const hash = (await resultsOf(local, here)).scenarios[0]?.resultHash;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await resultsOf(queued, there)).scenarios[0]?.resultHash).toBe(hash);

    const folder = mkdtempSync(join(tmpdir(), 'veinline-run-'));
    const options = ['--set', 'days=5', '--seed', '11', '--replications', '24', '--out', join(folder, 'one')];
    const simulated = await veinline('simulate', 'clinic', ...options, '--workers', '1', '--json');
    expect(simulated.code).toBe(0);
    const manifest = join(folder, 'one', 'manifest.json');
    expect((JSON.parse(readFileSync(manifest, 'utf8')) as { resultHash: string }).resultHash).toBe(hash);
    for (const where of [
      ['--workers', '2'],
      ['--queue', redis.url],
    ]) {
      const again = await veinline('rerun', manifest, ...where);
      expect(again.output).toContain(`Same results: 24 replications, hash ${hash}`);
      expect(again.code).toBe(0);
    }
  }, 180_000);

  it('keeps its results over a restart, with files that fit together', async () => {
    const view = await finished(local, run);
    expect(view.files).toEqual(expect.arrayContaining(['manifest.json', 'results.csv', 'results.parquet']));
    const before = await resultsOf(local, view);
    const { data } = local;
    await local.stop();
    local = await startServer(emptyPlantFile(), {}, data);
    expect(await resultsOf(local, view)).toEqual(before);
    const answer = await fetch(`${local.url}/api/experiments/${view.id}/files/results.csv`, {
      headers: { authorization: 'Bearer a-token-for-the-tests-only' },
    });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const lines = (await answer.text()).trim().split('\r\n');
    expect(lines).toHaveLength(1 + plan.replications);
  }, 120_000);
});

describe('progress', () => {
  it('streams how far it is, and ends with the experiment', async () => {
    const long = { ...run, plan: { seed: 3, replications: 400 } };
    const { id } = await local.post<ExperimentView>('/api/experiments', long);
    const answer = await fetch(`${local.url}/api/experiments/${id}/events`, {
      headers: { authorization: 'Bearer a-token-for-the-tests-only' },
    });
    const text = await answer.text();
    const states = [...text.matchAll(/^event: progress\ndata: (.*)$/gm)].map(
      ([, data = '{}']) => JSON.parse(data) as ExperimentView['progress'],
    );
    expect(states.at(-1)).toMatchObject({ status: 'complete', done: 400, total: 400 });
    const done = states.map((state) => state.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    const gaps = states.slice(1).map((state, i) => state.elapsedMs - (states[i]?.elapsedMs ?? 0));
    // The tick is 250 ms; a busy machine may be late, never by the 10 s after which people think it hangs.
    expect(Math.max(...gaps)).toBeLessThan(5_000);
  }, 120_000);

  it('is cancelled within seconds and keeps what was finished', async () => {
    const endless = { ...run, plan: { seed: 5, replications: 100_000 } };
    const { id } = await local.post<ExperimentView>('/api/experiments', endless);
    await eventually(
      () => local.get<ExperimentView>(`/api/experiments/${id}`),
      ({ progress }) => progress.done > 10,
    );
    await local.post(`/api/experiments/${id}/cancel`, {});
    const view = await eventually(
      () => local.get<ExperimentView>(`/api/experiments/${id}`),
      ({ progress }) => progress.status === 'cancelled',
    );
    const results = await resultsOf(local, view);
    expect(results.scenarios[0]?.replications).toBeGreaterThan(10);
  }, 120_000);
});

describe('other kinds', () => {
  it('compares under common random numbers: what does not depend on chairs is the same to the bit', async () => {
    const scenario = (name: string, chairs: number) => ({
      name,
      model: 'apheresis-clinic',
      parameters: { ...parameters, chairs },
    });
    const request: ExperimentRequestInput = {
      kind: 'compare',
      scenarios: [scenario('Three', 3), scenario('Four', 4)],
      plan,
    };
    const view = await finished(local, request);
    expect(view.error).toBeNull();
    const { differences } = await resultsOf(local, view);
    const of = (output: string) => differences.find((difference) => difference.output === output);
    expect(of('noShowsPerDay')).toMatchObject({ scenario: 'Four', mean: 0, isSignificant: false });
    expect(of('waitMean')?.isSignificant).toBe(true);
    expect(of('waitMean')?.mean).toBeLessThan(0);
  }, 120_000);

  it('sweeps a parameter and screens two', async () => {
    const { scenario } = run;
    const sweep = await finished(local, {
      kind: 'sweep',
      scenario,
      axes: [{ path: 'chairs', values: [2, 3, 4] }],
      plan: { seed: 1, replications: 5 },
    });
    const { scenarios } = await resultsOf(local, sweep);
    expect(scenarios.map(({ setting }) => setting)).toEqual([{ chairs: 2 }, { chairs: 3 }, { chairs: 4 }]);
    const screening = await finished(local, {
      kind: 'sensitivity',
      scenario,
      method: 'morris',
      factors: [
        { path: 'chairs', low: 2, high: 5 },
        { path: 'acceptableWait', low: 10, high: 60 },
      ],
      samples: 4,
      plan: { seed: 1, replications: 3 },
    });
    expect(screening.error).toBeNull();
    const { effects } = await resultsOf(local, screening);
    const effect = (factor: string, output: string) =>
      effects.find((one) => one.factor === factor && one.output === output);
    // The acceptable wait decides what counts as on time, and moves nothing that happens.
    expect(effect('acceptableWait', 'waitMean')).toMatchObject({ muStar: 0, sigma: 0 });
    expect(effect('acceptableWait', 'onTime')?.muStar).toBeGreaterThan(0);
    expect(effect('chairs', 'waitMean')?.mu).toBeLessThan(0);
  }, 120_000);
});

describe('wrong requests', () => {
  const refused = async (body: object): Promise<{ status: number; problem: Problem }> => {
    const answer = await fetch(`${local.url}/api/experiments`, {
      method: 'POST',
      headers: { authorization: 'Bearer a-token-for-the-tests-only', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, problem: (await answer.json()) as Problem };
  };

  it('name each wrong field, with what to write instead', async () => {
    const wrong = { ...run.scenario, parameters: { chairs: 0, collection: { type: 'gama', mean: 3 } } };
    const { status, problem } = await refused({ ...run, scenario: wrong });
    expect(status).toBe(422);
    const paths = problem.errors?.map(({ path }) => path);
    expect(paths).toContain('scenario.parameters.chairs');
    expect(
      problem.errors?.find(({ path }) => path.startsWith('scenario.parameters.collection'))?.message,
    ).toContain('gamma');
  });

  it('say which model, parameter or output there is not', async () => {
    const model = { ...run.scenario, model: 'apheresis-clinc' };
    expect((await refused({ ...run, scenario: model })).problem.errors?.[0]?.message).toContain(
      'apheresis-clinic',
    );
    const { problem } = await refused({
      ...run,
      plan: { ...plan, precision: { output: 'waitMeen', halfWidth: 1 } },
    });
    expect(problem.errors?.[0]).toMatchObject({ path: 'plan.precision.output' });
    const sweep = await refused({
      kind: 'sweep',
      scenario: run.scenario,
      axes: [{ path: 'chair', values: [1] }],
      plan,
    });
    expect(sweep.problem.errors?.[0]).toMatchObject({ path: 'axes[0].path' });
    expect(sweep.problem.errors?.[0]?.message).toContain('chairs');
  });

  it('find no experiment, file or results that do not exist', async () => {
    await expect(local.get('/api/experiments/none')).rejects.toThrow(/404/);
    await expect(local.get('/api/experiments/none/events')).rejects.toThrow(/404/);
    const view = await finished(local, { ...run, plan: { seed: 1, replications: 1 } });
    await expect(local.get(`/api/experiments/${view.id}/files/..%2Fexperiment.json`)).rejects.toThrow(/404/);
    await expect(local.get(`/api/experiments/${view.id}/files/results.json`)).rejects.toThrow(/404/);
  });
});
