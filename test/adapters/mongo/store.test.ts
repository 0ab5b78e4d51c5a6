import { createServer, type Socket } from 'node:net';
import os from 'node:os';
import mongoose from 'mongoose';
import { mongoStore } from '../../../adapters/mongo/store';
import { change, type Shape, type Store } from '../../../src/store/collection';
import { testCollections } from '../../contracts/collections';
import { aNote, type Note, note, noteShape } from '../../contracts/note';
import { describeMongo, MONGO_START, type RealMongo, realMongo } from '../../support/real-mongo';
import { quietLog } from '../../support/turns';

const failure = async (work: Promise<unknown>): Promise<{ message: string; ms: number; error: unknown }> => {
  const start = Date.now();
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  return { message: String(error?.message), ms: Date.now() - start, error };
};

describeMongo('MongoDB', () => {
  let mongo: RealMongo;
  beforeAll(async () => {
    mongo = (await realMongo()) as RealMongo;
  }, MONGO_START);
  afterAll(() => mongo?.stop());
  const open = (): Promise<Store> => mongoStore({ uri: mongo.uri, log: quietLog });

  const directly = () => mongoose.createConnection(mongo.uri, { runtimeAdapters: { os } }).asPromise();

  testCollections('MongoDB', open);

  test('makes the indexes of a shape, and no others, before the first answer', async () => {
    const store = await open();
    await store.open(noteShape('indexed')).count({});
    const direct = await directly();
    const indexes = (await direct.collection('indexed').indexes()).map(({ key, unique, expireAfterSeconds }) => ({
      key,
      unique,
      expireAfterSeconds,
    }));
    expect(indexes).toContainEqual({ key: { council: 1, title: 1 }, unique: true, expireAfterSeconds: undefined });
    expect(indexes).toContainEqual({ key: { dueAt: 1 }, unique: undefined, expireAfterSeconds: 50 * 365 * 86_400 });
    expect(indexes).toHaveLength(7);
    await Promise.all([direct.close(), store.close()]);
  });

  test('says so where an index is there but differs', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const shape = noteShape('changed');
    await one.open(shape).count({});
    const index = { fields: ['dueAt' as const], expireSeconds: 60 };
    const { message } = await failure(other.open({ ...shape, indexes: [index] }).count({}));
    expect(message).toBe('MongoDB could not make the index on changed (dueAt).');
    await Promise.all([one.close(), other.close()]);
  });

  test('shares documents between processes: 50 changes through two stores end at 50', async () => {
    const stores = await Promise.all([open(), open()]);
    const notes = stores.map((store) => store.open(noteShape('shared')));
    await notes[0]?.insert(aNote('a'));
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        change(notes[index % 2] as NonNullable<(typeof notes)[0]>, 'a', (before) => ({ ...before, count: before.count + 1 })),
      ),
    );
    expect(await notes[1]?.get('a')).toMatchObject({ count: 50, revision: 50 });
    await Promise.all(stores.map((store) => store.close()));
  });

  test('names the collection and the document where what is stored no longer fits', async () => {
    const store = await open();
    const direct = await directly();
    await direct.collection<{ _id: string; revision: number }>('misfits').insertOne({ _id: 'old', revision: 0 });
    await expect(store.open(noteShape('misfits')).get('old')).rejects.toThrow(/^misfits old, as it was stored, no longer fits/);
    await Promise.all([direct.close(), store.close()]);
  });

  test('has every acknowledged document after MongoDB was killed, and goes on once it is back', async () => {
    const store = await mongoStore({ uri: mongo.uri, deadlineMs: 1_500, log: quietLog });
    const notes = store.open(noteShape('killed'));
    for (let index = 0; index < 20; index += 1) await notes.insert(aNote(`n${index}`));
    await mongo.kill();
    const { ms, error } = await failure(notes.insert(aNote('late')));
    // It may come from Node itself, whose Error is not Jest’s.
    expect(error).toHaveProperty('message');
    expect(ms).toBeLessThan(4_000);
    await expect(store.ping()).rejects.toThrow();
    await mongo.restart();
    expect(await notes.count({ council: 'camden' })).toBeGreaterThanOrEqual(20);
    await store.ping();
    await store.close();
  }, 60_000);

  test('drops what has expired', async () => {
    const store = await open();
    const shape: Shape<Note> = { name: 'expiring', schema: note, indexes: [{ fields: ['dueAt'], expireSeconds: 60 }] };
    const notes = store.open(shape);
    await notes.insert(aNote('old'));
    await notes.insert(aNote('new', { dueAt: new Date() }));
    for (let tries = 0; tries < 100 && (await notes.count({})) > 1; tries += 1) await new Promise((done) => setTimeout(done, 200));
    expect(await notes.find({})).toMatchObject([{ id: 'new' }]);
    await store.close();
  }, 30_000);
});

describe('A MongoDB that cannot be had', () => {
  const secret = 'pa55word';

  test.each([
    ['nobody listens', 'mongodb://user:pa55word@127.0.0.1:1/guildhall', /^No MongoDB server answered at MONGODB_URI within 0.5 seconds/],
    ['the address is none', 'user:pa55word@127.0.0.1', /^MONGODB_URI is not an address/],
    ['the address is broken', 'mongodb://user:pa55word@[::/x?=', /^MONGODB_URI is not an address/],
    ['an option is unknown', 'mongodb://user:pa55word@127.0.0.1/x?nonsense=pa55word', /MONGODB_URI/],
  ])('where %s, throws in time, naming the variable and not its value', async (_, uri, expected) => {
    const { message, ms, error } = await failure(mongoStore({ uri, deadlineMs: 500, log: quietLog }));
    expect(message).toMatch(expected);
    expect(ms).toBeLessThan(1_500);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret);
  });

  test('where the server takes connections but says nothing, throws in time', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const { message, ms } = await failure(mongoStore({ uri: `mongodb://127.0.0.1:${port}/x`, deadlineMs: 500, log: quietLog }));
    expect(message).toMatch(/^No MongoDB server answered at MONGODB_URI/);
    expect(ms).toBeLessThan(1_500);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});
