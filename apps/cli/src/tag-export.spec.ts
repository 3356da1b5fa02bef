import { describe, expect, it } from 'vitest';
import type { BrowseEntry } from '@veinline/plant';
import { exportEntries } from './tag-export.ts';
import { readPlantFile } from '@veinline/plant';

const entries: readonly BrowseEntry[] = [
  { address: 'nsu=urn:x;s=BR', parent: null, name: 'BR', kind: 'object' },
  {
    address: 'nsu=urn:x;s=BR.DO',
    parent: 'nsu=urn:x;s=BR',
    name: 'DO',
    kind: 'variable',
    dataType: 'Double',
    unit: '% air sat.',
    range: [0, 150],
    description: 'Oxygen, "dissolved": yes',
  },
  { address: 's=valve', parent: null, name: 'Valve open?', kind: 'variable', dataType: 'Boolean' },
  { address: 's=other', parent: null, name: 'Valve open!', kind: 'variable', dataType: 'String' },
  { address: 's=calc', parent: null, name: '=1+1', kind: 'variable', dataType: 'Int32' },
];

describe('exported tags', () => {
  it('paste into a plant file that checks', () => {
    const block = exportEntries(entries, 'yaml').replace(/^/gm, '    ').trimEnd();
    const text = `version: 1\nname: X\nconnectors: [{ id: c, kind: opcua }]\nequipment:\n  - id: BR\n    level: unit\n    connector: c\n${block}\n`;
    const result = readPlantFile(text, { environment: {}, fileName: 'plant.yaml' });
    expect(
      result.ok ? result.model.tags.map((tag) => [tag.id, tag.dataType, tag.unit, tag.address]) : result,
    ).toEqual([
      ['BR.DO', 'number', '% air sat.', 'nsu=urn:x;s=BR.DO'],
      ['BR.Valve_open_', 'boolean', '', 's=valve'],
      ['BR.Valve_open__2', 'string', '', 's=other'],
      ['BR.1_1', 'number', '', 's=calc'],
    ]);
  });

  it('are CSV after RFC 4180 that no spreadsheet runs as a formula', () => {
    expect(exportEntries(entries, 'csv').split('\r\n').slice(0, 5)).toEqual([
      'property,address,type,unit,low,high,description',
      'DO,nsu=urn:x;s=BR.DO,Double,% air sat.,0,150,"Oxygen, ""dissolved"": yes"',
      'Valve open?,s=valve,Boolean,,,,',
      'Valve open!,s=other,String,,,,',
      "'=1+1,s=calc,Int32,,,,",
    ]);
  });

  it('are whole in JSON and one line each in the table', () => {
    expect(JSON.parse(exportEntries(entries, 'json'))).toEqual(entries);
    expect(exportEntries(entries, 'table').trimEnd().split('\n')).toHaveLength(entries.length + 1);
  });
});
