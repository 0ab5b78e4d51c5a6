import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { embeddedStore } from '../../../adapters/embedded/store';
import type { Collection, Shape, Store } from '../../../src/store/collection';
import { aNote, day, type Note, note, noteShape } from '../../contracts/note';
import { keepingLog } from '../../support/turns';

const GONE = 2 ** 22 + 1;

/** Closes the file under the store's hands, so that its next write fails as on a broken disk (Linux). */
const breakDescriptors = (path: string): void => {
  for (const descriptor of readdirSync('/proc/self/fd')) {
    let target = '';
    try {
      target = readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      continue;
    }
    if (target === realpathSync(path)) closeSync(Number(descriptor));
  }
};

describe('The files of the embedded store', () => {
  let dir: string;
  let store: Store;
  let log = keepingLog();
  const shape = noteShape('notes');
  const file = () => join(dir, 'notes.db');
  const open = async (of: Shape<Note> = shape): Promise<Collection<Note>> => {
    store = await embeddedStore({ dir, log });
    return store.open(of);
  };
  const reopen = async (of: Shape<Note> = shape): Promise<Collection<Note>> => {
    await store.close();
    return open(of);
  };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'guildhall-files-'));
    log = keepingLog();
  });
  afterEach(async () => {
    await store?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('hold everything through a restart, odd texts, names and dates among it', async () => {
    const notes = await open();
    const odd = aNote('a\u2028\x85', {
      title: 'ends \u2028 \u2029 \x85 \0 \ud83d',
      ratings: { 'a.b': { at: day(2), text: '$where' }, $date: { at: new Date(0), text: '\u2028' } },
      reminders: [day(3)],
    });
    await notes.insert(odd);
    await notes.insert(aNote('b'));
    await notes.insert(aNote('c'));
    await notes.replace(aNote('b', { count: 5 }));
    await notes.remove({ id: 'c' });
    const after = await reopen();
    expect(await after.count({})).toBe(2);
    expect(await after.get(odd.id)).toEqual({ ...odd, title: odd.title.toWellFormed() });
    expect(await after.get('b')).toEqual(aNote('b', { count: 5, revision: 1 }));
    expect(await after.insert(aNote('d', { title: 'Title b' }))).toBe(false);
  });

  test('can be read by this user only', async () => {
    await (await open()).insert(aNote('a'));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('take the indexes of the shape as it is now, not as it was', async () => {
    const unique: Shape<Note> = { name: 'notes', schema: note, indexes: [{ fields: ['count'], unique: true }] };
    const notes = await open(unique);
    await notes.insert(aNote('a'));
    expect(await notes.insert(aNote('b'))).toBe(false);
    const freed = await reopen({ ...unique, indexes: [] });
    expect(await freed.insert(aNote('b'))).toBe(true);
    const strict = await reopen(unique);
    await expect(strict.count({})).rejects.toThrow(/^notes: stored documents break a unique index/);
    await expect(store.ping()).rejects.toThrow(/unique index/);
  });

  test('name the collection and the document where what is stored no longer fits', async () => {
    const loose = { ...shape, schema: note.extend({ count: z.union([z.number(), z.string()]) }) } as unknown as Shape<Note>;
    await (await open(loose)).insert(aNote('old', { count: 'many' as never }));
    const notes = await reopen();
    await expect(notes.get('old')).rejects.toThrow('notes old, as it was stored, no longer fits its schema (count: invalid_type)');
    await expect(notes.find({})).rejects.toThrow(/notes old/);
  });

  test.each(['{"_id":"torn","revi', '{"_id":"torn"}', '\0\0\0\0'])('lose only a last line that a crash cut short: %j', async (torn) => {
    await (await open()).insert(aNote('a'));
    await store.close();
    appendFileSync(file(), torn);
    const notes = await open();
    expect(await notes.find({})).toEqual([aNote('a')]);
    await notes.insert(aNote('b'));
    expect(await (await reopen()).count({})).toBe(2);
    expect(log.lines.join()).toMatch(/cut short by a crash/);
  });

  test('are left alone where a line in the middle is damaged', async () => {
    const notes = await open();
    for (const id of ['a', 'b', 'c']) await notes.insert(aNote(id));
    await store.close();
    const damaged = readFileSync(file(), 'utf8').replace('"_id":"b"', '"_id":b');
    writeFileSync(file(), damaged);
    await expect((await open()).get('a')).rejects.toThrow(/notes\.db cannot be read or is damaged, so nothing was changed/);
    expect(readFileSync(file(), 'utf8')).toBe(damaged);
  });

  test('are the truth: a write that failed is not remembered, and the next succeeds once the disk does', async () => {
    const notes = await open();
    await notes.insert(aNote('a'));
    renameSync(file(), `${file()}.aside`);
    mkdirSync(file());
    breakDescriptors(`${file()}.aside`);
    const results = await Promise.allSettled([notes.insert(aNote('b')), notes.insert(aNote('c')), notes.replace(aNote('a', { count: 9 }))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(notes.get('a')).rejects.toThrow();
    await expect(store.ping()).rejects.toThrow();
    rmdirSync(file());
    renameSync(`${file()}.aside`, file());
    expect(await notes.find({})).toEqual([aNote('a')]);
    expect(await notes.insert(aNote('b'))).toBe(true);
    await store.ping();
    expect(await (await reopen()).count({})).toBe(2);
  });

  test('shrink at a start: history goes, documents stay', async () => {
    const notes = await open();
    await notes.insert(aNote('a'));
    for (let index = 0; index < 50; index += 1) await notes.replace(aNote('a', { revision: index, count: index }));
    const before = statSync(file()).size;
    expect(await (await reopen()).get('a')).toMatchObject({ count: 49 });
    expect(statSync(file()).size).toBeLessThan(before / 5);
  });

  test('drop what has expired at a start, many at once', async () => {
    const expiring: Shape<Note> = { name: 'notes', schema: note, indexes: [{ fields: ['dueAt'], expireSeconds: 60 }] };
    const notes = await open(expiring);
    const later = new Date(Date.now() + 60_000);
    await Promise.all(
      Array.from({ length: 1_200 }, (_, index) => notes.insert(aNote(`n${index}`, { dueAt: index === 7 ? later : day(1) }))),
    );
    const after = await reopen(expiring);
    for (let tries = 0; tries < 100 && (await after.count({})) > 1; tries += 1) await new Promise((done) => setTimeout(done, 20));
    expect((await after.find({})).map(({ id }) => id)).toEqual(['n7']);
    expect(await (await reopen(expiring)).count({})).toBe(1);
  });

  test('finish what was begun before the store closes, and take nothing after', async () => {
    const notes = await open();
    const begun = Array.from({ length: 20 }, (_, index) => notes.insert(aNote(`n${index}`)));
    await store.close();
    expect((await Promise.all(begun)).every(Boolean)).toBe(true);
    await expect(notes.insert(aNote('late'))).rejects.toThrow('The store is closed.');
    await expect(notes.get('n1')).rejects.toThrow('The store is closed.');
    expect(await (await open()).count({})).toBe(20);
  });

  test('have what was acknowledged after the process was killed', async () => {
    const script = join(dir, 'insert.ts');
    const root = join(__dirname, '../../..');
    writeFileSync(
      script,
      `import { embeddedStore } from '${root}/adapters/embedded/store';
       import { aNote, noteShape } from '${root}/test/contracts/note';
       const none = () => undefined;
       void embeddedStore({ dir: '${dir}', log: { info: none, warn: none, error: none } }).then(async (store) => {
         const notes = store.open(noteShape('notes'));
         for (let n = 0; ; n += 1) { await notes.insert(aNote('n' + n)); process.stdout.write(n + '\\n'); }
       });`,
    );
    const child = spawn(process.execPath, ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let told = '';
    const exited = new Promise((resolve) => child.on('exit', resolve));
    child.stdout.on('data', (bytes) => {
      told += bytes;
      if (told.split('\n').length > 300) child.kill('SIGKILL');
    });
    await exited;
    await expect(open()).resolves.toBeDefined();
    const acknowledged = told.slice(0, told.lastIndexOf('\n')).split('\n');
    expect(acknowledged.length).toBeGreaterThan(299);
    const kept = new Set((await store.open(shape).find({})).map(({ id }) => id));
    expect(acknowledged.filter((n) => !kept.has(`n${n}`))).toEqual([]);
    expect(await store.open(shape).insert(aNote('after'))).toBe(true);
  });

  describe('The lock', () => {
    test('keeps a second store out, and says who has it', async () => {
      await open();
      await expect(embeddedStore({ dir, log })).rejects.toThrow(`is in use by process ${process.pid}; only one process`);
      await reopen();
    });

    test('keeps another process out while this one lives', async () => {
      writeFileSync(join(dir, 'lock'), String(process.ppid));
      await expect(embeddedStore({ dir, log })).rejects.toThrow(`is in use by process ${process.ppid}; only one process`);
      expect(readFileSync(join(dir, 'lock'), 'utf8')).toBe(String(process.ppid));
    });

    test.each([
      ['a process that is gone', String(GONE)],
      ['this process id in an earlier life, as in a container', String(process.pid)],
      ['nobody', ''],
    ])('left by %s is taken over', async (_, content) => {
      writeFileSync(join(dir, 'lock'), content);
      const notes = await open();
      expect(readFileSync(join(dir, 'lock'), 'utf8')).toBe(String(process.pid));
      expect(await notes.insert(aNote('a'))).toBe(true);
    });

    test('lets go at the close', async () => {
      await open();
      await store.close();
      expect(() => statSync(join(dir, 'lock'))).toThrow(/ENOENT/);
    });
  });
});
