import type { Day } from '../chat/days';
import type { DigestSettings, Item } from './settings';

/** After so many mentions without a change, the deputy or lead is asked instead. */
export const IGNORED = 3;
/** So many things are shown by one digest; the others come in the next ones. */
export const SHOWN = 8;
const PAUSE = 3;

type Mention = DigestSettings['mentions'][string];

const daysSince = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const mentionOf = (of: DigestSettings, id: string): Mention | undefined => (Object.hasOwn(of.mentions, id) ? of.mentions[id] : undefined);

/** Whether a thing may be mentioned today: not snoozed, not ignored too often, and not within three days of the last time. */
export const mayMention = (of: DigestSettings, item: Item, today: Day): boolean => {
  const before = mentionOf(of, item.id);
  if (!before) return true;
  if (before.snoozedUntil && today < before.snoozedUntil) return false;
  if (before.stamp !== item.stamp) return true;
  return before.times < IGNORED && daysSince(before.last, today) >= PAUSE;
};

/** What was never mentioned comes first, so that a full digest does not keep it back until it is too late. */
export const newFirst = (of: DigestSettings, items: readonly Item[]): Item[] => {
  const isNew = (item: Item): boolean => mentionOf(of, item.id)?.stamp !== item.stamp;
  return [...items.filter(isNew), ...items.filter((item) => !isNew(item))];
};

/** Whether somebody’s latest digest has a thing, as it stands now. */
export const isSaid = ({ said }: DigestSettings, { id, stamp }: Item): boolean =>
  said?.items.some((one) => one.id === id && one.stamp === stamp) ?? false;

/** What a digest says is only noted down: it counts as mentioned once it was sent. */
export const afterDigest = (of: DigestSettings, items: readonly Item[], all: readonly Item[], today: Day): DigestSettings => {
  const still = new Set(all.map(({ id }) => id));
  return {
    ...of,
    lastDay: today,
    todo: today,
    said: { day: today, items: items.slice(0, SHOWN).map(({ id, stamp }) => ({ id, stamp })) },
    mentions: Object.fromEntries(Object.entries(of.mentions).filter(([id]) => still.has(id))),
  };
};

/** The latest digest was sent: what it said counts, once, but for what was snoozed since. Where nobody knows whether it was, it only makes a pause. */
export const counted = (of: DigestSettings, end: 'sent' | 'unknown' = 'sent'): DigestSettings => {
  const { said } = of;
  if (!said || said.counted) return of;
  const mentions = said.items.map(({ id, stamp }): [string, Mention] => {
    const before = mentionOf(of, id);
    if (before && before.last >= said.day) return [id, before];
    const times = before?.stamp === stamp ? before.times : 0;
    return [id, { stamp, times: said.answered ? 0 : times + (end === 'sent' ? 1 : 0), last: said.day }];
  });
  return { ...of, unreached: undefined, said: { ...said, counted: true }, mentions: { ...of.mentions, ...Object.fromEntries(mentions) } };
};

/** The latest digest cannot be delivered: nothing of it counts. */
export const unreached = (of: DigestSettings): DigestSettings =>
  of.said && !of.said.counted ? { ...of, said: undefined, unreached: (of.unreached ?? 0) + 1 } : of;

/** Why a lead is asked about a thing of somebody: it was ignored until the day after the last mention, or digests do not reach them. */
export const silence = (of: DigestSettings, item: Item, today: Day): Item['silence'] => {
  if ((of.unreached ?? 0) >= IGNORED) return 'unreached';
  const before = mentionOf(of, item.id);
  return before && before.stamp === item.stamp && before.times >= IGNORED && before.last < today ? 'ignored' : undefined;
};

/** Whether a lead may soon be asked about something of somebody’s. */
export const isNearSilence = (of: DigestSettings): boolean =>
  (of.unreached ?? 0) + 1 >= IGNORED || Object.values(counted(of).mentions).some(({ times }) => times >= IGNORED);

/** Snoozing is an answer, so a thing begins anew when its snooze ends. Undefined where it was never mentioned. */
export const snoozed = (of: DigestSettings, id: string, until: Day): DigestSettings | undefined => {
  const now = of.said?.items.find((one) => one.id === id);
  const before = now && of.said ? { stamp: now.stamp, last: of.said.day } : mentionOf(of, id);
  return before && { ...of, mentions: { ...of.mentions, [id]: { ...before, times: 0, snoozedUntil: until } } };
};

/** The same for all things at once. */
export const allSnoozed = (of: DigestSettings, until: Day): DigestSettings => ({
  ...of,
  snoozedUntil: until,
  said: of.said && { ...of.said, answered: true },
  mentions: Object.fromEntries(Object.entries(of.mentions).map(([id, mention]) => [id, { ...mention, times: 0 }])),
});
