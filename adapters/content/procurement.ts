import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ContentErrors } from './content-errors';
import { readYaml } from './yaml-file';

const schema = z.strictObject({
  source: z.url(),
  thresholds: z.array(z.strictObject({ from: z.iso.date(), pounds: z.number().int().positive() })).min(1),
  steps: z.array(z.strictObject({ days: z.number().int().min(0), what: z.string().min(1), threshold: z.boolean().optional() })).min(1),
  notes: z.array(z.string().min(1)),
});

/** Dated facts about buying. Throws with file, line and field where the file is not sound. */
export const readProcurement = (path: string): z.infer<typeof schema> => {
  const read = readYaml(path, readFileSync(path, 'utf8'), schema);
  if ('mistakes' in read) throw new ContentErrors(read.mistakes);
  return read.value;
};
