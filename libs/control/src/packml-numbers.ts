import type { PackMlState } from './packml.ts';

/**
 * OMAC state numbers, as ISA-TR88.00.02-2022 implementations publish them. Map by name, never by position: OPC
 * 30060 (tobacco machines) numbers the same states 0 to 16 in another order.
 */
export const packMlStateNumbers: Readonly<Record<PackMlState, number>> = {
  Clearing: 1,
  Stopped: 2,
  Starting: 3,
  Idle: 4,
  Suspended: 5,
  Execute: 6,
  Stopping: 7,
  Aborting: 8,
  Aborted: 9,
  Holding: 10,
  Held: 11,
  Unholding: 12,
  Suspending: 13,
  Unsuspending: 14,
  Resetting: 15,
  Completing: 16,
  Complete: 17,
};
