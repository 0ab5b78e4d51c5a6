import { addDays, type Day, dayIn } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { Clock, Log } from '../log';
import { type Collection, change } from '../store/collection';
import { mayBeNow, nextDigest } from './rhythm';
import { afterDigest, type DigestSettings, hasIgnored, IGNORED, type Item, mayMention, rhythmOf, usualSettings } from './settings';

export type DigestPorts = {
  settings: Collection<DigestSettings>;
  /** What is somebody’s to do by a day, the most urgent first. */
  itemsOf(person: PersonId, until: Day): Promise<readonly Item[]>;
  /** What colleagues of a lead or deputy have to do by a day, with whose it is; nothing for anybody else. */
  othersOf(lead: PersonId, until: Day): Promise<readonly { owner: PersonId; ownerName: string; item: Item }[]>;
  /** Who speaks for the council of somebody. */
  leadsOf(person: PersonId): Promise<readonly PersonId[]>;
  /** Where somebody is, as far as it is known. */
  placeOf(person: PersonId): Promise<{ zone: string; nation: string }>;
  isWorkingDay(day: Date, nation: string): boolean;
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  clock: Clock;
  log: Log;
};

export type Digests = ReturnType<typeof digests>;

/** How many days ahead a digest looks. */
const AHEAD = 7;
const AT_ONCE = 500;
const TOGETHER = 20;
const ROUNDS = 100;

/** One daily message that gathers what is due, and somebody’s own rhythm for it. */
export const digests = (ports: DigestPorts) => {
  const { settings: kept, clock, log } = ports;
  const working = (nation: string) => (day: Day) => ports.isWorkingDay(new Date(`${day}T12:00:00Z`), nation);
  const scheduled = (of: DigestSettings): DigestSettings => ({ ...of, dueAt: nextDigest(rhythmOf(of), clock(), working(of.nation)) });

  /** Somebody has something to do: from now on the sweep looks at them. */
  const ensure = async (person: PersonId): Promise<DigestSettings> => {
    const before = await kept.get(person);
    if (before) return before;
    const { zone, nation } = await ports.placeOf(person);
    const made = scheduled(usualSettings(person, zone, nation));
    return (await kept.insert(made)) ? made : ((await kept.get(person)) ?? made);
  };

  /** What a digest of this day would hold: one’s own things, and what others left undone where one leads. */
  const contentOf = async (of: DigestSettings, today: Day): Promise<{ all: Item[]; said: Item[] }> => {
    const until = addDays(today, AHEAD);
    const own = await ports.itemsOf(of.id, until);
    const others: Item[] = [];
    for (const { owner, ownerName, item } of await ports.othersOf(of.id, until))
      if (hasIgnored(await kept.get(owner), item)) others.push({ ...item, ignoredBy: ownerName });
    const all = [...own, ...others];
    return { all, said: all.filter((item) => mayMention(of, item, today)) };
  };

  /** Writes down what is to be sent. The same message twice is one, so this may run again at any time. */
  const send = async (of: DigestSettings, day: Day): Promise<void> => {
    await ports.tell(of.id, 'digests.daily', of.id, day);
    if (Object.values(of.mentions).some(({ times }) => times >= IGNORED)) for (const lead of await ports.leadsOf(of.id)) await ensure(lead);
    await change(kept, of.id, (before) => (before.todo === day ? scheduled({ ...before, todo: undefined }) : before));
  };

  const serve = async (of: DigestSettings): Promise<void> => {
    if (of.todo) return send(of, of.todo);
    const now = clock();
    const today = dayIn(now, of.zone);
    const { all, said } = mayBeNow(rhythmOf(of), now, working(of.nation)) ? await contentOf(of, today) : { all: [], said: [] };
    if (said.length === 0) return void (await change(kept, of.id, scheduled));
    // Saved with what it says first, so that a process that dies here leaves a digest to be sent, once.
    const after = await change(kept, of.id, (before) => (before.lastDay === today ? before : afterDigest(before, said, all, today)));
    if (after?.todo) await send(after, after.todo);
  };

  return {
    ensure,
    get: (person: PersonId): Promise<DigestSettings | undefined> => kept.get(person),
    /** The sweep’s part: whoever is due gets a digest, or none where nothing is due. */
    sweep: async (): Promise<void> => {
      // Each round moves whoever it served into the future; who could not be served is left to the next sweep.
      const failed = new Set<string>();
      for (let round = 0; round < ROUNDS; round += 1) {
        const found = await kept.find({ dueAt: { before: clock() } }, { sort: ['dueAt', 'up'], limit: AT_ONCE + failed.size });
        const due = found.filter(({ id }) => !failed.has(id));
        for (let start = 0; start < due.length; start += TOGETHER) {
          const some = due.slice(start, start + TOGETHER);
          const results = await Promise.allSettled(some.map(serve));
          for (const [index, result] of results.entries())
            if (result.status === 'rejected') {
              failed.add(some[index]?.id ?? '');
              log.error('A digest could not be made', result.reason, { person: some[index]?.id });
            }
        }
        if (due.length === 0) return;
      }
    },
    /** What stands in somebody’s latest digest, as it is now: what was done meanwhile is left out. */
    latest: async (person: PersonId): Promise<{ settings: DigestSettings; items: Item[] } | undefined> => {
      const of = await kept.get(person);
      const day = of?.lastDay;
      if (!of || !day) return undefined;
      const { all } = await contentOf(of, day);
      const items = all.filter(({ id, stamp }) => of.mentions[id]?.last === day && of.mentions[id]?.stamp === stamp);
      return { settings: of, items };
    },
    /** Changes somebody’s own rhythm. */
    choose: async (person: PersonId, rule: (before: DigestSettings) => DigestSettings): Promise<DigestSettings> => {
      const before = await ensure(person);
      return (await change(kept, person, (now) => scheduled(rule(now)))) ?? before;
    },
    erase: async (person: PersonId): Promise<void> => {
      await kept.remove({ id: person });
    },
  };
};
