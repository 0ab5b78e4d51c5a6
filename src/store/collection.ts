import type { z } from 'zod';

/** What every stored document has. `revision` counts its changes, so that two writers cannot overwrite each other. */
export type Stored = { id: string; revision: number };

export type Scalar = string | number | boolean | Date | null;
/**
 * A condition on one field: an exact value, one of several, a range, or how a text starts. A list field meets it where one of its items does; null
 * also means missing. Nothing that a person typed can be an operator: any other object, and undefined, throws.
 */
export type Condition = Scalar | { in: readonly Scalar[] } | { before: Date | number } | { from: Date | number } | { starts: string };
export type Filter<T> = { readonly [K in keyof T]?: Condition };

export type Index<T> = {
  fields: readonly (keyof T & string)[];
  unique?: boolean /** Documents go this long after the date in the (only) field. */;
  expireSeconds?: number;
};

/** A kind of document: declared once beside its feature, opened by whichever store runs. */
export type Shape<T extends Stored> = { name: string; schema: z.ZodType<T>; indexes: readonly Index<T>[] };

/**
 * Port: documents of one kind. One document holds what must change together, so single-document atomicity is all that is
 * promised, on files and on MongoDB alike.
 */
export type Collection<T extends Stored> = {
  get(id: string): Promise<T | undefined>;
  /** False, and no effect, where the id or a unique index is taken. Throws where the document does not fit its schema. */
  insert(document: T): Promise<boolean>;
  /** Saves with revision + 1. False, and no effect, where somebody saved since `document` was read, or a unique index is taken. */
  replace(document: T): Promise<boolean>;
  find(filter: Filter<T>, options?: { sort?: readonly [keyof T & string, 'up' | 'down']; limit?: number; skip?: number }): Promise<T[]>;
  count(filter: Filter<T>): Promise<number>;
  /** Returns how many went. */
  remove(filter: Filter<T>): Promise<number>;
};

/** Port: where documents are kept. */
export type Store = {
  open<T extends Stored>(shape: Shape<T>): Collection<T>;
  /** Throws where the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** Reads, changes and saves one document; reads again where somebody else saved in between. Undefined where there is none. */
export const change = async <T extends Stored>(documents: Collection<T>, id: string, rule: (document: T) => T): Promise<T | undefined> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const before = await documents.get(id);
    if (!before) return undefined;
    const after = rule(before);
    if (after === before) return before;
    if (await documents.replace(after)) return { ...after, revision: before.revision + 1 };
  }
  throw new Error(`Could not save ${id}: it kept changing.`);
};
