import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ExitCode } from './terminal.ts';
import type { ConnectOptions } from './connect.ts';
import type { RecordOptions } from './record.ts';
import type { Terminal } from './terminal.ts';
import { UsageError, explained } from './errors.ts';
import { checkPlant } from './plant-check.ts';
import { connect } from './connect.ts';
import { exportFormats } from './tag-export.ts';
import { record } from './record.ts';
import { addSimulationCommands } from './simulate/commands.ts';

const securityPolicies = ['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'];

/** Runs the command line and returns its exit code: 0 done, 1 failed, 2 called wrongly, 130 interrupted. */
export async function run(args: readonly string[], terminal: Terminal, version: string): Promise<number> {
  let exitCode: number = ExitCode.ok;
  const program = commands(terminal, version, (code) => (exitCode = code));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    if (terminal.signal.aborted) return ExitCode.interrupted;
    terminal.error(`veinline: ${explained(error)}`);
    return error instanceof UsageError ? ExitCode.usage : ExitCode.failed;
  }
}

function commands(terminal: Terminal, version: string, exitWith: (code: number) => void): Command {
  const program = new Command('veinline')
    .description('Veinline, the open-source digital twin for cell and gene therapy')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.error(text.trimEnd()),
    })
    .showHelpAfterError('(veinline --help tells more)');
  const dataFolder = () =>
    new Option('--data-folder <folder>', 'where certificates are kept').default(
      terminal.environment['VEINLINE_DATA'] ?? '.veinline',
      'VEINLINE_DATA or .veinline',
    );

  const plant = program.command('plant').description('work with plant files');
  plant
    .command('check')
    .description('check a plant file and list all its problems')
    .argument('<file>', 'plant file')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: { json?: boolean }) =>
      exitWith(await checkPlant(file, options, terminal)),
    );

  program
    .command('connect')
    .description('test the connection to a plant system, or list what it offers')
    .argument('<url>', 'opc.tcp://host:4840, mqtt://host:1883')
    .option('--browse', 'list the tags')
    .option('--below <address>', 'begin at this address')
    .option('--depth <levels>', 'go so many levels down', positiveInteger)
    .addOption(
      new Option('--format <format>', 'how to write the list').choices(exportFormats).default('table'),
    )
    .option('--out <file>', 'write the list to a file')
    .option('--sparkplug <group>', 'the broker carries Sparkplug B; listen to this group')
    .option('--user <name>', 'log in; the password comes from VEINLINE_PASSWORD')
    .addOption(new Option('--security <policy>', 'OPC UA security policy').choices(securityPolicies))
    .addOption(new Option('--trust <how>', 'which OPC UA servers to trust').choices(['first-use', 'listed']))
    .addOption(dataFolder())
    .action(async (url: string, options: ConnectOptions) => exitWith(await connect(url, options, terminal)));

  program
    .command('record')
    .description('record what a connector of a plant file delivers to a cassette')
    .requiredOption('--config <file>', 'plant file')
    .requiredOption('--connector <id>', 'connector of the plant file')
    .requiredOption('--out <file>', 'cassette to write, a new file')
    .option('--seconds <seconds>', 'stop after so many seconds; without it at Ctrl-C', positiveNumber)
    .addOption(dataFolder())
    .action(async (options: RecordOptions) => exitWith(await record(options, terminal)));

  addSimulationCommands(program, terminal, version, exitWith);
  return program;
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('Write a number above 0.');
  return value;
}
