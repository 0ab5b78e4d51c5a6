import { z } from 'zod';
import type { Shape } from '../store/collection';

/** How far a council would go, the least first. Whatever it says, it is interest until a named officer raises it. */
export const RUNGS = ['learn', 'share', 'market', 'framework'] as const;
export type Rung = (typeof RUNGS)[number];
export const RUNG_WORDS: Readonly<Record<Rung, string>> = {
  learn: 'Learn what others do',
  share: 'Share a specification',
  market: 'Go to market together',
  framework: 'Buy from a framework together',
};

/** Bands of a figure: the lower end of each, its words, and the wide steps in which a sum of them is told, never closer. */
export type Scale = { lows: readonly number[]; words: readonly string[]; steps: readonly number[] };

/** Yearly spend in pounds. The bands change at £207,720 and £2m, thresholds of the Procurement Act from January 2026. */
export const SPEND: Scale = {
  lows: [0, 25_000, 50_000, 100_000, 207_720, 500_000, 2_000_000],
  words: ['under £25k', '£25k to £50k', '£50k to £100k', '£100k to £207k', '£207k to £500k', '£500k to £2m', 'over £2m'],
  steps: [0, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 100_000_000],
};
/** Cases, users or items a year. */
export const VOLUME: Scale = {
  lows: [0, 1_000, 10_000, 50_000, 100_000],
  words: ['under 1,000', '1,000 to 10,000', '10,000 to 50,000', '50,000 to 100,000', 'over 100,000'],
  steps: [0, 50_000, 250_000, 1_000_000, 5_000_000],
};

/** Ways to the market, as councils know them. */
export const ROUTES = ['g-cloud', 'dos', 'framework', 'dynamic market', 'own tender', 'extend'] as const;
export const ROUTE_WORDS: Readonly<Record<(typeof ROUTES)[number], string>> = {
  'g-cloud': 'G-Cloud',
  dos: 'Digital Outcomes and Specialists',
  framework: 'Another framework',
  'dynamic market': 'A dynamic market',
  'own tender': 'A tender of our own',
  extend: 'Extend what we have',
};

export const LEVELS = ['interest', 'intent', 'commitment'] as const;
export type Level = (typeof LEVELS)[number];

const answer = z.object({
  council: z.string(),
  rung: z.enum(RUNGS),
  /** The number of a band of yearly spend, and of one of yearly volume. */
  band: z.number().int().min(0).max(6).optional(),
  volume: z.number().int().min(0).max(4).optional(),
  /** When the present contract ends, "2028-03". */
  ends: z.string().optional(),
  /** Who supplies it today. */
  supplier: z.string(),
  route: z.enum(ROUTES).optional(),
  wouldLead: z.boolean(),
  mustHaves: z.string(),
  /** What ties the council down: reorganisation, exclusivity, a budget still to come. */
  limits: z.string(),
  level: z.enum(LEVELS),
  /** On whose authority it was raised above interest. */
  authority: z.string().optional(),
  /** The council whose lead answered, with the consent of this one. */
  through: z.string().optional(),
  by: z.string(),
  byName: z.string(),
  at: z.date(),
});
/** What a council says. One council has one voice. */
export type Answer = z.infer<typeof answer>;

const link = z.object({
  at: z.date(),
  what: z.enum(['answered', 'withdrawn', 'raised', 'lowered', 'closed']),
  /** Hash of the answer with the receipt's secret: says nothing to whoever has no receipt. At a close, hash of what was counted. */
  seal: z.string(),
  /** At a close: the seals of the answers that were counted. */
  counted: z.array(z.string()).optional(),
  previous: z.string(),
  hash: z.string(),
});
/** One entry of the log that nobody can change afterwards unseen. */
export type Link = z.infer<typeof link>;

const poll = z.object({
  id: z.string(),
  revision: z.number(),
  /** The council that asks. */
  council: z.string(),
  owner: z.string(),
  ownerName: z.string(),
  need: z.string(),
  category: z.string(),
  /** From when, "2028-01". */
  from: z.string(),
  mustHaves: z.string(),
  /** How many councils it takes, and how much a year in pounds. */
  quorum: z.number().int(),
  quorumSpend: z.number().optional(),
  /** Who may see which councils take part. */
  names: z.enum(['participants', 'everyone', 'nobody']),
  /** Changes with a correction; answers to an older wording no longer count. */
  version: z.number(),
  state: z.enum(['open', 'met', 'missed', 'withdrawn']),
  /** The quorum of councils was reached: from then on progress is shown. */
  unsealed: z.boolean(),
  createdAt: z.date(),
  /** From when councils are asked: time to mend the wording, or for a coordinator to hold it back. */
  asksFrom: z.date(),
  held: z.boolean(),
  deadline: z.date(),
  extended: z.boolean(),
  /** It closed once with its spend looked at: no sum of bands is told again, since two sums would tell what came between. */
  spendJudged: z.boolean().optional(),
  closedAt: z.date().optional(),
  closedBecause: z.string().optional(),
  answers: z.array(answer),
  /** Answers of officers that their lead has not confirmed. */
  waiting: z.array(answer),
  /** Councils for which it is nothing: they are not asked again. */
  declined: z.array(z.string()),
  /** Secrets of receipts by council, so that a receipt can be shown again. */
  secrets: z.record(z.string(), z.string()),
  log: z.array(link),
  /** Councils that were asked, and when. */
  asked: z.array(z.object({ council: z.string(), at: z.date(), deputies: z.boolean() })),
  /** When those who had not answered were reminded. */
  reminded: z.array(z.date()),
  /** Missed, but answers are still taken; its owner hears when enough councils have. */
  watched: z.boolean(),
  /** Councils that let another (`council`) answer for them (`of`), as their lead wrote. */
  proxies: z.array(
    z.object({ council: z.string(), by: z.string(), byName: z.string(), of: z.string(), consent: z.string(), at: z.date() }),
  ),
  /** Four weeks later: did it come to anything? */
  afterwardsDue: z.date().optional(),
  afterwards: z.array(z.object({ council: z.string(), said: z.enum(['yes', 'not yet', 'no']), at: z.date() })),
  /** When councils were last looked through for those still to be asked. */
  reachedAt: z.date().optional(),
  /** Messages still to be written down. */
  todo: z.enum(['opened', 'outcome', 'watch', 'none']),
});
/** One question to all councils. All of it is one document, so that answers, seal and close cannot contradict each other. */
export type Poll = z.infer<typeof poll>;

export const pollShape: Shape<Poll> = {
  name: 'polls',
  schema: poll,
  indexes: [
    { fields: ['state', 'deadline'] },
    { fields: ['todo'] },
    { fields: ['createdAt'] },
    { fields: ['watched'] },
    { fields: ['afterwardsDue'] },
  ],
};

/** The short id that people type. */
export const shortId = ({ id }: Pick<Poll, 'id'>): string => id.slice(0, 6);
