import os from 'node:os';
import { type Connection, type ConnectOptions, Mongoose } from 'mongoose';
import type { Log } from '../../src/log';
import type { Collection, Shape, Store, Stored } from '../../src/store/collection';
import { kindOf } from '../../src/store/kind';
import { mongoCollection } from './collection';
import { makeIndexes, modelOf } from './model';

const LATE = 'late';
/** How long a server that was reached may say nothing, in milliseconds: long enough for a large removal. */
const SILENCE = 10_000;

// Saved means: in the journal, on most members. Otherwise a MongoDB that is killed forgets its last tenth of a second.
const options = (deadlineMs: number): ConnectOptions => ({
  serverSelectionTimeoutMS: deadlineMs,
  connectTimeoutMS: deadlineMs,
  socketTimeoutMS: SILENCE,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
  ignoreUndefined: true,
  readPreference: 'primary',
  writeConcern: { w: 'majority', journal: true },
  // Otherwise the driver (7.8) imports it in a way that Jest cannot, and the server refuses the handshake.
  runtimeAdapters: { os },
});

/** The driver's own errors can quote the address, password and all: only their names go on. */
const refused = (error: unknown, deadlineMs: number): Error => {
  const { name, message, code } = error as { name?: string; message?: string; code?: unknown };
  if (name === 'MongoServerError') return new Error('MongoDB refused the user, password or database in MONGODB_URI.');
  if (message === LATE || /Selection|Network|Timeout/.test(name ?? '') || typeof code === 'string')
    return new Error(`No MongoDB server answered at MONGODB_URI within ${deadlineMs / 1_000} seconds.`);
  return new Error(`MONGODB_URI is not an address that MongoDB’s driver can use (${name}).`);
};

const connect = async (mongoose: Mongoose, uri: string, deadlineMs: number): Promise<Connection> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(LATE)), deadlineMs);
  });
  const connection = mongoose.createConnection();
  try {
    await Promise.race([connection.openUri(uri, options(deadlineMs)), late]);
    return connection;
  } catch (error) {
    await connection.destroy().catch(() => undefined);
    throw refused(error, deadlineMs);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Documents in MongoDB. Connects at once: throws within `deadlineMs` where no server answers, naming MONGODB_URI and not its
 * value; later operations do the same. Indexes are made when a collection is first used.
 */
export const mongoStore = async ({ uri, deadlineMs = 4_000, log }: { uri: string; deadlineMs?: number; log: Log }): Promise<Store> => {
  const mongoose = new Mongoose({ sanitizeFilter: true, strictQuery: 'throw', autoIndex: false, autoCreate: false });
  const connection = await connect(mongoose, uri, deadlineMs);
  connection.on('error', (error) => log.error('The connection to MongoDB broke', error));
  connection.on('disconnected', () => log.warn('MongoDB does not answer'));
  connection.on('reconnected', () => log.info('MongoDB answers again'));
  const opened = new Map<string, unknown>();

  return {
    open<T extends Stored>(shape: Shape<T>): Collection<T> {
      const before = opened.get(shape.name);
      if (before) return before as Collection<T>;
      const kind = kindOf(shape);
      const model = modelOf(mongoose, connection, kind);
      let indexed: Promise<void> | undefined;
      const collection = mongoCollection(kind, async () => {
        indexed ??= makeIndexes(model, shape.indexes).catch((error) => {
          indexed = undefined;
          throw error;
        });
        await indexed;
        return model;
      });
      opened.set(shape.name, collection);
      return collection;
    },
    async ping() {
      await connection.db?.command({ ping: 1 });
    },
    async close() {
      await connection.close();
    },
  };
};
