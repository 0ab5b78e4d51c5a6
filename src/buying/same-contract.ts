import type { Contract } from './contract';

/** What stands in the column of references where there is none. */
const NONE = new Set(
  [
    'na nil no none null nan tbc tba tbd unknown undefined notknown notapplicable notavailable notprovided notassigned noref noreference',
    'nonumber pending awaiting awaited various blank missing ref reference contract x xx xxx',
  ].flatMap((words) => words.split(' ')),
);

/** The reference of a contract; empty for a word that only says there is none. */
export const realReference = (typed: string): string => {
  const letters = typed.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return NONE.has(letters) || /^0*$/.test(letters) ? '' : typed;
};

const bare = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What a contract is known by: as the register has it, where an officer wrote it otherwise. */
type Signs = { reference: string; title: string; supplier: string; ends: string; whole: string };
const signsOf = (one: Contract): Signs => {
  const { what, supplier, ends, extension, notice, band } = one.line ?? one;
  return {
    reference: realReference(one.reference).toLowerCase(),
    title: bare(what),
    supplier: bare(supplier).replace(/ (ltd|limited|plc|llp|llc|inc|cic)$/, ''),
    ends,
    whole: JSON.stringify([one.reference, what, supplier, ends, extension, notice, band]),
  };
};

type Way = {
  /** Those with the same key are the same; an empty one says nothing. */
  key(signs: Signs): string;
  /** Only where neither the list nor the file has the key twice. */
  alone?: true;
  /** What must be so besides. */
  and?(kept: Signs, read: Signs): boolean;
};
const keyed = (...parts: string[]): string => (parts[0] === '' ? '' : parts.join('\n'));
const oneIsWithout = (kept: Signs, read: Signs): boolean => kept.reference === '' || read.reference === '';

/** How a line finds the contract that it is about, the surest way first. Whatever finds none is new: a contract twice is seen and mended, a lost one is not. */
const WAYS: readonly Way[] = [
  { key: ({ whole }) => whole },
  { key: ({ reference, title, supplier, ends }) => keyed(reference, title, supplier, ends) },
  { key: ({ reference, title, ends }) => keyed(reference, title, ends), alone: true },
  { key: ({ reference, title }) => keyed(reference, title), alone: true },
  // Typed by hand, or the register gave it a number since, or another one.
  { key: ({ title, supplier, ends }) => keyed(title, supplier, ends), and: oneIsWithout },
  { key: ({ title, supplier, ends }) => keyed(title, supplier, ends), alone: true },
  // The numbers of lines are references too, and the next file has them in another order: so something else must be the same.
  {
    key: ({ reference }) => reference,
    alone: true,
    and: (kept, read) => kept.ends === read.ends || (kept.supplier !== '' && kept.supplier === read.supplier),
  },
  { key: ({ title, supplier }) => keyed(title, supplier), alone: true, and: oneIsWithout },
  {
    key: ({ title, ends }) => keyed(title, ends),
    alone: true,
    and: (kept, read) => oneIsWithout(kept, read) && (kept.supplier === '' || read.supplier === ''),
  },
];

const grouped = <T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const there = groups.get(key(one));
    if (there) there.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
};

type Known = { one: Contract; signs: Signs };
const known = (all: readonly Contract[]): Known[] => all.map((one) => ({ one, signs: signsOf(one) }));

/** Which of the kept contracts each line that was read is about. Two lines are never about the same one. */
export const sameContracts = (kept: readonly Contract[], read: readonly Contract[]): Map<Contract, Contract> => {
  const [there, lines] = [known(kept), known(read)];
  const found = new Map<Contract, Contract>();
  const taken = new Set<Contract>();
  for (const { key, alone, and } of WAYS) {
    const ones = grouped(there, ({ signs }) => key(signs));
    for (const [sign, about] of grouped(lines, ({ signs }) => key(signs))) {
      const same = ones.get(sign) ?? [];
      if (sign === '' || (alone && (same.length > 1 || about.length > 1))) continue;
      const free = same.filter(({ one }) => !taken.has(one));
      for (const { one: line, signs } of about) {
        if (found.has(line)) continue;
        const at = free.findIndex((other) => !and || and(other.signs, signs));
        const [match] = at < 0 ? [] : free.splice(at, 1);
        if (!match) continue;
        found.set(line, match.one);
        taken.add(match.one);
      }
    }
  }
  return found;
};
