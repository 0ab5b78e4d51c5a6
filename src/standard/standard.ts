import { z } from 'zod';

const PHASES = ['discovery', 'alpha', 'beta', 'live'] as const;
const date = z.iso.date({ error: 'must be a date such as 2019-07-01' });
const https = z.url({ protocol: /^https$/, error: 'must be an https address' });
const words = (most: number) => z.string().trim().min(1, { error: 'must not be empty' }).max(most);

const pointSchema = z.strictObject({
  number: z.int().min(1).max(99),
  title: words(150),
  gist: words(600),
  phases: z.array(z.enum(PHASES)).min(1),
  /** Services that need not meet it: those that were bought, or those of a team of three. Our own reading. */
  notFor: z.array(z.enum(['bought', 'small'])).optional(),
  url: https,
});
/** One point of a standard. The gist is in our own words. */
export type Point = z.infer<typeof pointSchema>;

export const standardSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/, { error: 'must be lower-case letters, digits and hyphens, such as gds-2019' }),
  title: words(120),
  shortName: words(60),
  publisher: words(120),
  kind: z.enum(['service', 'content']),
  status: z.enum(['current', 'historical', 'deprecated', 'draft']),
  from: date,
  to: date.optional(),
  supersededBy: z.string().optional(),
  note: words(400).optional(),
  source: https,
  licence: words(400),
  points: z.array(pointSchema).min(1).max(99),
});
/** A dated, versioned set of points. `note` is said wherever the standard is quoted. */
export type Standard = z.infer<typeof standardSchema>;

const RELATIONS = ['kept', 'merged', 'split', 'softened', 'strengthened', 'added', 'dropped', 'changed'] as const;
export const mappingSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  changes: z
    .array(
      z.strictObject({
        from: z.array(z.int()),
        to: z.array(z.int()),
        relation: z.enum(RELATIONS),
        note: words(600),
        /** What people say who remember the older rule, and nobody else. */
        words: z.array(words(60)).optional(),
      }),
    )
    .min(1),
});
/** What became of the points of an older standard in a newer one. */
export type Mapping = z.infer<typeof mappingSchema>;
export type Change = Mapping['changes'][number];

/** The parts of our guidance on a point, by their headings, in the order of the files. */
export const SECTIONS = {
  asks: 'What it asks',
  matters: 'Why it matters to residents',
  panel: 'What a panel would ask',
  evidence: 'What counts as evidence',
  bought: 'If you bought the product',
  small: 'If you are a team of three',
  mistakes: 'Common mistakes',
  questions: 'Questions people ask',
} as const;
export type Section = keyof typeof SECTIONS;

/** A piece of guidance that is quoted word for word. `question` is what people ask, where the passage answers a question. */
export type Passage = { id: string; standard: string; point: number; section: Section; text: string; question?: string };

/** Everything the bot knows of standards. */
export type Library = { standards: readonly Standard[]; mappings: readonly Mapping[]; passages: readonly Passage[] };

export const DEFAULT_STANDARD = 'gds-2019';

const simple = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** A standard by its id, its name, or the words people use: "2016", "lgdss", "current". Undefined where none fits. */
export const findStandard = (library: Library, name: string): Standard | undefined => {
  const wanted = simple(name);
  if (!wanted) return undefined;
  const names = (standard: Standard) => [standard.id, standard.title, standard.shortName].map(simple);
  const fits = [
    (standard: Standard) => names(standard).includes(wanted),
    (standard: Standard) => wanted === 'current' && standard.id === DEFAULT_STANDARD,
    (standard: Standard) => standard.from.startsWith(`${wanted}-`) || simple(standard.id).split(' ').includes(wanted),
  ];
  return fits.flatMap((fit) => library.standards.filter(fit))[0];
};

/** The current standard that questions are about unless another is named. Throws where the content lacks it. */
export const defaultStandard = (library: Library): Standard => {
  const found = library.standards.find((standard) => standard.id === DEFAULT_STANDARD);
  if (!found) throw new Error(`The content has no standard ${DEFAULT_STANDARD}.`);
  return found;
};

export const pointOf = (standard: Standard, number: number): Point | undefined => standard.points.find((point) => point.number === number);

/** The changes from one standard to another, read backwards where only the other direction is known. */
export const changesBetween = (library: Library, older: string, newer: string): readonly Change[] | undefined =>
  library.mappings.find((mapping) => mapping.from === older && mapping.to === newer)?.changes;

/** The standards that ratings of one can be carried to, the newest last, each with its changes. */
export const successorsOf = (library: Library, id: string): readonly (Standard & { changes: readonly Change[] })[] =>
  library.mappings
    .filter((mapping) => mapping.from === id)
    .flatMap(({ to, changes }) => library.standards.filter((one) => one.id === to).map((one) => ({ ...one, changes })))
    .sort((a, b) => a.from.localeCompare(b.from));

/** The standards whose ratings can be carried to one. */
export const predecessorsOf = (library: Library, id: string): readonly string[] =>
  library.mappings.filter((mapping) => mapping.to === id).map(({ from }) => from);
