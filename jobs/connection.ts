import { Redis } from 'ioredis';
import type { Log } from '../src/log';
import { within } from '../src/within';

const ABSENT = 'Redis does not answer. Check REDIS_URL, or leave it out to use the embedded queue.';

/** A connection that fails fast, for adding work. Throws within `deadline` milliseconds where there is no Redis, never naming the address. */
export const fastConnection = async (url: string, log: Log, deadline: number): Promise<Redis> => {
  const retryStrategy = (times: number) => Math.min(times * 100, 2_000);
  const connection = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    lazyConnect: true,
    retryStrategy,
  });
  connection.on('error', (error) => log.warn('redis', { error: error.message }));
  const ready = new Promise<void>((resolve) => connection.once('ready', resolve));
  connection.connect().catch(() => undefined);
  try {
    await within(ready, deadline, ABSENT);
  } catch {
    connection.disconnect();
    throw new Error(ABSENT);
  }
  return connection;
};

/** A connection that waits through outages, as a BullMQ worker needs it. */
export const patientConnection = (url: string, log: Log): Redis => {
  const connection = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(times * 100, 2_000) });
  connection.on('error', (error) => log.warn('redis', { error: error.message }));
  return connection;
};
