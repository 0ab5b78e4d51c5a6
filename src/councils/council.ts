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

const londonDay = (at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** Whether the council exists on that day, as the day is in London. */
export const present = (register: Register, id: string, on: Date): boolean => {
  const council = register.byId(id);
  const today = londonDay(on);
  return council !== undefined && (council.from ?? '') <= today && today <= (council.to ?? '9999');
};

/** Who does its work now: follows `replacedBy` to councils without an end. Empty for one that has not ended. */
export const successors = (register: Register, id: string): Council[] => {
  const seen = new Set([id]);
  const last: Council[] = [];
  const follow = (council: Council | undefined): void => {
    for (const next of council?.replacedBy ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      const after = register.byId(next);
      if (after?.replacedBy?.length) follow(after);
      else if (after) last.push(after);
    }
  };
  follow(register.byId(id));
  return last;
};
