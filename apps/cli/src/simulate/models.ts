import { apheresisClinic } from '@veinline/apheresis-clinic';
import type { Model } from '@veinline/experiment';

/** The models of this command. Worker threads import this module by its address. */
export const models: readonly Model[] = [apheresisClinic];
