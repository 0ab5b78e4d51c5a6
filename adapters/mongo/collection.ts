import { type Model, trusted } from 'mongoose';
import type { Collection, Filter, Stored } from '../../src/store/collection';
import { type Rule, readFilter } from '../../src/store/filter';
import type { Kind } from '../../src/store/kind';
import { readPage } from '../../src/store/page';

/** A document as MongoDB has it. */
export type Raw = { _id: string } & Record<string, unknown>;

const DUPLICATE = 11_000;

const nameOf = (field: string): string => (field === 'id' ? '_id' : field);

// Trusted: these operators are ours. `sanitizeFilter` disarms all others.
const conditionOf = (rule: Rule): unknown => {
  switch (rule.is) {
    case 'before':
      return trusted({ $lt: rule.bound });
    case 'from':
      return trusted({ $gte: rule.bound });
    case 'starts':
      return rule.pattern;
    case 'one':
      return rule.of.length === 1 ? rule.of[0] : trusted({ $in: rule.of });
  }
};

const queryOf = <T extends Stored>(kind: Kind<T>, filter: Filter<T>): Record<string, unknown> =>
  Object.fromEntries(readFilter(kind, filter).map((rule) => [nameOf(rule.field), conditionOf(rule)]));

const toRaw = <T extends Stored>({ id, ...fields }: T): Raw => ({ ...fields, _id: id });
const fromRaw = <T extends Stored>(kind: Kind<T>, { _id, ...fields }: Raw): T => kind.read({ ...fields, id: _id }, _id);

const unlessTaken = async (saved: Promise<boolean>): Promise<boolean> =>
  saved.catch((error: { code?: unknown }) => {
    if (error.code === DUPLICATE) return false;
    throw error;
  });

/** The port's collection over one mongoose model. `ready` makes its indexes the first time, and gives the model. */
export const mongoCollection = <T extends Stored>(kind: Kind<T>, ready: () => Promise<Model<Raw>>): Collection<T> => ({
  async get(id) {
    const raw = await (await ready()).findOne({ _id: String(id) }).lean<Raw>();
    return raw ? fromRaw(kind, raw) : undefined;
  },
  async insert(document) {
    kind.check(document);
    const model = await ready();
    return unlessTaken(model.insertOne(toRaw(document)).then(() => true));
  },
  async replace(document) {
    kind.check(document);
    const model = await ready();
    const raw = toRaw({ ...document, revision: document.revision + 1 });
    return unlessTaken(
      model.replaceOne({ _id: document.id, revision: document.revision }, raw).then(({ matchedCount }) => matchedCount === 1),
    );
  },
  async find(filter, options = {}) {
    const query = queryOf(kind, filter);
    const { sort, limit, skip } = readPage(kind, options);
    if (limit === 0) return [];
    const asked = (await ready()).find(query).skip(skip);
    if (limit !== undefined) asked.limit(limit);
    if (sort) asked.sort({ [nameOf(sort.field)]: sort.direction, _id: 1 });
    return (await asked.lean<Raw[]>()).map((raw) => fromRaw(kind, raw));
  },
  async count(filter) {
    const query = queryOf(kind, filter);
    return (await ready()).countDocuments(query);
  },
  async remove(filter) {
    const query = queryOf(kind, filter);
    return (await (await ready()).deleteMany(query)).deletedCount;
  },
});
