import { type Kernel } from './kernel.ts';
import { type SimulationError } from './fault.ts';

/** The error for a command a process cannot be given now. */
export function commandRefused(
  kernel: Kernel,
  process: string,
  command: string,
  { isDone, isItsTurn }: { isDone: boolean; isItsTurn: boolean },
): SimulationError {
  if (isDone) {
    return kernel.fault('PROCESS_ENDED', `${command} was called for a process that has ended.`, { process });
  }
  if (isItsTurn) {
    return kernel.fault(
      'COMMAND_NOT_YIELDED',
      `${command} was called while another command waits to be yielded.`,
      {
        process,
        hint: 'Write one command directly under each yield, as in: yield process.hold(3).',
      },
    );
  }
  return kernel.fault('NOT_ITS_TURN', `${command} was called for a process while it is not its turn.`, {
    process,
    hint: 'Only the body of a process commands it. Use interrupt() or a signal to reach it from elsewhere.',
  });
}

/** The error for a yield that no command stands under: the process would never wake. */
export function yieldedNothing(kernel: Kernel, process: string, value: unknown): SimulationError {
  return kernel.fault(
    'YIELD_WITHOUT_COMMAND',
    `It yielded ${typeof value === 'object' ? 'an object' : String(value)} without having called a command.`,
    { process, hint: 'Yield a command, as in: yield process.hold(3).' },
  );
}
