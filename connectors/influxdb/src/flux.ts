import { flux, fluxDateTime, fluxInteger, type ParameterizedQuery } from '@influxdata/influxdb-client';
import type { TimeRange } from '@veinline/historian';
import type { TagId } from '@veinline/plant';
import { Measurement } from './mapping.ts';
import { microseconds, rfc3339 } from './time.ts';

/** Samples of one tag in a range, fields as columns, by time and sequence. */
export function rawFlux(bucket: string, tag: TagId, range: TimeRange, limit: number): ParameterizedQuery {
  return flux`${within(bucket, range, Measurement.sample)}
  |> filter(fn: (r) => r.tag == ${tag})
  |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
  |> group()
  |> map(fn: (r) => ({r with order: int(v: r.sequence)}))
  |> sort(columns: ["_time", "order"])
  |> limit(n: ${fluxInteger(limit)})`;
}

/** The time of the newest sample of each tag; every sample has a status. */
export function newestFlux(bucket: string, tags: readonly TagId[]): ParameterizedQuery {
  return flux`${within(bucket, allTime, Measurement.sample)}
  |> filter(fn: (r) => r._field == "status" and contains(value: r.tag, set: ${[...tags]}))
  |> last()
  |> group(columns: ["tag"])
  |> sort(columns: ["_time"], desc: true)
  |> limit(n: 1)`;
}

/** How many samples lie before an instant. */
export function countFlux(bucket: string, range: TimeRange): ParameterizedQuery {
  return flux`${within(bucket, range, Measurement.sample)}
  |> filter(fn: (r) => r._field == "status")
  |> group()
  |> count()`;
}

/** Records of a measurement other than samples, fields as columns; tags are columns already. */
export function recordFlux(bucket: string, range: TimeRange, measurement: string): ParameterizedQuery {
  return flux`${within(bucket, range, measurement)}
  |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
  |> group()
  |> sort(columns: ["_time"])`;
}

/** All of time as InfluxDB knows it. */
export const allTime = { from: -9.2e12, to: 9.2e12 } as TimeRange;

function within(bucket: string, range: TimeRange, measurement: string): ParameterizedQuery {
  const [start, stop] = [range.from, range.to].map((end) => fluxDateTime(rfc3339(microseconds(end))));
  return flux`from(bucket: ${bucket})
  |> range(start: ${start}, stop: ${stop})
  |> filter(fn: (r) => r._measurement == ${measurement})`;
}
