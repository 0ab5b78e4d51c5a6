import { z } from 'zod';
import type { Shape, Stored } from './collection';

/** What a store needs to know of a shape. */
export type Kind<T extends Stored> = {
  name: string;
  /** Top-level fields, `id` and `revision` among them. */
  fields: ReadonlySet<string>;
  /** Fields that can hold several values. */
  lists: ReadonlySet<string>;
  /** Throws where a document must not be stored: it does not fit the schema, has a field of no name there, or an id that no store takes. */
  check(document: T): void;
  /** A document as it was stored → as the feature knows it. Throws, naming the collection and id, where it no longer fits. */
  read(stored: unknown, id: string): T;
};

const isList = (type: unknown): boolean => {
  if (type instanceof z.ZodArray) return true;
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault) return isList(type.unwrap());
  return type instanceof z.ZodUnion && type.options.some(isList);
};

/** Each top-level field with the types it has; a union's members are looked into. */
const fieldsOf = (schema: unknown, name: string): [string, unknown][] => {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsOf(option, name));
  throw new Error(`${name}: the schema must be a zod object, or a union of objects.`);
};

const misfits = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.code}`).join(', ');

/** Reads a shape once, when it is opened. */
export const kindOf = <T extends Stored>({ name, schema, indexes }: Shape<T>): Kind<T> => {
  if (!/^[a-zA-Z][\w-]{0,60}$/.test(name)) throw new Error(`“${name}” cannot be the name of a collection.`);
  const types = fieldsOf(schema, name);
  const fields = new Set(types.map(([field]) => field));
  const indexed = indexes.flatMap((index) => index.fields);
  const unknown = ['id', 'revision', ...indexed].find((field) => !fields.has(field));
  if (unknown) throw new Error(`${name}: the schema has no field ${unknown}.`);
  const lists = new Set(types.filter(([, type]) => isList(type)).map(([field]) => field));
  if (indexes.some((index) => index.unique && index.fields.some((field) => lists.has(field))))
    throw new Error(`${name}: a list cannot be part of a unique index.`);
  return {
    name,
    fields,
    lists,
    check(document) {
      const { id } = document;
      if (id === '' || id === '__proto__') throw new Error(`${name}: a document needs another id.`);
      const extra = Object.keys(document).find((field) => !fields.has(field));
      if (extra) throw new Error(`${name} ${id}: there is no field ${extra.slice(0, 40)}.`);
      const parsed = schema.safeParse(document);
      if (!parsed.success) throw new Error(`${name} ${id} does not fit its schema (${misfits(parsed.error)}).`);
    },
    read(stored, id) {
      const parsed = schema.safeParse(stored);
      if (!parsed.success) throw new Error(`${name} ${id}, as it was stored, no longer fits its schema (${misfits(parsed.error)}).`);
      return parsed.data;
    },
  };
};
