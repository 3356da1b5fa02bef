import { apheresisClinic } from '@veinline/apheresis-clinic';
import type { Model } from '@veinline/experiment';

/** The models of this server. Worker threads import this module by its address: nothing with decorators here. */
export const models: readonly Model[] = [apheresisClinic];
