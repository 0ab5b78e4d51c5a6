import { UserError } from '../errors';

/** What councils buy. `cpv`: codes for notices. */
export type Category = { id: string; name: string; also: readonly string[]; cpv: readonly string[] };

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The category that words name: its id, its name, or what people call it. Undefined where none or several fit. */
export const findCategory = (all: readonly Category[], typed: string): Category | undefined => {
  const wanted = plain(typed);
  if (wanted === '') return undefined;
  const names = ({ id, name, also }: Category): string[] => [id, name, ...also].map(plain);
  const exact = all.find((one) => names(one).includes(wanted));
  if (exact) return exact;
  const near = all.filter((one) => names(one).some((name) => ` ${name} `.includes(` ${wanted} `) || ` ${wanted} `.includes(` ${name} `)));
  return near.length === 1 ? near[0] : undefined;
};

/** Throws a sentence with what comes near. */
export const readCategory = (all: readonly Category[], typed: string): string => {
  const found = findCategory(all, typed);
  if (found) return found.id;
  throw new UserError(`I know no category “${typed.trim().slice(0, 40)}”. Use one of: ${all.map(({ id }) => id).join(', ')}.`);
};

export const categoryName = (all: readonly Category[], id: string): string => all.find((one) => one.id === id)?.name ?? id;
