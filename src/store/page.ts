import type { Stored } from './collection';
import type { Kind } from './kind';

/** How `find` was asked to sort and cut. `limit` undefined means all. Documents that sort alike follow by id, so that pages do not overlap. */
export type Page = { sort?: { field: string; direction: 1 | -1 }; limit?: number; skip: number };

type Asked = { sort?: readonly [string, 'up' | 'down']; limit?: number; skip?: number };

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Reads the options of `find`. Throws for an unknown field or a number that counts nothing. */
export const readPage = <T extends Stored>(kind: Kind<T>, { sort, limit, skip = 0 }: Asked): Page => {
  if (!isCount(skip) || (limit !== undefined && !isCount(limit))) throw new Error(`${kind.name}: limit and skip are whole numbers from 0.`);
  if (!sort) return { limit, skip };
  const [field, way] = sort;
  if (!kind.fields.has(field)) throw new Error(`${kind.name}: cannot sort by a field they do not have (${field.slice(0, 40)}).`);
  return { sort: { field, direction: way === 'up' ? 1 : -1 }, limit, skip };
};
