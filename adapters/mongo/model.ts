import { type Connection, type Model, type Mongoose, Schema } from 'mongoose';
import type { Index, Stored } from '../../src/store/collection';
import type { Kind } from '../../src/store/kind';
import type { Raw } from './collection';

/** A mongoose model with the top-level fields of a kind. What is inside them is the zod schema's business. */
export const modelOf = <T extends Stored>(mongoose: Mongoose, connection: Connection, kind: Kind<T>): Model<Raw> => {
  const fields = [...kind.fields].filter((field) => field !== 'id').map((field) => [field, { type: mongoose.Schema.Types.Mixed }] as const);
  const schema = new Schema(
    { ...Object.fromEntries(fields), _id: { type: String, required: true } },
    { id: false, versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
  );
  return connection.model<Raw>(kind.name, schema as unknown as Schema<Raw>, kind.name);
};

/** Makes the indexes that are not there yet, which on a large collection can take minutes. Throws where one is there but differs. */
export const makeIndexes = async <T extends Stored>(model: Model<Raw>, indexes: readonly Index<T>[]): Promise<void> => {
  for (const { fields, unique, expireSeconds } of indexes) {
    const keys = Object.fromEntries(fields.map((field) => [field === 'id' ? '_id' : field, 1 as const]));
    const options = { ...(unique ? { unique } : {}), ...(expireSeconds === undefined ? {} : { expireAfterSeconds: expireSeconds }) };
    await model.collection.createIndex(keys, options).catch((cause) => {
      throw new Error(`MongoDB could not make the index on ${model.modelName} (${fields.join(', ')}).`, { cause });
    });
  }
};
