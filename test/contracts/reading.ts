import { z } from 'zod';
import { change, type Filter, type Shape, type Stored } from '../../src/store/collection';
import { aNote, day, ids, type Note, noteShape, notes, store } from './note';

/** What every store finds, counts and removes, and what it refuses to be asked. */
export const testReading = (): void => {
  describe('find', () => {
    beforeEach(async () => {
      await notes.insert(aNote('a', { count: 3, dueAt: day(1), takenBy: 'me', tags: ['red', 'blue'], reminders: [day(1), day(2)] }));
      await notes.insert(aNote('b', { count: 1, dueAt: day(2), takenBy: null, tags: ['red'], reminders: [day(9)] }));
      await notes.insert(aNote('c', { count: 2, dueAt: day(3), open: false, council: 'leeds' }));
      await notes.insert(aNote('d', { count: 2, dueAt: day(4), open: false }));
    });

    test.each<[string, Filter<Note>, string]>([
      ['everything', {}, 'abcd'],
      ['an id', { id: 'b' }, 'b'],
      ['a text', { council: 'leeds' }, 'c'],
      ['a number', { count: 2 }, 'cd'],
      ['a revision', { revision: 0 }, 'abcd'],
      ['false', { open: false }, 'cd'],
      ['a date', { dueAt: day(3) }, 'c'],
      ['null, which also means missing', { takenBy: null }, 'bcd'],
      ['one of several', { count: { in: [1, 3] } }, 'ab'],
      ['one of several ids', { id: { in: ['a', 'd', 'x'] } }, 'ad'],
      ['one of several, null among them', { takenBy: { in: ['me', null] } }, 'abcd'],
      ['one of several dates', { dueAt: { in: [day(1), day(4)] } }, 'ad'],
      ['one of none', { id: { in: [] } }, ''],
      ['before a date, not at it', { dueAt: { before: day(3) } }, 'ab'],
      ['from a date, and at it', { dueAt: { from: day(3) } }, 'cd'],
      ['before a number', { count: { before: 2 } }, 'b'],
      ['from a number', { count: { from: 2 } }, 'acd'],
      ['a range of the other kind', { count: { from: day(1) } }, ''],
      ['how a text starts', { title: { starts: 'Title' } }, 'abcd'],
      ['how an id starts', { id: { starts: 'c' } }, 'c'],
      ['how a text starts, not where else it stands', { council: { starts: 'eds' } }, ''],
      ['how a text starts, each letter as itself', { title: { starts: 'T.tle (a|b)' } }, ''],
      ['how an item of a list starts', { tags: { starts: 'bl' } }, 'a'],
      ['one item of a list', { tags: 'red' }, 'ab'],
      ['one of several items of a list', { tags: { in: ['red', 'blue'] } }, 'ab'],
      ['a range in a list, each document once', { reminders: { before: day(3) } }, 'a'],
      ['several conditions', { open: true, dueAt: { from: day(2) }, council: 'camden' }, 'b'],
      ['several conditions with null', { open: true, takenBy: null }, 'b'],
      ['the fields of a unique index', { council: 'camden', title: 'Title d' }, 'd'],
    ])('by %s', async (_, filter, expected) => {
      expect((await ids(filter)).join('')).toBe(expected);
      expect(await notes.count(filter)).toBe(expected.length);
    });

    test('sorts up and down, and by id where two are alike', async () => {
      expect(await ids({}, { sort: ['count', 'up'] })).toEqual(['b', 'c', 'd', 'a']);
      expect(await ids({}, { sort: ['count', 'down'] })).toEqual(['a', 'c', 'd', 'b']);
      expect(await ids({}, { sort: ['dueAt', 'down'] })).toEqual(['d', 'c', 'b', 'a']);
    });

    test('cuts pages', async () => {
      expect(await ids({}, { sort: ['count', 'up'], limit: 2 })).toEqual(['b', 'c']);
      expect(await ids({}, { sort: ['count', 'up'], limit: 2, skip: 2 })).toEqual(['d', 'a']);
      expect(await ids({}, { sort: ['count', 'up'], skip: 3 })).toEqual(['a']);
      expect(await ids({}, { limit: 0 })).toEqual([]);
      expect(await ids({}, { limit: 2 })).toHaveLength(2);
      await expect(ids({}, { limit: -1 })).rejects.toThrow(/whole numbers/);
      await expect(ids({}, { sort: ['secret' as never, 'up'] })).rejects.toThrow(/cannot sort/);
    });

    test.each<[string, unknown]>([
      ['an operator', { title: { $ne: null } }],
      ['an operator beside a condition', { count: { in: [1], $gt: 0 } }],
      ['two conditions at once', { count: { before: 1, from: 0 } }],
      ['an empty object', { title: {} }],
      ['a list', { title: ['a'] }],
      ['a regular expression', { title: /./ }],
      ['undefined', { council: undefined }],
      ['operators among the values', { title: { in: [{ $ne: null }] } }],
      ['an operator as a bound', { dueAt: { before: { $gt: 0 } } }],
      ['a pattern as a start', { title: { starts: /./ } }],
      ['an empty start', { title: { starts: '' } }],
      ['no date', { dueAt: { before: new Date(Number.NaN) } }],
      ['an operator as a field', { $where: 'true' }],
      ['a field that is not there', { admin: true }],
      ['a path', { 'ratings.x.text': 'met' }],
      ['__proto__', JSON.parse('{"__proto__":{"x":1}}')],
    ])('refuses %s in a filter, for every operation', async (_, filter) => {
      await expect(notes.find(filter as Filter<Note>)).rejects.toThrow(/^notes\d+: /);
      await expect(notes.count(filter as Filter<Note>)).rejects.toThrow(/^notes\d+: /);
      await expect(notes.remove(filter as Filter<Note>)).rejects.toThrow(/^notes\d+: /);
      expect(await notes.count({})).toBe(4);
    });
  });

  test('remove takes what fits, says how many, and frees what they held', async () => {
    for (const id of ['a', 'b', 'c']) await notes.insert(aNote(id, { open: id !== 'c' }));
    expect(await notes.remove({ open: true })).toBe(2);
    expect(await notes.remove({ open: true })).toBe(0);
    expect(await ids({})).toEqual(['c']);
    expect(await notes.insert(aNote('x', { title: 'Title a' }))).toBe(true);
  });

  test('change gives undefined where there is nothing, and does not save what is unchanged', async () => {
    expect(await change(notes, 'a', (before) => before)).toBeUndefined();
    await notes.insert(aNote('a'));
    expect(await change(notes, 'a', (before) => before)).toEqual(aNote('a'));
    expect((await notes.get('a'))?.revision).toBe(0);
  });

  const odd: [what: string, typed: string, kept?: string][] = [
    ['an operator’s name', '$where'],
    ['an operator as JSON', '{"$ne":null}'],
    ['the name of a property all objects have', 'constructor'],
    ['a NUL', 'a\0b'],
    ['every kind of line end', '\u2028line\u2029\x85\v\f\r\n'],
    ['half a pair of surrogates', 'half \ud83d of a pair', 'half \ufffd of a pair'],
    ['__proto__', '__proto__'],
    ['an emoji of several', 'whole 👩🏽‍💻'],
    ['40,000 letters', 'x'.repeat(40_000)],
  ];
  test.each(odd)('keeps a text with %s, and finds by it', async (_, typed, kept = typed) => {
    await notes.insert(aNote('a', { title: typed, tags: [typed], ratings: { one: { at: day(1), text: typed } } }));
    await notes.insert(aNote('b'));
    const found = await notes.find({ title: typed });
    expect(found).toEqual([aNote('a', { title: kept, tags: [kept], ratings: { one: { at: day(1), text: kept } } })]);
    expect(await ids({ title: { in: [typed] } })).toEqual(['a']);
  });

  test.each(odd.slice(0, 6))('keeps a document under an id with %s', async (_, typed) => {
    expect(await notes.insert(aNote(typed))).toBe(true);
    expect(await notes.insert(aNote(typed))).toBe(false);
    expect((await notes.get(typed))?.count).toBe(0);
  });

  test('keeps records under any name but __proto__, which harms nothing', async () => {
    const ratings = JSON.parse('{"poll.new":0,"$where":0,"$date":0,"%24;":0,"":0,"constructor":0}');
    for (const key of Object.keys(ratings)) ratings[key] = { at: day(1), text: key };
    await notes.insert(aNote('a', { ratings }));
    expect((await notes.get('a'))?.ratings).toEqual(ratings);
    expect(await notes.replace(aNote('a', { ratings }))).toBe(true);
    expect((await notes.get('a'))?.ratings).toEqual(ratings);
    const hostile = JSON.parse('{"__proto__":{"at":0,"text":"polluted"}}');
    await notes.insert(aNote('b', { ratings: hostile })).catch(() => undefined);
    expect(Object.keys((await notes.get('b'))?.ratings ?? {})).toEqual([]);
    expect(({} as { text?: string }).text).toBeUndefined();
  });

  test('refuses a NUL in the name of a record', async () => {
    await expect(notes.insert(aNote('a', { ratings: { 'a\0b': { at: day(1), text: '' } } }))).rejects.toThrow(/NUL|null/i);
    expect(await notes.count({})).toBe(0);
    expect(await notes.insert(aNote('a'))).toBe(true);
  });

  test('opens a collection under one name once', async () => {
    const first = store.open(noteShape('notesShared'));
    await first.insert(aNote('a'));
    expect(await store.open(noteShape('notesShared')).get('a')).toEqual(aNote('a'));
  });

  test.each<[string, Partial<Shape<Note>>]>([
    ['an index on a field that is not there', { indexes: [{ fields: ['nothing' as never] }] }],
    ['a unique index with a list', { indexes: [{ fields: ['council', 'tags'], unique: true }] }],
    ['a schema that is not an object', { schema: z.string() as never }],
    ['a schema without a revision', { schema: z.object({ id: z.string() }) as never }],
    ['a name that is a path', { name: '../notes' }],
  ])('refuses a shape with %s', (_, over) => {
    expect(() => store.open({ ...noteShape('notesBad'), ...over })).toThrow();
  });

  test('takes a union of objects for a schema', async () => {
    type Either = Stored & ({ kind: 'a'; one: string } | { kind: 'b'; two: number });
    const base = { id: z.string(), revision: z.number() };
    const schema = z.discriminatedUnion('kind', [
      z.object({ ...base, kind: z.literal('a'), one: z.string() }),
      z.object({ ...base, kind: z.literal('b'), two: z.number() }),
    ]);
    const both = store.open<Either>({ name: `either${Math.random().toString(36).slice(2)}`, schema, indexes: [{ fields: ['kind'] }] });
    await both.insert({ id: '1', revision: 0, kind: 'a', one: 'x' });
    await both.insert({ id: '2', revision: 0, kind: 'b', two: 2 });
    expect(await both.find({ kind: 'b' })).toEqual([{ id: '2', revision: 0, kind: 'b', two: 2 }]);
  });

  test('answers a ping', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
};
