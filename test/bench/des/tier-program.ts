// Runs one workload in one tier: `node tier-program.ts TIER WORKLOAD`; prints CPU seconds and the answer of each repeat.
import { callbackTier } from './callback-tier.ts';
import { flowTier } from './flow-tier.ts';
import { generatorTier } from './generator-tier.ts';
import type { WorkloadName } from './workloads.ts';

const [tier = '', workload = ''] = process.argv.slice(2);
const tiers = { generator: generatorTier, callback: callbackTier, flow: flowTier };
const run = tiers[tier as keyof typeof tiers][workload as WorkloadName];
// Two runs let the compiler settle; the best of the three after them counts.
for (let i = 0; i < 5; i++) {
  const begun = process.cpuUsage();
  const { value, checksum } = run();
  const { user, system } = process.cpuUsage(begun);
  if (i >= 2) console.log(`${(user + system) / 1e6} ${value} ${checksum}`);
}
