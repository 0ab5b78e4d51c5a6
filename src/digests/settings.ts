import { z } from 'zod';
import type { Day } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { Shape } from '../store/collection';
import type { Rhythm } from './rhythm';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const mention = z.object({
  /** How the thing stood when it was last mentioned: a change of it begins anew. */
  stamp: z.string(),
  times: z.number(),
  last: z.string(),
  snoozedUntil: z.string().optional(),
});

const settings = z.object({
  /** The person. */
  id: z.string(),
  revision: z.number(),
  on: z.boolean(),
  every: z.enum(['daily', 'weekly']),
  at: z.string().regex(TIME),
  zone: z.string(),
  nation: z.string(),
  quiet: z.object({ from: z.string().regex(TIME), to: z.string().regex(TIME) }).optional(),
  days: z.array(z.number()),
  snoozedUntil: z.string().optional(),
  lastDay: z.string().optional(),
  /** When the sweep has to look at them next; missing where a digest never falls. */
  dueAt: z.date().optional(),
  /** A digest of this day is still to be written down for delivery. */
  todo: z.string().optional(),
  /** What was mentioned, by its id. */
  mentions: z.record(z.string(), mention),
});
/** How somebody wants to be reminded, and of what they were. */
export type DigestSettings = z.infer<typeof settings>;
export const settingsShape: Shape<DigestSettings> = { name: 'digests', schema: settings, indexes: [{ fields: ['dueAt'] }] };

/** What people have who never chose: nine o’clock on working days, quiet from six in the evening to eight in the morning. */
export const usualSettings = (id: PersonId, zone: string, nation: string): DigestSettings => ({
  id,
  revision: 0,
  on: true,
  every: 'daily',
  at: '09:00',
  zone,
  nation,
  quiet: { from: '18:00', to: '08:00' },
  days: [1, 2, 3, 4, 5],
  mentions: {},
});

export const rhythmOf = (of: DigestSettings): Rhythm => of;

/** Something that is somebody’s to do. */
export type Item = {
  /** `ASSESSMENT:POINT`, or `ASSESSMENT:STEP` of a review. */
  id: string;
  /** How it stands: while this is the same, nothing was done about it. */
  stamp: string;
  service: string;
  /** "5. Make sure everyone can use the service – partly" */
  what: string;
  /** "point 5" */
  short: string;
  due: Day;
  /** What “Done” does. */
  act: { label: string; action: string; opensForm?: boolean };
  /** Whose it is, where a lead is asked because the owner did not answer. */
  ignoredBy?: string;
};

/** After so many mentions without a change, the deputy or lead is asked instead. */
export const IGNORED = 3;
const PAUSE = 3;

const daysSince = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Whether a thing may be mentioned today: not snoozed, not ignored too often, and not within three days of the last time. */
export const mayMention = (of: DigestSettings, item: Item, today: Day): boolean => {
  const before = Object.hasOwn(of.mentions, item.id) ? of.mentions[item.id] : undefined;
  if (!before) return true;
  if (before.snoozedUntil && today < before.snoozedUntil) return false;
  if (before.stamp !== item.stamp) return true;
  return before.times < IGNORED && daysSince(before.last, today) >= PAUSE;
};

/** Whether somebody was reminded of a thing often enough without doing anything about it. */
export const hasIgnored = (of: DigestSettings | undefined, item: Item): boolean => {
  const before = of && Object.hasOwn(of.mentions, item.id) ? of.mentions[item.id] : undefined;
  return before !== undefined && before.stamp === item.stamp && before.times >= IGNORED;
};

/** The settings after a digest with these things: those that are no longer somebody’s are forgotten. */
export const afterDigest = (of: DigestSettings, said: readonly Item[], all: readonly Item[], today: Day): DigestSettings => {
  const still = new Set(all.map(({ id }) => id));
  const kept = Object.entries(of.mentions).filter(([id]) => still.has(id));
  const now = said.map((item) => {
    const before = of.mentions[item.id];
    return [item.id, { stamp: item.stamp, times: before?.stamp === item.stamp ? before.times + 1 : 1, last: today }] as const;
  });
  return { ...of, lastDay: today, todo: today, mentions: Object.fromEntries([...kept, ...now]) };
};
