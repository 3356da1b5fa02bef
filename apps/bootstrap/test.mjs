// npm test: installs, builds, then runs every check. Needs mosquitto, chromium and victoria-metrics from Debian.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const debian = {
  mosquitto: '/usr/sbin/mosquitto',
  chromium: '/usr/bin/chromium',
  'victoria-metrics': '/usr/bin/victoria-metrics',
};
const isCi = process.env.CI === 'true';
let passed = 0;
let failed = 0;

const missing = installDebianPackages();
prepare();
for (const check of ['format', 'lint', 'types', 'boundaries', 'unused', 'docs']) runCheck(check);
runVitest();
if (missing.length > 0) {
  console.log(
    `Not run for want of ${missing.join(', ')}: the suites that need them. Install with: apt-get install ${missing.join(' ')}`,
  );
  if (isCi) failed += missing.length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Installs what is lacking where that is possible; returns what still lacks. */
function installDebianPackages() {
  const lacking = () => Object.keys(debian).filter((name) => !existsSync(debian[name]));
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
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, VEINLINE_MISSING: missing.join(' ') },
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
