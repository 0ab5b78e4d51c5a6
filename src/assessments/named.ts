import { nearest } from '../chat/nearest';
import { NotFound, UserError } from '../errors';
import { type Assessment, PHASES } from './assessment';

type Found = { assessment: Assessment; rest: string };

/** Words as they are compared: capitals, spaces and the kind of apostrophe do not count. */
const simple = (words: string): string => words.toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, ' ').trim();

/** A service’s name as it stands in a command. */
export const quoted = (service: string): string => (/["“”]/.test(service) ? service : `"${service}"`);

/** An assessment as it is named in words that somebody is to type: the phase tells it from others of the same service. */
export const inWords = ({ service, phase }: Assessment): string => `${quoted(service)} ${phase}`;

/** How services are called among each other: with what tells them apart where two have the same name. */
export const namesAmong = (all: readonly Assessment[]): ((one: Assessment) => string) => {
  const times = new Map<string, number>();
  for (const { service } of all) times.set(simple(service), (times.get(simple(service)) ?? 0) + 1);
  return ({ service, phase, cameFrom }) =>
    (times.get(simple(service)) ?? 0) < 2 ? service : `${service} (${[phase, cameFrom?.at(-1)?.name].filter(Boolean).join(', from ')})`;
};

const LONGEST = 200;
const DOUBLE = '"“”';
const SINGLE = "'‘’";

/**
 * How words that begin with a name in quotes can be read. Only the kind of quote that opened a name ends it, so apostrophes may stand in
 * double quotes. In single ones each of them may be the end.
 */
export const quotedNames = (words: string): { name: string; rest: string }[] => {
  const typed = words.trim();
  const kind = [DOUBLE, SINGLE].find((quotes) => typed !== '' && quotes.includes(typed.charAt(0)));
  if (!kind) return [];
  const ends = [...typed.matchAll(new RegExp(`[${kind}](?=\\s|$)`, 'g'))].map(({ index }) => index).filter((index) => index > 0);
  return (kind === DOUBLE ? ends.slice(0, 1) : ends)
    .filter((end) => end <= LONGEST + 1)
    .map((end) => ({ name: typed.slice(1, end).trim(), rest: typed.slice(end + 1).trim() }))
    .filter(({ name }) => name !== '');
};

/** Of assessments of one service, the one in the phase that the words go on with, or else the newest. */
const inPhase = (fits: readonly Assessment[], rest: string): Found | undefined => {
  const [word = ''] = rest.split(/\s+/, 1);
  const phase = PHASES.find((one) => one === word.toLowerCase());
  const [newest] = fits.filter((one) => !phase || one.phase === phase).sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  if (newest) return { assessment: newest, rest: phase ? rest.slice(word.length).trim() : rest };
  if (!fits[0]) return undefined;
  const phases = PHASES.filter((one) => fits.some((fit) => fit.phase === one));
  throw new NotFound(`“${fits[0].service}” has no assessment in ${phase}, only in ${phases.join(' and ')}.`);
};

/** Names need no quotes; the longest that fits is meant. */
const unquoted = (all: readonly Assessment[], typed: string): Found | undefined => {
  const wanted = simple(typed);
  const fits = all.filter(({ service }) => wanted === simple(service) || wanted.startsWith(`${simple(service)} `));
  const [name = ''] = fits.map(({ service }) => service).sort((a, b) => simple(b).length - simple(a).length);
  return inPhase(
    fits.filter(({ service }) => simple(service) === simple(name)),
    restAfter(typed, name),
  );
};

/** The assessment that words begin with, by its id as buttons have it or by its service, and the rest of the words. */
export const findNamed = (all: readonly Assessment[], words: string): Found => {
  const typed = words.trim();
  if (all.length === 0) throw new NotFound('Your council has no assessments yet. Start one: check start "NAME OF THE SERVICE" beta');
  if (typed === '')
    throw new UserError(
      `Name the service. Your council has ${all
        .map(({ service }) => `“${service}”`)
        .slice(0, 8)
        .join(', ')}.`,
    );
  const [first = ''] = typed.split(/\s+/, 1);
  const pressed = all.find(({ id }) => id === first);
  if (pressed) return { assessment: pressed, rest: typed.slice(first.length).trim() };
  const readings = quotedNames(typed);
  for (const { name, rest } of readings.toReversed()) {
    const found = inPhase(
      all.filter(({ service }) => simple(service) === simple(name)),
      rest,
    );
    if (found) return found;
  }
  const found = unquoted(all, typed);
  if (found) return found;
  throw notFound(all, readings[0]?.name ?? typed.split(/\s+\d+(?:\s|$)/, 1)[0] ?? '');
};

const notFound = (all: readonly Assessment[], name: string): NotFound => {
  const near = nearest(
    simple(name),
    all.map(({ service }) => simple(service)),
  );
  const meant = all.find(({ service }) => simple(service) === near);
  return new NotFound(
    `I cannot find “${name.slice(0, 60)}” among your council’s assessments.${meant ? ` Did you mean “${meant.service}”?` : ' Type “check” to see them.'}`,
  );
};

/** What follows a name, however its spaces and apostrophes were typed. */
const restAfter = (typed: string, name: string): string => {
  const pattern = name
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/['‘’]/g, "['‘’]"))
    .join('\\s+');
  return typed.replace(new RegExp(`^${pattern}`, 'i'), '').trim();
};
