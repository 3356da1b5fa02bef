import type { ConnectorDefinition } from '@veinline/plant';
import { z } from 'zod';
import { CassetteSettingsError } from './errors.ts';

/** Settings of a replay in the plant file. */
export const cassetteSettings = z.strictObject({
  file: z.string().min(1).describe('The recording; a relative path starts in the data folder.'),
  speed: z.number().min(1).max(1000).default(1).describe('How many times faster than it was recorded.'),
  loop: z.boolean().default(false).describe('True begins again at the end.'),
  startAtSeconds: z
    .number()
    .min(0)
    .default(0)
    .describe('Where in the recording to begin, in recorded seconds.'),
  times: z
    .enum(['shifted', 'original'])
    .default('shifted')
    .describe('shifted: as if recorded now, at the replay speed; original: as recorded.'),
});

/** Settings with their defaults filled in. */
export type CassetteSettings = z.output<typeof cassetteSettings>;

/** Checks the settings of a definition; throws CassetteSettingsError with all problems at once. */
export function parseSettings(definition: ConnectorDefinition): CassetteSettings {
  const parsed = cassetteSettings.safeParse(definition.settings);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`,
  );
  throw new CassetteSettingsError(definition.id, problems);
}
