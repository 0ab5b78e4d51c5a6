import { z } from 'zod';
import type { Collection, Filter, Shape, Store } from '../../src/store/collection';

export const note = z.object({
  id: z.string(),
  revision: z.number(),
  council: z.string(),
  title: z.string(),
  count: z.number(),
  open: z.boolean(),
  dueAt: z.date(),
  takenBy: z.string().nullish(),
  tags: z.array(z.string()),
  reminders: z.array(z.date()),
  ratings: z.record(z.string(), z.object({ at: z.date(), text: z.string() })),
});
export type Note = z.infer<typeof note>;

/** A shape with every kind of field and index. */
export const noteShape = (name: string): Shape<Note> => ({
  name,
  schema: note,
  indexes: [
    { fields: ['council', 'title'], unique: true },
    { fields: ['open', 'dueAt'] },
    { fields: ['tags'] },
    { fields: ['reminders'] },
    { fields: ['count'] },
    { fields: ['dueAt'], expireSeconds: 50 * 365 * 86_400 },
  ],
});

export const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));
export const aNote = (id: string, over: Partial<Note> = {}): Note => ({
  id,
  revision: 0,
  council: 'camden',
  title: `Title ${id}`,
  count: 0,
  open: true,
  dueAt: day(1),
  tags: [],
  reminders: [],
  ratings: {},
  ...over,
});

export let store: Store;
export let notes: Collection<Note>;
const used: string[] = [];

/** A store opened once and closed at the end, with an empty collection of notes for each test. */
export const useNotes = (open: () => Promise<Store>): void => {
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.close());
  beforeEach(() => {
    notes = store.open(noteShape(`notes${used.push('')}`));
  });
};

export const ids = async (filter: Filter<Note>, options?: Parameters<Collection<Note>['find']>[1]): Promise<string[]> =>
  (await notes.find(filter, options ?? { sort: ['id', 'up'] })).map((found) => found.id);
