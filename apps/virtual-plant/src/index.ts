/**
 * The virtual plant: the cell therapy suite and the fill-finish line behind real OPC UA and Sparkplug B servers.
 *
 * @example
 * const plant = await startVirtualPlant(readSettings({ VIRTUAL_PLANT_OPCUA_PORT: '0', VIRTUAL_PLANT_DATA: folder }));
 * console.log(plant.opcuaUrl); // opc.tcp://127.0.0.1:49152
 * await plant.stop();
 */
export { environmentName, readSettings, settingNames, settingsSchema } from './config.ts';
export type { VirtualPlantSettings } from './config.ts';
export { startVirtualPlant } from './virtual-plant.ts';
export type { VirtualPlant } from './virtual-plant.ts';
