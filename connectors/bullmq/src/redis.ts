import { Redis } from 'ioredis';
import { queueUnreachable } from './errors.ts';

const answerMs = 5_000;

/** A connection that waits out a restart of Redis instead of failing the command under way. */
export function connect(url: string): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  // Without a listener a lost connection would end the process; ioredis connects again by itself.
  redis.on('error', () => undefined);
  return redis;
}

/**
 * Waits for a first answer.
 * @throws VeinlineError QUEUE_UNREACHABLE if none comes within 5 s
 */
export async function expectAnswer(redis: Redis, url: string): Promise<void> {
  let last: unknown = new Error(`no answer in ${answerMs / 1000} s`);
  const remember = (error: unknown): void => {
    last = error;
  };
  redis.on('error', remember);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(queueUnreachable(url, last)), answerMs);
  });
  try {
    await Promise.race([redis.ping(), late]);
  } finally {
    clearTimeout(timer);
    redis.off('error', remember);
  }
}
