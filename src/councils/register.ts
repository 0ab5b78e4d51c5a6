import { distance } from '../chat/nearest';
import type { Council, Register } from './council';

/** Longer words name no council, and comparing them would only cost time. */
const LONGEST = 100;
const FILLER = new Set(
  'council councils borough city county district metropolitan royal corporation of the and upon cc bc dc mbc lb ua authority'.split(' '),
);

/** Lower case, no accents or punctuation: "St. Helen’s" → "st helens". */
const plainWords = (typed: string): string[] =>
  typed
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’`.]/g, '')
    .replace(/&/g, ' and ')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => (word === 'saint' ? 'st' : word));

/** What tells one council from another: "London Borough of Camden" → "camden". Words that are all filler stay. */
const core = (words: readonly string[]): string => {
  const rest = words.filter((word) => !FILLER.has(word));
  const borough = rest[0] === 'london' && rest.length > 1 && words.includes('borough');
  return (borough ? rest.slice(1) : rest.length > 0 ? rest : words).join(' ');
};

type Entry = { council: Council; full: ReadonlySet<string>; cores: readonly string[] };

const entryOf = (council: Council): Entry => {
  const names = [council.name, council.shortName, ...council.aliases].map(plainWords);
  return { council, full: new Set(names.map((words) => words.join(' '))), cores: [...new Set(names.map(core))] };
};

const isPart = (wanted: readonly string[], name: string): boolean => {
  const words = name.split(' ');
  return wanted.every((word) => words.some((other) => other === word || (word.length >= 3 && other.startsWith(word))));
};

/** Present ones before past ones; otherwise in the order of the register. */
const presentFirst = (found: readonly Entry[]): Council[] => [
  ...found.filter(({ council }) => !council.to).map(({ council }) => council),
  ...found.filter(({ council }) => council.to).map(({ council }) => council),
];

const finder = (entries: readonly Entry[]): Pick<Register, 'find' | 'near'> => {
  const byNames = (typed: string): Council[] => {
    const words = plainWords(typed);
    const wanted = core(words);
    if (wanted === '') return [];
    const same = entries.filter(({ cores }) => cores.includes(wanted));
    const typedName = words.join(' ');
    const exact = same.filter(({ full }) => full.has(typedName));
    if (exact.length === 1 && typedName !== wanted) return presentFirst(exact);
    if (same.length > 0) return presentFirst([...new Set([...exact, ...same])]);
    const part = entries.filter(({ cores }) => cores.some((name) => isPart(wanted.split(' '), name)));
    if (part.length > 0) return presentFirst(part);
    return presentFirst(
      wanted.length < 4
        ? []
        : entries.filter(({ cores }) =>
            cores.some((name) => name.length >= 4 && Math.abs(name.length - wanted.length) <= 1 && distance(wanted, name) <= 1),
          ),
    );
  };
  const apart = (wanted: string, { cores }: Entry): number => Math.min(...cores.map((name) => distance(wanted, name)));
  return {
    find: byNames,
    near: (typed, limit) => {
      const wanted = core(plainWords(typed.slice(0, LONGEST)));
      return entries
        .filter(({ council }) => !council.to)
        .map((entry) => ({ entry, apart: apart(wanted, entry) }))
        .sort((a, b) => a.apart - b.apart)
        .slice(0, limit)
        .map(({ entry }) => entry.council);
    },
  };
};

/** The register over checked data. */
export const register = (all: readonly Council[]): Register => {
  const byId = new Map(all.map((council) => [council.id, council]));
  const byGss = new Map(all.flatMap((council) => council.gss.map((code) => [code, council] as const)));
  const { find, near } = finder(all.map(entryOf));
  const gss = (code: string) => byGss.get(code.trim().toUpperCase());
  return {
    all,
    byId: (id) => byId.get(id),
    byGss: gss,
    find: (words) => {
      if (words.length > LONGEST) return [];
      const known = gss(words);
      return known ? [known] : find(words);
    },
    near,
  };
};
