import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Prometheus metrics of the server; one object per server, no globals. */
export class Telemetry {
  readonly registry = new Registry();

  readonly samplesStored = new Counter({
    name: 'veinline_samples_stored_total',
    help: 'Samples stored by the historian',
    labelNames: ['connector'],
    registers: [this.registry],
  });

  readonly samplesDuplicate = new Counter({
    name: 'veinline_samples_duplicate_total',
    help: 'Samples that were stored already',
    labelNames: ['connector'],
    registers: [this.registry],
  });

  readonly timesMended = new Counter({
    name: 'veinline_source_times_implausible_total',
    help: 'Samples whose source time lay in the future or before 2000, stored at their receive time',
    labelNames: ['connector'],
    registers: [this.registry],
  });

  readonly storeFailures = new Counter({
    name: 'veinline_store_failures_total',
    help: 'Appends the historian refused; they are tried again',
    labelNames: ['connector'],
    registers: [this.registry],
  });

  readonly waiting = new Gauge({
    name: 'veinline_samples_waiting',
    help: 'Samples received and not yet stored',
    labelNames: ['connector'],
    registers: [this.registry],
  });

  readonly latency = new Histogram({
    name: 'veinline_source_to_stored_seconds',
    help: 'Oldest source time of a batch to its durable storage',
    labelNames: ['connector'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 60],
    registers: [this.registry],
  });

  readonly liveStreams = new Gauge({
    name: 'veinline_live_streams',
    help: 'Open live streams',
    registers: [this.registry],
  });

  readonly liveSkipped = new Counter({
    name: 'veinline_live_updates_skipped_total',
    help: 'Updates not sent because a screen was slow; it got the latest values later',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
