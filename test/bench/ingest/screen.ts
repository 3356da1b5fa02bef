import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../support/browser.ts';
import { freePort } from '../../support/free-port.ts';
import { Program } from '../../support/program.ts';
import { startServer } from '../../support/server.ts';
import { atMost, type Figure } from '../report.ts';

const units = 100;
const indicators = 5;

/** A screen with 500 live indicators that change once a second: share of one core its page uses. */
export async function benchScreen(): Promise<Figure[]> {
  const name = 'web.screen_500_indicators_cpu';
  if (!existsSync('/usr/bin/chromium')) {
    return [
      {
        name,
        value: null,
        unit: '% of a core',
        goal: '<= 30',
        ok: null,
        reason: 'chromium is not installed',
      },
    ];
  }
  const folder = mkdtempSync(join(tmpdir(), 'veinline-bench-'));
  const port = await freePort();
  const plant = Program.source('test/bench/ingest/opcua-peer-server.ts', {}, [
    String(port),
    String(units * indicators),
    join(folder, 'pki'),
  ]);
  await plant.until(/listening/);
  const config = join(folder, 'plant.yaml');
  writeFileSync(config, plantFile(`opc.tcp://127.0.0.1:${port}`));
  const server = await startServer(config, { VEINLINE_LOG_LEVEL: 'error' }, join(folder, 'data'));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(server.signInLink);
    await page.goto(`${server.url}/units`);
    await page
      .locator('.unit-list-values > button')
      .nth(units * indicators - 1)
      .waitFor({ state: 'attached', timeout: 30_000 });
    await page.waitForTimeout(5_000);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const busy = async (): Promise<{ task: number; at: number }> => {
      const { metrics } = await session.send('Performance.getMetrics');
      const value = (key: string): number => metrics.find((metric) => metric.name === key)?.value ?? NaN;
      return { task: value('TaskDuration'), at: value('Timestamp') };
    };
    const before = await busy();
    await page.waitForTimeout(20_000);
    const after = await busy();
    return [atMost(name, ((after.task - before.task) / (after.at - before.at)) * 100, '% of a core', 30)];
  } finally {
    await browser.close();
    await server.stop();
    await plant.end();
  }
}

function plantFile(url: string): string {
  const equipment = Array.from({ length: units }, (_, unit) => {
    const own = Array.from(
      { length: indicators },
      (_, i) =>
        `          - { property: V${i}, address: "nsu=urn:veinline:bench;s=C${unit * indicators + i}", range: [0, 1000], normal: [0, 900], interval: 1 }`,
    );
    return [
      `      - id: U-${unit}`,
      '        level: unit',
      `        name: Unit ${unit}`,
      '        class: rig',
      '        connector: bench',
      '        tags:',
      ...own,
    ].join('\n');
  });
  return `version: 1
name: Bench
connectors:
  - { id: bench, kind: opcua, endpoint: "${url}", security: { mode: SignAndEncrypt, policy: Basic256Sha256, trust: first-use } }
classes:
  rig:
    display: { indicators: [V0, V1, V2, V3, V4], context: { phase: V4 } }
    tags: []
equipment:
  - id: BENCH
    level: site
    name: Bench
    children:
${equipment.join('\n')}
`;
}
