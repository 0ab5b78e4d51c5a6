import type { Collection, Filter, Stored } from '../../src/store/collection';
import { type Rule, readFilter } from '../../src/store/filter';
import type { Kind } from '../../src/store/kind';
import { readPage } from '../../src/store/page';
import { escapeNames, unescapeNames, wellFormed } from './escape';
import type { Table } from './table';

const nameOf = (field: string): string => (field === 'id' ? '_id' : field);

const part = (rule: Rule): Record<string, unknown> => {
  const name = nameOf(rule.field);
  switch (rule.is) {
    case 'before':
      return { [name]: { $lt: rule.bound } };
    case 'from':
      return { [name]: { $gte: rule.bound } };
    case 'starts':
      return { [name]: rule.pattern };
    case 'one': {
      const values = rule.of.map((value) => (typeof value === 'string' ? wellFormed(value) : value));
      if (values.includes(null)) return { $or: [{ [name]: { $in: values } }, { [name]: { $exists: false } }] };
      return { [name]: values.length === 1 ? values[0] : { $in: values } };
    }
  }
};

/** Rules → nedb's query. Plain ones stay at the top level, where nedb uses its indexes. */
const queryOf = <T extends Stored>(kind: Kind<T>, filter: Filter<T>): Record<string, unknown> => {
  const parts = readFilter(kind, filter).map(part);
  const alternatives = parts.filter((one) => '$or' in one);
  return Object.assign({}, ...parts.filter((one) => !('$or' in one)), alternatives.length > 0 ? { $and: alternatives } : {});
};

const toStored = <T extends Stored>({ id, ...fields }: T): Record<string, unknown> => escapeNames({ _id: id, ...fields });

const fromStored = <T extends Stored>(kind: Kind<T>, stored: Record<string, unknown>): T => {
  const { _id, ...fields } = unescapeNames(stored);
  return kind.read({ id: _id, ...fields }, String(_id));
};

/** The port's collection over one nedb table. */
export const embeddedCollection = <T extends Stored>(kind: Kind<T>, table: Table): Collection<T> => ({
  async get(id) {
    const stored = await (await table.data()).findOneAsync({ _id: wellFormed(String(id)) });
    return stored ? fromStored(kind, stored) : undefined;
  },
  async insert(document) {
    kind.check(document);
    const inserted = await table.write((data) => data.insertAsync(toStored(document)));
    return inserted !== false;
  },
  async replace(document) {
    kind.check(document);
    const stored = toStored({ ...document, revision: document.revision + 1 });
    const result = await table.write((data) => data.updateAsync({ _id: stored._id, revision: document.revision }, stored));
    return result !== false && result.numAffected === 1;
  },
  async find(filter, options = {}) {
    const query = queryOf(kind, filter);
    const { sort, limit, skip } = readPage(kind, options);
    if (limit === 0) return [];
    const cursor = (await table.data()).findAsync(query).skip(skip);
    if (limit !== undefined) cursor.limit(limit);
    if (sort) cursor.sort({ [nameOf(sort.field)]: sort.direction, _id: 1 });
    return (await cursor).map((stored: Record<string, unknown>) => fromStored(kind, stored));
  },
  async count(filter) {
    const query = queryOf(kind, filter);
    return Number(await (await table.data()).countAsync(query));
  },
  async remove(filter) {
    const query = queryOf(kind, filter);
    return Number(await table.write((data) => data.removeAsync(query, { multi: true })));
  },
});
