import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A plant whose one connector reaches nothing. */
export const emptyPlant = `version: 1
name: Test site
connectors:
  - { id: nowhere, kind: opcua, endpoint: "opc.tcp://127.0.0.1:1", security: { mode: None, policy: None } }
equipment:
  - id: SITE
    level: site
    name: Site
    connector: nowhere
    tags:
      - { property: Temperature, address: "nsu=urn:nowhere;s=T", unit: "°C", range: [0, 100] }
`;

/** A plant file whose one connector reaches nothing: for tests that need a server and no plant. */
export function emptyPlantFile(): string {
  const config = join(mkdtempSync(join(tmpdir(), 'veinline-')), 'plant.yaml');
  writeFileSync(config, emptyPlant);
  return config;
}
