import { describe, expect, it } from 'vitest';
import { environmentName, readSettings, settingNames, settingsSchema } from './config.ts';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

describe('the settings', () => {
  it('have the defaults of the demonstration', () => {
    expect(readSettings({ VIRTUAL_PLANT_SPEED: '' })).toEqual({
      opcuaPort: 4840,
      mqttPort: 1883,
      controlPort: 8081,
      speed: 60,
      seed: 1,
      data: resolve('.veinline/virtual-plant'),
    });
  });

  it('come from variables named after them', () => {
    const settings = readSettings({
      VIRTUAL_PLANT_OPCUA_PORT: '0',
      VIRTUAL_PLANT_MQTT_URL: 'mqtt://broker:1883',
    });
    expect([settings.opcuaPort, settings.mqttUrl]).toEqual([0, 'mqtt://broker:1883']);
  });

  it('are refused with every problem listed', () => {
    const environment = {
      VIRTUAL_PLANT_SPEED: '5000',
      VIRTUAL_PLANT_OPCUA_PORT: 'x',
      VIRTUAL_PLANT_MQTT_URL: 'broker',
    };
    expect(() => readSettings(environment)).toThrow(
      /3 setting\(s\)[\s\S]*VIRTUAL_PLANT_OPCUA_PORT = "x"[\s\S]*VIRTUAL_PLANT_MQTT_URL = "broker"[\s\S]*VIRTUAL_PLANT_SPEED = "5000"/,
    );
  });

  it('are all in the README and all described', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const name of settingNames) {
      expect(readme).toContain(environmentName(name));
      expect(settingsSchema.shape[name].description ?? '').not.toBe('');
    }
  });
});
