import { VeinlineError } from '@veinline/base';

/** Settings that no retry can mend; `code` is SPARKPLUG_SETTINGS. */
export class SparkplugSettingsError extends VeinlineError {
  constructor(connector: string, problems: readonly string[]) {
    super(
      'SPARKPLUG_SETTINGS',
      `The Sparkplug connector ${connector} cannot start: ${problems.join('; ')}.`,
      {
        hint: 'Correct these settings in the plant file; the README of connectors/sparkplug lists all of them.',
        details: { connector, problems },
      },
    );
  }
}

/** An address that names no metric; `code` is SPARKPLUG_ADDRESS. */
export class SparkplugAddressError extends VeinlineError {
  constructor(address: string, reason: string, form: string) {
    super('SPARKPLUG_ADDRESS', `"${address}" is not a Sparkplug address: ${reason}.`, {
      hint: `Write ${form}; leave the device empty for a metric of the node itself.`,
      details: { address },
    });
  }
}

/** A message that could not be understood; `code` is SPARKPLUG_PAYLOAD. Counted, never fatal. */
export class SparkplugPayloadError extends VeinlineError {
  constructor(source: string, reason: string) {
    super('SPARKPLUG_PAYLOAD', `A message of ${source} was rejected: ${reason}.`, {
      hint: 'Compare what the edge node publishes with Sparkplug 3.0, chapter 6.',
      details: { source },
    });
  }
}

/** What to do about a failed connection, from the failure's text. */
export function connectionHint(message: string, url: string): string {
  if (/ECONNREFUSED/.test(message)) return `Check that the broker runs and listens at ${url}.`;
  if (/ENOTFOUND|EAI_AGAIN/.test(message))
    return `The host name in ${url} is unknown: check its spelling and DNS.`;
  if (/certificate|self.signed|altname/i.test(message))
    return `The broker's certificate is not trusted: give its authority as tls.ca, or correct the host name in ${url}.`;
  if (/authori[sz]ed|user name|password/i.test(message))
    return 'The broker refuses these credentials: check username and password.';
  return `Check the network between here and ${url}, and the log of the broker.`;
}
