import { z } from 'zod';

const day = z.iso.date();

/** One council, past or present. `gss`: the code in force first, then earlier ones. `from` is its first day, `to` its last. */
export const councilSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  name: z.string().min(1),
  shortName: z.string().min(1),
  nation: z.enum(['England', 'Scotland', 'Wales', 'Northern Ireland']),
  kind: z.enum([
    'county',
    'district',
    'unitary',
    'metropolitan district',
    'London borough',
    'City of London',
    'combined authority',
    'strategic authority',
  ]),
  gss: z.array(z.string().regex(/^[ENSW]\d{8}$/, 'must be a letter and eight digits')),
  from: day.optional(),
  to: day.optional(),
  replacedBy: z.array(z.string()).optional(),
  region: z.string().optional(),
  aliases: z.array(z.string().min(1)),
});
export type Council = z.infer<typeof councilSchema>;

/** All councils by id, by code, and by what people call them. */
export type Register = {
  all: readonly Council[];
  byId(id: string): Council | undefined;
  /** Current and earlier codes, in any case. */
  byGss(code: string): Council | undefined;
  /** Councils that the words name, the likeliest first; several where they are ambiguous. Words may be an id or a code. */
  find(words: string): Council[];
  /** The councils whose names come nearest to words that name none. */
  near(words: string, limit: number): Council[];
};

const LONDON = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });
const londonDay = (at: Date): string => LONDON.format(at);

/** Whether the council exists on that day, as the day is in London. */
export const present = (register: Register, id: string, on: Date): boolean => {
  const council = register.byId(id);
  const today = londonDay(on);
  return council !== undefined && (council.from ?? '') <= today && today <= (council.to ?? '9999');
};

/** Who does its work: follows `replacedBy` to councils without an end, or, with `on`, that exist on that day. Empty for one that nothing replaces. */
export const successors = (register: Register, id: string, on?: Date): Council[] => {
  const seen = new Set([id]);
  const last: Council[] = [];
  const follow = (council: Council | undefined): void => {
    for (const next of council?.replacedBy ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      const after = register.byId(next);
      const handsOn = after?.replacedBy?.length && !(on && present(register, next, on));
      if (handsOn) follow(after);
      else if (after) last.push(after);
    }
  };
  follow(register.byId(id));
  return last;
};

/**
 * The council that acts for one: itself, or, once it has ended, the single one in its place. Where several took its place it stays, until its
 * workspaces are linked anew.
 */
export const acting = (register: Register, council: Council, on: Date): Council => {
  if (!council.to || present(register, council.id, on)) return council;
  const [only, another] = successors(register, council.id, on);
  return only && !another ? only : council;
};

const known = new WeakMap<Register, { day: string; into: ReadonlyMap<string, string> }>();

/** Ended councils for which a single other one acts, each with that one. Worked out once a day. */
export const mergers = (register: Register, on: Date): ReadonlyMap<string, string> => {
  const day = londonDay(on);
  const before = known.get(register);
  if (before?.day === day) return before.into;
  const each = register.all.map((council) => [council.id, acting(register, council, on).id] as const);
  const into = new Map(each.filter(([ended, now]) => ended !== now));
  known.set(register, { day, into });
  return into;
};
