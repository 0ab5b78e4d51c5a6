import { binary } from './mongo-server';
import { describeWith } from './skipped';

export { MONGO_START, type RealMongo, realMongo } from './mongo-server';

/** `describe` for tests that need a real MongoDB. */
export const describeMongo = describeWith(binary, 'MongoDB', 'MONGOMS_SYSTEM_BINARY');
