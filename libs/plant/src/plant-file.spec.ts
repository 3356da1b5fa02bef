import { formatProblems } from '@veinline/documents';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readPlantFile } from './plant-file.ts';

const good = `version: 1
name: Leiden site
timeZone: Europe/Amsterdam
processSpeedTag: BR-01.Speed
connectors:
  - id: suite
    kind: opcua
    timeSource: simulated
    endpoint: opc.tcp://127.0.0.1:\${OPCUA_PORT:-4840}
classes:
  bioreactor:
    display: { indicators: [DO], context: { batch: BatchId } }
    tags:
      - property: DO
        address: nsu=urn:veinline:virtual-plant;s={equipment}.DO
        unit: "% air sat."
        range: [0, 150]
        normal: [40, 65]
        decimals: 0
        interval: 1
        alarms:
          - { type: low, limit: 30, priority: 1, onDelay: 5, deadband: 2, message: Oxygen is low }
          - { type: deviation, limit: 5, setpoint: DOSetpoint }
          - { type: bad-quality }
      - { property: DOSetpoint, address: "s={equipment}.DOSetpoint" }
      - { property: BatchId, address: "s={equipment}.BatchId", type: string }
      - { property: Valve, address: "s={equipment}.Valve", type: boolean, states: { 0: Closed, 1: Open } }
equipment:
  - id: LEIDEN
    level: site
    name: Leiden site
    children:
      - id: BR-01
        level: unit
        class: bioreactor
        connector: suite
        tags:
          - { property: Speed, address: s=Speed }
      - { id: BR-02, level: unit, class: bioreactor, connector: suite }
`;

const read = (text: string, environment: Record<string, string> = {}) =>
  readPlantFile(text, { environment, fileName: 'plant.yaml' });

/** The problems as lines, after replacing one text of the good file by another. */
function linesAfter(search: string, replacement: string): string[] {
  expect(good).toContain(search);
  const result = read(good.replace(search, replacement));
  return result.ok ? [] : formatProblems(result.problems, 'plant.yaml').split('\n');
}

describe('a good plant file', () => {
  const result = read(good, { OPCUA_PORT: '48400' });
  if (!result.ok) throw new Error(formatProblems(result.problems, 'plant.yaml'));
  const { model } = result;

  it('becomes equipment with parents before children', () => {
    expect(model.equipment.map(({ id, parent, level }) => [id, parent, level])).toEqual([
      ['LEIDEN', null, 'site'],
      ['BR-01', 'LEIDEN', 'unit'],
      ['BR-02', 'LEIDEN', 'unit'],
    ]);
    expect(model.equipment[1]?.display).toEqual({ indicators: ['DO'], context: { batch: 'BatchId' } });
  });

  it('gives every equipment the tags of its class with its own address, then its own tags', () => {
    expect(model.tags.map((tag) => tag.id)).toEqual([
      ...['BR-01.DO', 'BR-01.DOSetpoint', 'BR-01.BatchId', 'BR-01.Valve', 'BR-01.Speed'],
      ...['BR-02.DO', 'BR-02.DOSetpoint', 'BR-02.BatchId', 'BR-02.Valve'],
    ]);
    expect(model.tags[5]?.address).toBe('nsu=urn:veinline:virtual-plant;s=BR-02.DO');
    expect(model.tags[0]).toMatchObject({ decimals: 0, expectedIntervalSeconds: 1, normal: [40, 65] });
    expect(model.tags[1]).toMatchObject({
      decimals: 1,
      expectedIntervalSeconds: null,
      range: null,
      unit: '',
    });
    expect(model.tags[3]).toMatchObject({ decimals: 0, states: { 0: 'Closed', 1: 'Open' } });
  });

  it('gives alarms their defaults and resolves a set point to the tag of the same equipment', () => {
    expect(model.tags[5]?.alarms).toEqual([
      expect.objectContaining({ id: 'BR-02.DO.low', limit: 30, priority: 1, onDelaySeconds: 5, deadband: 2 }),
      expect.objectContaining({ id: 'BR-02.DO.deviation', setpoint: 'BR-02.DOSetpoint', priority: 2 }),
      expect.objectContaining({ id: 'BR-02.DO.bad-quality', limit: null, message: 'DO: bad-quality' }),
    ]);
  });

  it('takes what is set in the environment, and the default for what is not', () => {
    expect(model.connectors[0]).toEqual({
      id: 'suite',
      kind: 'opcua',
      timeSource: 'simulated',
      settings: { endpoint: 'opc.tcp://127.0.0.1:48400' },
    });
    const without = read(good);
    expect(without.ok && without.model.connectors[0]?.settings['endpoint']).toBe('opc.tcp://127.0.0.1:4840');
  });
});

