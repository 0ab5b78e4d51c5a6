import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ContentErrors } from './content-errors';
import { readYaml } from './yaml-file';

const cpv = z.string().regex(/^\d{8}$/, 'must be eight digits');
const schema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be lower-case words joined by hyphens'),
      name: z.string().min(1).max(75),
      also: z.array(z.string().min(1)),
      cpv: z.array(cpv),
    }),
  )
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two categories have the same id');

/** What councils buy. Throws with file, line and field where the file is not sound. */
export const readCategories = (path: string): z.infer<typeof schema> => {
  const read = readYaml(path, readFileSync(path, 'utf8'), schema);
  if ('mistakes' in read) throw new ContentErrors(read.mistakes);
  return read.value;
};
