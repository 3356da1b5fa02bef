import type { AlarmDefinition, PlantModel } from '@veinline/plant';
import { describe, expect, it } from 'vitest';
import { formatPlantProblems, readPlantFile } from '@veinline/plant';
import { SuiteAndLine } from './simulated-plant.ts';
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../plant.yaml', import.meta.url), 'utf8');

function model(): PlantModel {
  const result = readPlantFile(text, { environment: {}, fileName: 'plant.yaml' });
  if (!result.ok) throw new Error(formatPlantProblems(result.problems, 'plant.yaml'));
  expect(formatPlantProblems(result.warnings, 'plant.yaml')).toBe('');
  return result.model;
}

/** True if the value is beyond the limit of the alarm; a second reading of the rule, apart from the product. */
function isBeyond({ type, limit }: AlarmDefinition, value: number): boolean {
  if (limit === null) return false;
  if (type === 'high' || type === 'high-high') return value > limit;
  return (type === 'low' || type === 'low-low') && value < limit;
}

/** Alarms that come up while the plant runs: beyond the limit for the whole delay, one reading per wall second. */
function raised(
  plant: SuiteAndLine,
  alarms: readonly AlarmDefinition[],
  speed: number,
  seconds: number,
): Set<string> {
  const held = new Map<string, number>();
  const found = new Set<string>();
  for (let second = 0; second < seconds; second++) {
    plant.advance(speed);
    const { values } = plant.read();
    for (const alarm of alarms) {
      const count = isBeyond(alarm, Number(values.get(alarm.tag))) ? (held.get(alarm.id) ?? 0) + 1 : 0;
      held.set(alarm.id, count);
      if (count > alarm.onDelaySeconds) found.add(alarm.id);
    }
  }
  return found;
}

describe('the plant file', () => {
  const plant = model();
  const alarms = plant.tags.flatMap((tag) => tag.alarms);

  it('names the site, its equipment and the speed tag', () => {
    expect([plant.name, plant.timeZone, plant.processSpeedTag]).toEqual([
      'Leiden site',
      'Europe/Amsterdam',
      'PLANT.ProcessSpeed',
    ]);
    expect(plant.tags.length).toBeGreaterThan(100);
  });

  it('maps every tag but the speed to a value of the model, of the same type and inside its range', () => {
    const { values } = new SuiteAndLine(1).read();
    for (const tag of plant.tags.filter(({ id }) => id !== plant.processSpeedTag)) {
      const value = values.get(tag.id);
      expect([tag.id, typeof value]).toEqual([tag.id, tag.dataType]);
      if (tag.range)
        expect([tag.id, Number(value) >= tag.range[0] && Number(value) <= tag.range[1]]).toEqual([
          tag.id,
          true,
        ]);
    }
  });

  it('maps every value of the model to a tag', () => {
    const ids = new Set<string>(plant.tags.map(({ id }) => id));
    expect([...new SuiteAndLine(1).read().values.keys()].filter((key) => !ids.has(key))).toEqual([]);
  });

  it.each([
    [60, 7],
    [1000, 21],
  ])('has no alarm without a fault at speed %d in %d process days, several batches', (speed, processDays) => {
    expect([...raised(new SuiteAndLine(1), alarms, speed, (processDays * 86_400) / speed)]).toEqual([]);
  });

  it('raises the oxygen alarm of each bioreactor within 20 s of wall time after its gas is lost', () => {
    for (const unit of ['BR-01', 'BR-02', 'BR-03', 'BR-04']) {
      const faulty = new SuiteAndLine(1);
      faulty.inject({ unit, kind: 'gas-loss' });
      expect(raised(faulty, alarms, 60, 20)).toContain(`${unit}.DO.low`);
    }
  });
});
