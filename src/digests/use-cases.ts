import { type Day, dayIn } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { Clock, Log } from '../log';
import { type Collection, change } from '../store/collection';
import { contents } from './content';
import { afterDigest, counted, isNearSilence, isSaid, mayMention, newFirst } from './mentions';
import { firstFree, mayBeNow, nextDigest, nextLate } from './rhythm';
import { type DigestSettings, type Item, rhythmOf, usualSettings } from './settings';
import { serveAll } from './sweep';

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
  /** How somebody’s digest of a day ended: sent, nobody knows, or never to be delivered. Undefined for anything else. */
  endOf(person: PersonId, day: Day): Promise<'sent' | 'unknown' | 'gone' | undefined>;
  clock: Clock;
  log: Log;
};

export type Digests = ReturnType<typeof digests>;

/** One daily message that gathers what is due, and somebody’s own rhythm for it. */
export const digests = (ports: DigestPorts) => {
  const { settings: kept, clock } = ports;
  const { settled, contentOf } = contents(ports);
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

  /** A digest could not come: the next one may come sooner than the rhythm says. */
  const owed = (of: DigestSettings): DigestSettings => {
    const next = nextLate(rhythmOf(of), clock(), working(of.nation));
    return next && !(of.dueAt && of.dueAt < next) ? { ...of, dueAt: next } : of;
  };

  /** Leads get digests from the day on which something of a colleague may become theirs. */
  const enrolLeads = async (of: DigestSettings): Promise<void> => {
    if (isNearSilence(of)) for (const lead of await ports.leadsOf(of.id)) await ensure(lead);
  };

  /** Writes down what is to be sent. The same message twice is one, so this may run again at any time. */
  const send = async (of: DigestSettings, day: Day): Promise<void> => {
    await ports.tell(of.id, 'digests.daily', day);
    await change(kept, of.id, (before) => (before.todo === day ? scheduled({ ...before, todo: undefined }) : before));
  };

  const serve = async (found: DigestSettings): Promise<void> => {
    const now = clock();
    const today = dayIn(now, found.zone);
    if (found.todo === today) return send(found, today);
    const of = await settled({ ...found, todo: undefined });
    const mayBe = mayBeNow(rhythmOf(of), now, working(of.nation));
    const all = mayBe ? await contentOf(of, today) : [];
    const items = newFirst(
      of,
      all.filter((item) => mayMention(of, item, today)),
    );
    const none = mayBe ? scheduled(of) : owed({ ...of, dueAt: undefined });
    const after = items.length > 0 ? afterDigest(of, items, all, today) : none;
    await enrolLeads(after);
    // Saved with what it says first, so that a process that dies here leaves a digest to be sent, once. Where somebody else saved meanwhile, the next
    // round looks again.
    if ((await kept.replace(after)) && after.todo) await send(after, after.todo);
  };

  return {
    ensure,
    get: (person: PersonId): Promise<DigestSettings | undefined> => kept.get(person),
    /** The sweep’s part: whoever is due gets a digest, or none where nothing is due. */
    sweep: (): Promise<void> => serveAll(ports, serve),
    /**
     * What somebody’s digest of a day says now, and how much more is due: what was done meanwhile is left out. Undefined where it is not to be sent:
     * a newer one stands, it was switched off or snoozed, or its day or their hours are over, and then the next one has what it had.
     */
    toSend: async (person: PersonId, day: Day): Promise<{ settings: DigestSettings; items: Item[]; more: number } | undefined> => {
      const of = await kept.get(person);
      if (of?.said?.day !== day) return undefined;
      const now = clock();
      if (!of.on || dayIn(now, of.zone) > day || firstFree(rhythmOf(of), now, working(of.nation)) > now) {
        await change(kept, person, (before) => (before.said?.day === day ? owed(before) : before));
        return undefined;
      }
      const rest = (await contentOf(of, day)).filter((item) => mayMention(of, item, day));
      const items = rest.filter((item) => isSaid(of, item));
      return { settings: of, items, more: rest.length - items.length };
    },
    /** What stands in somebody’s latest digest, as it is now: what was done meanwhile is left out. */
    latest: async (person: PersonId): Promise<{ settings: DigestSettings; items: Item[] } | undefined> => {
      const of = await kept.get(person);
      if (!of?.said) return undefined;
      const items = (await contentOf(of, of.said.day)).filter((item) => isSaid(of, item));
      return { settings: counted(of), items };
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
