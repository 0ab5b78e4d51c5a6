import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { embeddedValkey } from '../../../adapters/embedded/valkey';

describe('The embedded Valkey', () => {
  let valkey: Awaited<ReturnType<typeof embeddedValkey>>;
  beforeAll(async () => {
    valkey = await embeddedValkey();
  });
  afterAll(() => valkey?.close());

  test('runs jobs of BullMQ', async () => {
    const connection = new Redis(valkey.url, { maxRetriesPerRequest: null });
    const queue = new Queue('jobs', { connection });
    const done = new Promise((resolve) => {
      const worker: Worker = new Worker('jobs', async (job) => job.data.n * 2, { connection });
      worker.on('completed', (_job, result) => void worker.close().then(() => resolve(result)));
    });
    await queue.add('double', { n: 21 });
    expect(await done).toBe(42);
    await queue.close();
    connection.disconnect();
  });

  test('listens on this machine only, on a port of its own each time', async () => {
    const other = await embeddedValkey();
    expect(new URL(valkey.url).hostname).toBe('127.0.0.1');
    expect(new URL(other.url).port).not.toBe(new URL(valkey.url).port);
    const [one, two] = [new Redis(valkey.url), new Redis(other.url)];
    await one.set('key', 'mine');
    expect(await two.get('key')).toBeNull();
    one.disconnect();
    two.disconnect();
    await other.close();
  });

  test('lets in only who has its address', async () => {
    const stranger = new Redis({ host: '127.0.0.1', port: Number(new URL(valkey.url).port), retryStrategy: null });
    stranger.on('error', () => undefined);
    await expect(stranger.set('key', 'theirs')).rejects.toThrow(/NOAUTH/);
    stranger.disconnect();
  });

  test('is gone after close', async () => {
    const short = await embeddedValkey();
    await short.close();
    const late = new Redis(short.url, { retryStrategy: null, lazyConnect: true });
    late.on('error', () => undefined);
    await expect(late.connect()).rejects.toThrow();
  });
});
