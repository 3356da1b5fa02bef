import { ExitCode } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { formatPlantProblems } from '@veinline/plant';
import { loadPlantFile } from './plant-file.ts';

/** `veinline plant check FILE`: every problem of a plant file, or what the plant consists of. */
export async function checkPlant(
  file: string,
  options: { json?: boolean },
  terminal: Terminal,
): Promise<number> {
  const result = await loadPlantFile(file, terminal);
  const problems = result.ok ? [] : result.problems;
  const warnings = result.ok ? result.warnings : [];
  if (options.json) {
    terminal.out(`${JSON.stringify({ file, ok: result.ok, problems, warnings }, null, 2)}\n`);
    return result.ok ? ExitCode.ok : ExitCode.failed;
  }
  if (warnings.length > 0) terminal.error(formatPlantProblems(warnings, `warning: ${file}`));
  if (!result.ok) {
    terminal.out(`${formatPlantProblems(problems, file)}\n`);
    terminal.error(`${file}: ${counted(problems.length, 'problem')}.`);
    return ExitCode.failed;
  }
  const { name, equipment, tags, connectors } = result.model;
  const alarms = tags.reduce((sum, tag) => sum + tag.alarms.length, 0);
  const parts = [
    `${equipment.length} equipment`,
    counted(tags.length, 'tag'),
    counted(alarms, 'alarm'),
    counted(connectors.length, 'connector'),
  ];
  terminal.out(`${file} is good: ${name}, ${parts.join(', ')}.\n`);
  return ExitCode.ok;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
