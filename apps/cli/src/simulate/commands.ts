import { Option, type Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { compare } from './compare.ts';
import { addRunOptions, addRunnerOptions, addSetOption, wholeNumber, type RunOptions } from './options.ts';
import { rerun } from './rerun.ts';
import type { RunnerOptions } from './runner.ts';
import { shippedScenarios } from './scenario-file.ts';
import { range, sensitivity, type SensitivityOptions } from './sensitivity.ts';
import { simulate } from './simulate.ts';
import { axis, sweep, type SweepOptions } from './sweep.ts';

const scenario = 'scenario file, or the name of one that ships (see: veinline scenarios)';

/** Adds the commands that run models. */
export function addSimulationCommands(
  program: Command,
  terminal: Terminal,
  version: string,
  exitWith: (code: number) => void,
): void {
  const several = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text];

  program
    .command('scenarios')
    .description('list the scenarios that ship with Veinline')
    .action(() => {
      for (const [name, file] of shippedScenarios()) terminal.out(`${name}\t${file}\n`);
    });

  addSetOption(
    addRunOptions(program.command('simulate').description('run a scenario').argument('<scenario>', scenario)),
  ).action(async (name: string, options: RunOptions) =>
    exitWith(await simulate(name, options, terminal, version)),
  );

  addSetOption(
    addRunOptions(
      program
        .command('compare')
        .description('compare scenarios with the first one under common random numbers')
        .argument('<scenarios...>', scenario),
    ),
  ).action(async (names: string[], options: RunOptions) =>
    exitWith(await compare(names, options, terminal, version)),
  );

  addRunOptions(
    program
      .command('sweep')
      .description('run every combination of parameter values')
      .argument('<scenario>', scenario)
      .requiredOption(
        '--set <path=values>',
        'values in turn: 3,4,5 or 3..5 or 0.1..0.5:0.1; may be repeated',
        axis,
      )
      .option('--output <name>', 'show this output only; may be repeated', several),
  ).action(async (name: string, options: SweepOptions) =>
    exitWith(await sweep(name, options, terminal, version)),
  );

  addSetOption(
    addRunOptions(
      program
        .command('sensitivity')
        .description('find which parameters move the outputs')
        .argument('<scenario>', scenario)
        .requiredOption('--range <path=low..high>', 'vary a parameter; may be repeated', range)
        .addOption(
          new Option('--method <method>', 'morris: screening; sobol: shares of variance')
            .choices(['morris', 'sobol'])
            .default('morris'),
        )
        .option(
          '--samples <n>',
          'trajectories of morris, base samples (a power of two) of sobol',
          wholeNumber,
          16,
        )
        .option('--output <name>', 'explain this output only; may be repeated', several),
    ),
  ).action(async (name: string, options: SensitivityOptions) =>
    exitWith(await sensitivity(name, options, terminal, version)),
  );

  addRunnerOptions(
    program
      .command('rerun')
      .description('run again what a manifest describes and compare the results bit by bit')
      .argument('<manifest>', 'manifest.json of a run'),
  ).action(async (file: string, options: RunnerOptions & { json?: boolean }) =>
    exitWith(await rerun(file, options, terminal)),
  );
}
