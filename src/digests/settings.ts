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
  /**
   * The latest digest: its day, and what it says. `counted`: it was sent, and is among the mentions. `answered`: all of it was snoozed since.
   */
  said: z
    .object({
      day: z.string(),
      items: z.array(z.object({ id: z.string(), stamp: z.string() })),
      counted: z.boolean().optional(),
      answered: z.boolean().optional(),
    })
    .optional(),
  /** How many digests in a row could not be delivered. */
  unreached: z.number().optional(),
  /** What was mentioned, by its id: only what was shown and sent. */
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
  /** Whose it is, where a lead is asked because of the owner’s silence: they did not answer, or could not be reached. */
  ignoredBy?: string;
  silence?: 'ignored' | 'unreached';
};
