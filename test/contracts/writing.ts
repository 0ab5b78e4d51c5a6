import { change } from '../../src/store/collection';
import { aNote, day, type Note, notes } from './note';

/** What every store does with what is saved. */
export const testWriting = (): void => {
  describe('insert', () => {
    test('keeps every kind of value, dates among them', async () => {
      const full = aNote('a', {
        takenBy: 'slack:T1:U1',
        tags: ['x', 'y'],
        reminders: [new Date(0), day(2)],
        ratings: { E09000007: { at: day(3), text: 'met' } },
        dueAt: new Date('2026-10-25T00:59:59.999Z'),
      });
      expect(await notes.insert(full)).toBe(true);
      expect(await notes.get('a')).toEqual(full);
      expect((await notes.get('a'))?.ratings.E09000007?.at).toBeInstanceOf(Date);
    });

    test('leaves out what is undefined', async () => {
      await notes.insert(aNote('a', { takenBy: undefined }));
      expect(await notes.get('a')).toStrictEqual(aNote('a'));
    });

    test('says false and changes nothing where the id is taken', async () => {
      await notes.insert(aNote('a'));
      expect(await notes.insert(aNote('a', { title: 'Another' }))).toBe(false);
      expect((await notes.get('a'))?.title).toBe('Title a');
    });

    test('says false and changes nothing where a unique index is taken, all of its fields together', async () => {
      await notes.insert(aNote('a', { title: 'Same' }));
      expect(await notes.insert(aNote('b', { title: 'Same' }))).toBe(false);
      expect(await notes.get('b')).toBeUndefined();
      expect(await notes.insert(aNote('c', { title: 'Same', council: 'leeds' }))).toBe(true);
    });

    test('lets one of many that come at once have the id', async () => {
      const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => notes.insert(aNote('a', { count: index }))));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect((await notes.get('a'))?.count).toBe(taken.indexOf(true));
    });

    test('refuses a field that the schema does not have, and a value that does not fit', async () => {
      await expect(notes.insert({ ...aNote('a'), admin: true } as Note)).rejects.toThrow(/no field admin/);
      await expect(notes.insert(aNote('a', { count: 'many' as never }))).rejects.toThrow(
        /a does not fit its schema \(count: invalid_type\)/,
      );
      await expect(notes.insert(aNote('a', { title: { $ne: null } as never }))).rejects.toThrow(/does not fit/);
      expect(await notes.count({})).toBe(0);
    });

    test.each(['', '__proto__'])('refuses %j as an id', async (id) => {
      await expect(notes.insert(aNote(id))).rejects.toThrow(/another id/);
      expect(await notes.get(id)).toBeUndefined();
    });

    test('gives a document of one’s own: changing it changes nothing stored', async () => {
      const given = aNote('a', { tags: ['x'] });
      await notes.insert(given);
      given.tags.push('y');
      (await notes.get('a'))?.tags.push('z');
      expect((await notes.get('a'))?.tags).toEqual(['x']);
    });
  });

  describe('replace', () => {
    test('saves with the next revision', async () => {
      await notes.insert(aNote('a', { takenBy: 'me' }));
      expect(await notes.replace(aNote('a', { count: 7 }))).toBe(true);
      expect(await notes.get('a')).toStrictEqual(aNote('a', { count: 7, revision: 1 }));
    });

    test('says false and changes nothing where somebody saved since, or nothing is there', async () => {
      await notes.insert(aNote('a'));
      await notes.replace(aNote('a', { count: 1 }));
      expect(await notes.replace(aNote('a', { count: 2 }))).toBe(false);
      expect(await notes.replace(aNote('b'))).toBe(false);
      expect(await notes.find({})).toEqual([aNote('a', { count: 1, revision: 1 })]);
    });

    test('says false and changes nothing where a unique index is taken', async () => {
      await notes.insert(aNote('a', { title: 'Same' }));
      await notes.insert(aNote('b'));
      expect(await notes.replace(aNote('b', { title: 'Same' }))).toBe(false);
      expect(await notes.get('b')).toEqual(aNote('b'));
      expect(await notes.insert(aNote('c', { title: 'Title b' }))).toBe(false);
    });

    test('lets the old value of a unique index be used again', async () => {
      await notes.insert(aNote('a', { title: 'Old' }));
      await notes.replace(aNote('a', { title: 'New' }));
      expect(await notes.insert(aNote('b', { title: 'Old' }))).toBe(true);
    });

    test('refuses what does not fit', async () => {
      await notes.insert(aNote('a'));
      await expect(notes.replace({ ...aNote('a'), admin: true } as Note)).rejects.toThrow(/no field admin/);
      await expect(notes.replace(aNote('a', { dueAt: new Date(Number.NaN) }))).rejects.toThrow(/does not fit/);
      expect((await notes.get('a'))?.revision).toBe(0);
    });

    test('ends at 50 after 50 changes at once, each by one', async () => {
      await notes.insert(aNote('a'));
      await Promise.all(Array.from({ length: 50 }, () => change(notes, 'a', (before) => ({ ...before, count: before.count + 1 }))));
      expect(await notes.get('a')).toMatchObject({ count: 50, revision: 50 });
    });
  });
};
