// npm test: installs, builds, then runs every check. Needs the programs below, from Debian.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

/** What the suites need from Debian, where it stands, and the suites that cannot run without it. */
const debian = {
  mosquitto: {
    path: '/usr/sbin/mosquitto',
    suites: [
      'apps/virtual-plant/src/sparkplug/edge-node.spec.ts',
      'apps/cli/src/connect.spec.ts',
      'connectors/mqtt/src/connector.spec.ts',
      'connectors/sparkplug/src/{connector,session}.spec.ts',
      'test/e2e/plant.spec.ts',
    ],
  },
  chromium: { path: '/usr/bin/chromium', suites: ['test/e2e/{plant,experiments}.spec.ts'] },
  'victoria-metrics': {
    path: '/usr/bin/victoria-metrics',
    suites: ['connectors/influxdb/src/write.spec.ts'],
  },
  'redis-server': {
    path: '/usr/bin/redis-server',
    suites: ['connectors/bullmq/**/*.spec.ts', 'test/e2e/runners.spec.ts'],
  },
  'python3-simpy3': {
    path: '/usr/lib/python3/dist-packages/simpy',
    suites: ['test/des/simpy.spec.ts'],
  },
};
const isCi = process.env.CI === 'true';
let passed = 0;
let failed = 0;

const missing = installDebianPackages();
prepare();
for (const check of ['format', 'lint', 'types', 'boundaries', 'unused', 'docs']) runCheck(check);
runVitest();
if (missing.length > 0) {
  for (const name of missing) console.log(`Not run for want of ${name}: ${debian[name].suites.join(', ')}`);
  console.log(`Install with: apt-get install ${missing.join(' ')}`);
  if (isCi) failed += missing.length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Installs what is lacking where that is possible; returns what still lacks. */
function installDebianPackages() {
  const lacking = () => Object.keys(debian).filter((name) => !existsSync(debian[name].path));
  const wanted = lacking();
  if (wanted.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return wanted;
  console.log(`Installing Debian packages: ${wanted.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  } catch (error) {
    console.error(`apt-get failed: ${error.message}`);
  }
  return lacking();
}

function runCheck(name) {
  const begun = Date.now();
  const { status } = spawnSync('npm', ['run', '--silent', `check:${name}`], { cwd: root, stdio: 'inherit' });
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(
    `${status === 0 ? 'ok' : 'FAILED'}  check:${name}  ${((Date.now() - begun) / 1000).toFixed(1)} s`,
  );
}

function runVitest() {
  const report = join(root, 'node_modules', '.veinline', 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  for (const name of missing) for (const suite of debian[name].suites) args.push(`--exclude=${suite}`);
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (!existsSync(report)) {
    failed += 1;
    return;
  }
  const totals = JSON.parse(readFileSync(report, 'utf8'));
  passed += totals.numPassedTests;
  failed += totals.numFailedTests;
  if (status !== 0 && totals.numFailedTests === 0) failed += 1;
}
