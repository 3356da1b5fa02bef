import type { Address } from '@veinline/plant';
import { SparkplugAddressError } from './errors.ts';

/** Where a metric lives; `device` is empty for a metric of the node itself. */
export interface MetricAddress {
  readonly group: string;
  readonly edge: string;
  readonly device: string;
  readonly metric: string;
}

/**
 * Turns addresses into metrics and back. One group: `EDGE/DEVICE/Metric`; several: `GROUP/EDGE/DEVICE/Metric`.
 * Metric names may contain slashes, so the number of groups and not the address decides which form holds.
 */
export class Addressing {
  readonly #groups: readonly string[];

  constructor(groups: readonly string[]) {
    this.#groups = groups;
  }

  /** Throws SparkplugAddressError for what is not a metric of these groups. */
  parse(address: Address): MetricAddress {
    const hasGroup = this.#groups.length > 1;
    const form = hasGroup ? 'GROUP/EDGE/DEVICE/Metric' : 'EDGE/DEVICE/Metric';
    const parts = address.split('/');
    const group = hasGroup ? (parts.shift() ?? '') : (this.#groups[0] ?? '');
    const [edge = '', device = '', ...rest] = parts;
    const metric = rest.join('/');
    const fault = !this.#groups.includes(group)
      ? `its group is none of ${this.#groups.join(', ')}`
      : edge === ''
        ? 'it has no edge node'
        : metric === ''
          ? 'it has no metric'
          : /[+#]/.test(edge + device)
            ? 'identifiers have no wildcards'
            : null;
    if (fault !== null) throw new SparkplugAddressError(address, fault, form);
    return { group, edge, device, metric };
  }

  /** The address of a metric, or of a node or device if the rest is left out. */
  format({
    group,
    edge,
    device,
    metric,
  }: {
    group: string;
    edge: string;
    device?: string;
    metric?: string;
  }): Address {
    const parts = this.#groups.length > 1 ? [group, edge] : [edge];
    if (device !== undefined) parts.push(device);
    if (metric !== undefined) parts.push(metric);
    return parts.join('/');
  }
}
