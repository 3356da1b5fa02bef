// npm start: installs, builds, then runs the server, with the virtual plant unless --config names a plant.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { prepare, root } from './prepare.mjs';

const help = `Usage: npm start -- [options]

  --config FILE   your plant file; without it the virtual plant is started
  --port N        port of the web app (VEINLINE_PORT, default 8080, 0 = any free)
  --data FOLDER   where samples and certificates are kept (VEINLINE_DATA, default .veinline)
  --speed N       process speed of the virtual plant, 1 to 1000 (default 60)
  --help          this text

The log of the run is server.log in the data folder.

Settings by environment or file: docs/reference/settings.md`;

const options = readOptions();
if (options.help) {
  console.log(help);
  process.exit(0);
}
prepare();

const children = [];
let isStopping = false;
let exitCode = 0;
const environment = { ...process.env };
const data = resolve(options.data ?? environment.VEINLINE_DATA ?? '.veinline');
environment.VEINLINE_DATA = data;
if (options.port !== undefined) environment.VEINLINE_PORT = options.port;
if (options.config !== undefined) environment.VEINLINE_CONFIG = resolve(options.config);
if (!environment.VEINLINE_CONFIG) await startVirtualPlant();
logTo(launch('server', 'apps/server/dist/main.js', ['ignore', 'inherit', 'pipe']), join(data, 'server.log'));

process.on('SIGINT', stop);
process.on('SIGTERM', stop);

function readOptions() {
  const text = { type: 'string' };
  try {
    const accepted = { config: text, port: text, data: text, speed: text, help: { type: 'boolean' } };
    return parseArgs({ options: accepted }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}

async function startVirtualPlant() {
  environment.VEINLINE_CONFIG = join(root, 'apps/virtual-plant/plant.yaml');
  environment.VIRTUAL_PLANT_OPCUA_PORT ??= await freePort(4840);
  environment.VIRTUAL_PLANT_MQTT_PORT ??= await freePort(1883);
  environment.VIRTUAL_PLANT_CONTROL_PORT ??= await freePort(8081);
  environment.VIRTUAL_PLANT_DATA ??= join(data, 'virtual-plant');
  if (options.speed !== undefined) environment.VIRTUAL_PLANT_SPEED = options.speed;
  console.error(
    `Veinline: virtual plant on opc.tcp://127.0.0.1:${environment.VIRTUAL_PLANT_OPCUA_PORT}, mqtt://127.0.0.1:${environment.VIRTUAL_PLANT_MQTT_PORT}, faults at http://127.0.0.1:${environment.VIRTUAL_PLANT_CONTROL_PORT}`,
  );
  launch('virtual plant', 'apps/virtual-plant/dist/main.js', ['ignore', 'ignore', 'inherit']);
}

/** The port itself if free, otherwise any free one. */
function freePort(wanted) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(wanted === 0 ? '0' : freePort(0)));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(String(port)));
    });
  });
}

function launch(name, script, stdio = ['ignore', 'inherit', 'inherit']) {
  // A group of its own: Ctrl-C reaches the children through stop(), once and in order.
  const child = spawn(process.execPath, [join(root, script)], { env: environment, stdio, detached: true });
  children.push(child);
  child.on('exit', (code, signal) => {
    children.splice(children.indexOf(child), 1);
    if (!isStopping) {
      console.error(`Veinline: the ${name} ended (${signal ?? `exit code ${code}`}).`);
      exitCode = code || 1;
      stop();
    }
    if (children.length === 0) process.exit(exitCode);
  });
  return child;
}

/** Structured log lines go to a file of this run; what is meant for people stays on the terminal. */
function logTo(child, path) {
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('{')) file.write(`${line}\n`);
    else console.error(line);
  });
}

function stop() {
  if (isStopping) return;
  isStopping = true;
  for (const child of children) child.kill('SIGTERM');
  if (children.length === 0) process.exit(exitCode);
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
  }, 10_000).unref();
}
