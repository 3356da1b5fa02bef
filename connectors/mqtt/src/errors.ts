import { VeinlineError } from '@veinline/base';

/** Settings that no retry can mend; `code` is MQTT_SETTINGS. */
export class MqttSettingsError extends VeinlineError {
  constructor(connector: string, problems: readonly string[]) {
    super('MQTT_SETTINGS', `The MQTT connector ${connector} cannot start: ${problems.join('; ')}.`, {
      hint: 'Correct these settings in the plant file; the README of connectors/mqtt lists all of them.',
      details: { connector, problems },
    });
  }
}

/** An address that is no topic of one value; `code` is MQTT_ADDRESS. */
export class MqttAddressError extends VeinlineError {
  constructor(address: string, reason: string) {
    super('MQTT_ADDRESS', `"${address}" is not an MQTT address: ${reason}.`, {
      hint: 'Write one topic without wildcards, and for a field of a JSON payload its pointer: plant/bio1#/ph.',
      details: { address },
    });
  }
}

/** A payload that could not be understood; `code` is MQTT_PAYLOAD. Counted, never fatal. */
export class MqttPayloadError extends VeinlineError {
  constructor(topic: string, reason: string) {
    super('MQTT_PAYLOAD', `A message on ${topic} was rejected: ${reason}.`, {
      hint: 'Send a number, or JSON such as {"value":7.1,"timestamp":"2026-01-31T12:00:00Z"}.',
      details: { topic },
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
