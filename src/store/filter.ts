import type { Filter, Scalar, Stored } from './collection';
import type { Kind } from './kind';

/** One condition of a filter, read. All of them must hold. */
export type Rule = { field: string } & (
  | { is: 'one'; of: readonly Scalar[] }
  | { is: 'before'; bound: Date | number }
  | { is: 'from'; bound: Date | number }
  | { is: 'starts'; pattern: RegExp }
);

const isDate = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());
const isBound = (value: unknown): value is Date | number => isDate(value) || (typeof value === 'number' && !Number.isNaN(value));
const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || isBound(value);

/** Matches a text that starts with these letters, whatever they are; a store finds it in an index. */
const startPattern = (letters: string): RegExp => new RegExp(`^${letters.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}`);

const readCondition = (field: string, condition: unknown): Rule | undefined => {
  if (isScalar(condition)) return { field, is: 'one', of: [condition] };
  if (typeof condition !== 'object' || condition === null) return undefined;
  const [entry, ...others] = Object.entries(condition);
  if (!entry || others.length > 0) return undefined;
  const [key, value] = entry;
  if (key === 'in' && Array.isArray(value) && value.every(isScalar)) return { field, is: 'one', of: value };
  if (key === 'before' && isBound(value)) return { field, is: 'before', bound: value };
  if (key === 'from' && isBound(value)) return { field, is: 'from', bound: value };
  if (key === 'starts' && typeof value === 'string' && value !== '') return { field, is: 'starts', pattern: startPattern(value) };
  return undefined;
};

/** A filter → rules. Throws for a field the documents do not have, and for anything that is not exactly a condition (undefined too). */
export const readFilter = <T extends Stored>(kind: Kind<T>, filter: Filter<T>): Rule[] =>
  Object.entries(filter).map(([field, condition]) => {
    if (!kind.fields.has(field)) throw new Error(`${kind.name}: cannot look for a field they do not have (${field.slice(0, 40)}).`);
    const rule = readCondition(field, condition);
    if (!rule)
      throw new Error(`${kind.name}: the condition on ${field} is neither a value nor exactly one of in, before, from and starts.`);
    return rule;
  });
