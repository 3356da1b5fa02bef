/** Which InfluxDB 2 to use and how. */
export interface InfluxdbHistorianOptions {
  /** Base address, `http://localhost:8086`. */
  readonly url: string;
  /** API token that may read, write and delete in the bucket; a secret, never logged. */
  readonly token: string;
  readonly org: string;
  readonly bucket: string;
  /** How long a request may take, in milliseconds; default 10,000. */
  readonly timeoutMilliseconds?: number;
}

/** The options with every default filled in. */
export type Settings = Required<InfluxdbHistorianOptions>;

/** Fills in the defaults. */
export function withDefaults(options: InfluxdbHistorianOptions): Settings {
  return { timeoutMilliseconds: 10_000, ...options };
}