describe('each problem names its place, the value and what to write', () => {
  it.each<[what: string, search: string, replacement: string, line: string]>([
    [
      'unknown key',
      'unit: "%',
      'unti: "%',
      'plant.yaml:16:9  classes.bioreactor.tags[0].unti  is not a key of a tag.  Fix: Did you mean "unit"?',
    ],
    [
      'unknown class',
      'BR-02, level: unit, class: bioreactor',
      'BR-02, level: unit, class: bioreacter',
      'is "bioreacter", which is no class of this file.  Fix: Did you mean "bioreactor"?',
    ],
    [
      'unknown connector',
      'connector: suite }',
      'connector: siute }',
      'is "siute", which is no connector of this file.  Fix: Did you mean "suite"?',
    ],
    ['missing connector', ', connector: suite }', ' }', 'has 4 tags but no connector (BR-02.DO).'],
    [
      'wrong type',
      'unit: "% air sat."',
      'unit: 5',
      'plant.yaml:16:15  classes.bioreactor.tags[0].unit  is 5.  Fix: Write text',
    ],
    [
      'duplicate equipment',
      'id: BR-02',
      'id: BR-01',
      'is "BR-01", which another piece of equipment has already.',
    ],
    ['duplicate tag', 'property: Speed', 'property: DO', 'is a second "DO" of one piece of equipment.'],
    ['illegal id', 'id: BR-02', 'id: BR.02', 'is "BR.02".  Fix: Write an id of letters'],
    [
      'wrong nesting',
      'BR-02, level: unit',
      'BR-02, level: enterprise',
      'is enterprise inside the site LEIDEN.',
    ],
    ['mistyped level', 'level: site', 'level: sitte', 'is "sitte".  Fix: Did you mean "site"?'],
    ['limit outside range', 'limit: 30', 'limit: -30', 'is -30, outside the range 0 to 150 of DO.'],
    [
      'normal outside range',
      'normal: [40, 65]',
      'normal: [40, 165]',
      'is 40 to 165, outside the range 0 to 150.',
    ],
    ['reversed range', 'range: [0, 150]', 'range: [150, 0]', 'goes from 150 to 0.'],
    ['not a number', 'limit: 30', 'limit: .nan', 'is NaN.'],
    ['negative deadband', 'deadband: 2', 'deadband: -2', 'is -2.  Fix: Write a distance'],
    [
      'low above high',
      '- { type: bad-quality }',
      '- { type: high, limit: 30 }',
      'is 30 for high, not above the low limit 30.',
    ],
    ['no limit', ', limit: 30', '', 'is a low alarm without a "limit".'],
    ['no set point', ', setpoint: DOSetpoint', '', 'is a deviation alarm without a "setpoint".'],
    ['unknown set point', 'setpoint: DOSetpoint', 'setpoint: DOSetpont', 'Did you mean "DOSetpoint"?'],
    ['text set point', 'setpoint: DOSetpoint', 'setpoint: BatchId', 'is "BatchId", a string tag.'],
    [
      'alarm on text',
      'type: string }',
      'type: string, alarms: [{ type: high, limit: 1 }] }',
      'is a high alarm on the text tag BatchId.',
    ],
    [
      'unknown display',
      'indicators: [DO]',
      'indicators: [D0]',
      'is "D0", which is no property of BR-01.  Fix: Did you mean "DO"?',
    ],
    ['unknown context', 'batch: BatchId', 'bacth: BatchId', 'Did you mean "batch"?'],
    [
      'unknown speed tag',
      'BR-01.Speed',
      'BR-01.Sped',
      'is "BR-01.Sped", which is no tag of this plant.  Fix: Did you mean "BR-01.Speed"?',
    ],
    ['unknown time zone', 'Europe/Amsterdam', 'Europe/Leiden', 'is "Europe/Leiden".'],
    [
      'no variable',
      '${OPCUA_PORT:-4840}',
      '${OPCUA_PORT}',
      'plant.yaml:9:15  connectors[0].endpoint  needs the environment variable OPCUA_PORT',
    ],
    ['broken reference', '${OPCUA_PORT:-4840}', '${OPCUA-PORT}', 'which is no reference.'],
    [
      'live cassette',
      'kind: opcua',
      'kind: cassette',
      'is "simulated" for a cassette, which always replays.',
    ],
    ['repeated key', 'name: Leiden site\ntime', 'name: Leiden site\nname: Other\ntime', 'plant.yaml:3:1'],
    ['tab', '    timeSource', '\ttimeSource', 'Indent with spaces'],
    ['future format', 'version: 1', 'version: 2', 'is 2.  Fix: Write 1, the only format'],
  ])('%s', (_what, search, replacement, line) => {
    expect(linesAfter(search, replacement).join('\n')).toContain(line);
  });

  it('lists all problems at once in the order of the file, a class problem once', () => {
    const text = good
      .replace('limit: 30', 'limit: -30')
      .replace('unit: "%', 'unti: "%')
      .replace('kind: opcua', 'kind: opcda');
    const result = read(text);
    expect(result.ok ? [] : result.problems.map((problem) => problem.line)).toEqual([7, 16, 22]);
  });

  it('says what belongs into an empty file', () => {
    for (const text of ['', '  \n', '# nothing yet\n']) {
      const result = read(text);
      expect(result.ok ? [] : result.problems).toEqual([
        expect.objectContaining({ line: 1, fix: expect.stringContaining('version: 1') as string }),
      ]);
    }
  });

  it('lists every syntax error', () => {
    const result = read('a: "\\q"\nb: 1\nc: "\\w"\n');
    expect(result.ok ? [] : result.problems.map((problem) => problem.line)).toEqual([1, 3]);
  });

  it('refuses endless aliases, deep brackets and huge files without hanging', () => {
    const bomb = [
      'a0: &a0 [x,x,x,x,x,x,x,x,x,x]',
      ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`),
    ];
    for (const text of [bomb.join('\n'), 'a: &a [*a]', '['.repeat(50_000), ' '.repeat(10_000_001)]) {
      const result = read(text);
      expect(result.ok ? [] : result.problems.length).toBeGreaterThan(0);
    }
  });
});

describe('warnings', () => {
  it('tell of two tags with one address and of classes and connectors nobody uses', () => {
    const text = good
      .replace('s=Speed', 's=BR-01.Valve')
      .replace('classes:', '  - { id: idle, kind: mqtt }\nclasses:\n  spare: { tags: [] }');
    const result = read(text);
    expect(result.ok ? result.warnings.map((warning) => warning.message) : []).toEqual([
      'is the connector idle, which no tag uses.',
      'is a class that no equipment uses.',
      'gives BR-01.Speed the address of BR-01.Valve: s=BR-01.Valve.',
    ]);
  });
});

describe('whatever the text', () => {
  const placed = (text: string) => {
    const result = read(text);
    const problems = result.ok ? result.warnings : result.problems;
    expect(result.ok || problems.length > 0).toBe(true);
    for (const { line, column, message, fix } of problems) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message.length * fix.length).toBeGreaterThan(0);
    }
  };

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), placed), { numRuns: 300 });
  });

  it('never throws on a good file with one part replaced', () => {
    const parts = good.split(/(?<=[\s:{}[\],])/);
    const junk = fc.oneof(
      fc.constantFrom('null', '[]', '{}', '"', '- ', ': ', '!!x ', '*a', '${', '.inf', '__proto__:'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.nat(parts.length - 1), junk, (i, text) => placed(parts.with(i, text).join(''))),
      { numRuns: 300 },
    );
  });
});
