import { toCsv } from '../csv';
import type { Pack } from './pack';
import { RUNG_WORDS } from './poll';
import { bracketInWords } from './views';
import { monthInWords } from './words';

/** A council as a party: its name and code. */
export type Party = { id: string; name: string; gss?: string };

/** The pack as a table: one council a line where names may be seen, and what is told of them together. */
export const packCsv = (pack: Pack, councilName: (id: string) => string): string => {
  const ends = new Map(pack.windows.map(({ council, ends: month }) => [council, month]));
  const raised = new Map(pack.raised.map(({ council, level }) => [council, level]));
  return toCsv([
    ['poll', 'council', 'contract ends', 'would lead', 'level'],
    ...(pack.seen.councils ?? []).map((council) => [
      pack.poll.id.slice(0, 6),
      councilName(council),
      ends.get(council) ?? '',
      pack.leaders.includes(council) ? 'yes' : 'no',
      raised.get(council) ?? 'interest',
    ]),
    [],
    ['councils that answered', String(pack.seen.answered ?? 0)],
    ...Object.entries(pack.seen.rungs ?? {}).map(([rung, count]) => [RUNG_WORDS[rung as keyof typeof RUNG_WORDS], String(count)]),
    ['spend a year together', pack.seen.spend ? bracketInWords(pack.seen.spend, 'pounds') : 'not told'],
    ['cases or users a year together', pack.seen.volume ? bracketInWords(pack.seen.volume, 'count') : 'not told'],
    [],
    ['by', 'next step'],
    ...pack.steps.map(({ on, what }) => [on, what]),
    [],
    ['Interest, not a commitment to buy, and not legal advice.'],
  ]);
};

const organisation = ({ id, name, gss }: Party, roles: readonly string[]) => ({
  id: gss ? `GB-GSS-${gss}` : id,
  name,
  identifier: { legalName: name, ...(gss ? { scheme: 'GB-GSS', id: gss } : { id }) },
  roles,
});

/**
 * A release package of the Open Contracting Data Standard 1.1, planning stage. The ocid has no registered prefix: whoever publishes it puts their own
 * in front. It is for publishing, so parties beside the one that asks are there only where everyone may see names.
 */
export const packOcds = (pack: Pack, partyOf: (id: string) => Party): string => {
  const date = pack.closedAt.toISOString();
  const asking = partyOf(pack.poll.council);
  const buyer = organisation(asking, ['buyer']);
  const named = pack.poll.names === 'everyone' ? (pack.seen.councils ?? []) : [];
  const others = named.filter((id) => id !== pack.poll.council).map((id) => organisation(partyOf(id), ['buyer']));
  const spend = pack.seen.spend ? `Spend a year together: ${bracketInWords(pack.seen.spend, 'pounds')}. ` : '';
  const items = (pack.category?.cpv ?? []).map((code, index) => ({
    id: String(index + 1),
    description: pack.categoryName,
    classification: { scheme: 'CPV', id: code },
  }));
  return `${JSON.stringify(
    {
      uri: `https://guildhall.invalid/polls/${pack.poll.id}`,
      version: '1.1',
      publishedDate: date,
      publisher: { name: asking.name },
      releases: [
        {
          ocid: `guildhall-${pack.poll.id}`,
          id: `${pack.poll.id}-planning`,
          date,
          tag: ['planning'],
          initiationType: 'tender',
          language: 'en',
          parties: [buyer, ...others],
          buyer: { id: buyer.id, name: buyer.name },
          planning: {
            rationale: `${pack.poll.need} Interest of ${pack.seen.answered ?? 0} councils, not a commitment to buy.`,
            budget: { description: `${spend}Bands, never amounts, were asked.` },
            milestones: pack.steps.map(({ on, what }, index) => ({
              id: String(index + 1),
              title: what,
              type: 'preProcurement',
              dueDate: `${on}T09:00:00Z`,
              status: 'scheduled',
            })),
          },
          tender: {
            id: `${pack.poll.id}-tender`,
            title: pack.poll.need.slice(0, 200),
            status: 'planning',
            description: pack.poll.mustHaves || pack.poll.need,
            contractPeriod: { startDate: `${pack.poll.from}-01T00:00:00Z` },
            ...(items.length > 0 ? { items } : {}),
          },
        },
      ],
    },
    null,
    2,
  )}\n`;
};

/** What a council reads in the pack's message: how its windows lie, in a line. */
export const windowsInWords = ({ windows }: Pick<Pack, 'windows'>): string | undefined => {
  const months = windows.map(({ ends }) => ends).sort();
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return undefined;
  return first === last
    ? `Present contracts end in ${monthInWords(first)}.`
    : `Present contracts end between ${monthInWords(first)} and ${monthInWords(last)}.`;
};
