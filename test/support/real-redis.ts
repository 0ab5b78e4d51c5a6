import { binary } from './redis-server';
import { describeWith } from './skipped';

export { REDIS_START, type RealRedis, realRedis } from './redis-server';

/** `describe` for tests that need a real Redis. */
export const describeRedis = describeWith(binary, 'Redis', 'REDIS_SERVER_BINARY');
