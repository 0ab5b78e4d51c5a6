import { nearest } from '../chat/nearest';
import { NotFound, UserError } from '../errors';
import type { Assessment } from './assessment';

const simple = (words: string): string => words.toLowerCase().replace(/\s+/g, ' ').trim();

/** Words that begin with the name of a service, quoted or not, and what follows. Straight and curly quotes are the same. */
export const quotedName = (words: string): { name: string; rest: string } | undefined => {
  const [, name = '', rest = ''] = /^["“”'‘’]([^"“”]{1,200}?)["“”'’](?=\s|$)\s*([\s\S]*)$/.exec(words.trim()) ?? [];
  return name ? { name: name.trim(), rest: rest.trim() } : undefined;
};

/** The assessment that words begin with, and the rest of the words. Names need no quotes; the longest that fits is meant. */
export const findNamed = (all: readonly Assessment[], words: string): { assessment: Assessment; rest: string } => {
  if (all.length === 0) throw new NotFound('Your council has no assessments yet. Start one: check start "NAME OF THE SERVICE" beta');
  if (words.trim() === '')
    throw new UserError(
      `Name the service. Your council has ${all
        .map(({ service }) => `“${service}”`)
        .slice(0, 8)
        .join(', ')}.`,
    );
  const quoted = quotedName(words);
  const wanted = simple(quoted ? quoted.name : words);
  const fits = all
    .filter(({ service }) => (quoted ? simple(service) === wanted : wanted === simple(service) || wanted.startsWith(`${simple(service)} `)))
    .sort((a, b) => b.service.length - a.service.length);
  const [best, second] = fits;
  if (best && second && simple(best.service) === simple(second.service)) {
    const newest = [best, second].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0] as Assessment;
    return { assessment: newest, rest: quoted ? quoted.rest : restAfter(words, newest.service) };
  }
  if (best) return { assessment: best, rest: quoted ? quoted.rest : restAfter(words, best.service) };
  const [first = ''] = wanted.split(/\s+\d+(\s|$)/);
  const near = nearest(
    first,
    all.map(({ service }) => simple(service)),
  );
  const meant = all.find(({ service }) => simple(service) === near);
  throw new NotFound(
    `I cannot find “${(quoted?.name ?? first).slice(0, 60)}” among your council’s assessments.${meant ? ` Did you mean “${meant.service}”?` : ' Type “check” to see them.'}`,
  );
};

/** What follows a name, however its spaces were typed. */
const restAfter = (words: string, name: string): string => {
  const pattern = name
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  return words
    .trim()
    .replace(new RegExp(`^${pattern}`, 'i'), '')
    .trim();
};
