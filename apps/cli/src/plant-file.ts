import type { PlantFileResult } from '@veinline/plant';
import type { Terminal } from './terminal.ts';
import { UsageError } from './errors.ts';
import { messageOf } from '@veinline/base';
import { readFile } from 'node:fs/promises';
import { readPlantFile } from '@veinline/plant';
import { settingsSchemas } from './connectors.ts';

/** Reads a plant file with all checks, those of the connectors included; throws UsageError if it cannot be opened. */
export async function loadPlantFile(file: string, terminal: Terminal): Promise<PlantFileResult> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `Cannot open ${file}: ${messageOf(error)}.`,
      'Give the path of a plant file, such as plant.yaml.',
    );
  }
  return readPlantFile(text, {
    environment: terminal.environment,
    fileName: file,
    settings: await settingsSchemas(text),
  });
}
