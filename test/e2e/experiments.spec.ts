import type { ExperimentList } from '@veinline/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { emptyPlantFile } from '../support/empty-plant.ts';
import { eventually } from '../support/eventually.ts';
import { startServer, type ServerUnderTest } from '../support/server.ts';

let server: ServerUnderTest;
let browser: Browser;
let page: Page;
const pageErrors: string[] = [];

beforeAll(async () => {
  server = await startServer(emptyPlantFile());
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => pageErrors.push(error.message));
  await page.goto(server.signInLink);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
}, 60_000);

const newest = async (): Promise<ExperimentList['experiments'][number] | undefined> =>
  (await server.get<ExperimentList>('/api/experiments')).experiments[0];

it('says what belongs here before there is anything, and starts from a shipped scenario', async () => {
  await page.goto(`${server.url}/experiments`);
  await page.getByText('No experiments yet').waitFor();
  await page.getByRole('link', { name: /Start from/ }).click();
  await page.getByRole('heading', { name: 'New experiment' }).waitFor();
});

it('runs an experiment from the form, and shows means with intervals', async () => {
  await page.goto(`${server.url}/experiments/new?scenario=clinic`);
  await page.getByLabel('Replications', { exact: true }).fill('12');
  await page.getByLabel('Days', { exact: true }).fill('3');
  await page.getByText('1 scenario × 12 replications = 12 runs').waitFor();
  await page.getByRole('button', { name: 'Start experiment' }).click();
  await page.waitForURL(/\/experiments\/\d{8}-/);
  const finished = await eventually(newest, (one) => one?.progress.status === 'complete', 60_000);
  expect(finished?.progress).toMatchObject({ done: 12, total: 12 });
  await page.getByText('Key figures').waitFor();
  const row = page.getByRole('row', { name: /^Wait mean/ }).first();
  expect(await row.innerText()).toMatch(/[\d.]+ min \([\d.]+–[\d.]+, 95 %\)/);
  expect(await page.title()).toMatch(/Simulated/);
  expect(await page.locator('main').innerText()).toContain('Simulated · seed 2024');
}, 90_000);

it('shows what is wrong with a value at its field, and starts nothing', async () => {
  const before = (await server.get<ExperimentList>('/api/experiments')).experiments.length;
  await page.goto(`${server.url}/experiments/new?scenario=clinic`);
  await page.getByLabel('Warm up days').fill('25');
  await page.getByRole('button', { name: 'Start experiment' }).click();
  await page
    .getByText(/not below the 20 days in all/)
    .first()
    .waitFor();
  expect((await server.get<ExperimentList>('/api/experiments')).experiments).toHaveLength(before);
}, 60_000);

it('can be cancelled while it runs, and keeps what was finished', async () => {
  await page.goto(`${server.url}/experiments/new?scenario=clinic`);
  await page.getByLabel('Replications', { exact: true }).fill('50000');
  await page.getByRole('button', { name: 'Start experiment' }).click();
  await page.waitForURL(/\/experiments\/\d{8}-/);
  await eventually(newest, (one) => (one?.progress.done ?? 0) > 20, 60_000);
  await page.getByRole('button', { name: /^Cancel/ }).click();
  const cancelled = await eventually(newest, (one) => one?.progress.status === 'cancelled');
  expect(cancelled?.progress.done).toBeGreaterThan(20);
  await page
    .getByText(/cancelled/i)
    .first()
    .waitFor();
  await page.getByText('Key figures').waitFor();
}, 120_000);

it('has no axe violation, by day and by night, and no page scrolls sideways', async () => {
  const { experiments } = await server.get<ExperimentList>('/api/experiments');
  const complete = experiments.find((one) => one.progress.status === 'complete')?.id ?? '';
  const paths = ['', '/new?scenario=clinic', `/${complete}`, `/${complete}?tab=time`];
  for (const scheme of ['light', 'dark'] as const) {
    for (const path of paths) {
      await page.goto(`${server.url}/experiments${path}`);
      await page.locator('h1').first().waitFor({ state: 'attached' });
      await page.waitForTimeout(500);
      expect([scheme, path, await axeViolations(page, scheme)]).toEqual([scheme, path, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
    }
  }
}, 120_000);

it('raised no error in the browser', () => {
  expect(pageErrors).toEqual([]);
});
