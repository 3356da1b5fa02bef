import { connectAsync } from 'mqtt';
import type { IClientOptions } from 'mqtt';

/** How long a survey listens, and what ends it early. */
export interface SurveyOptions {
  readonly windowMs: number;
  readonly signal?: AbortSignal;
  /** Called for each message; returning true ends the survey. */
  readonly onMessage: (topic: string, payload: Buffer) => boolean;
}

/**
 * Listens to topics for a while on a connection of its own, so that the session of the subscriptions is not
 * touched. Retained messages come first. Rejects if the broker cannot be reached.
 */
export async function survey(
  url: string,
  options: IClientOptions,
  filters: readonly string[],
  { windowMs, signal, onMessage }: SurveyOptions,
): Promise<void> {
  const passing: IClientOptions = {
    ...options,
    clientId: `${options.clientId}-look`,
    clean: true,
    reconnectPeriod: 0,
  };
  delete passing.properties;
  const client = await connectAsync(url, passing, false);
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, windowMs);
      const finish = (): void => {
        clearTimeout(timer);
        resolve();
      };
      signal?.addEventListener('abort', finish, { once: true });
      client.once('close', finish);
      client.on('message', (topic, payload) => {
        if (onMessage(topic, payload)) finish();
      });
      client.subscribeAsync([...filters], { qos: 0 }).catch((error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  } finally {
    await client.endAsync(true);
  }
}
