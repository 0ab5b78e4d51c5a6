import type { ChatEvent, PersonId, Speaker } from '../chat/event';
import { safeText, shorten } from '../chat/shorten';
import type { Role, Who } from '../chat/turn';
import type { Clock } from '../log';
import type { Directory } from './directory';
import type { Person } from './people';

const DAY = 86_400_000;
const MOST_REMEMBERED = 20_000;
const NOBODY: Who = { roles: new Set() };

/** A name from a platform, fit to be kept: people can make theirs endless. */
export const keptName = (typed: string): string => shorten(safeText(typed).trim(), 100);

const personOf = (speaker: Speaker, now: Date): Person => ({
  id: speaker.id,
  revision: 0,
  workspace: speaker.workspace,
  name: keptName(speaker.name),
  address: speaker.address,
  standing: speaker.standing,
  zone: speaker.zone,
  seenAt: now,
});

const print = (person: Person): string => JSON.stringify([person.name, person.address, person.standing, person.zone ?? null]);
const isFresh = (seenAt: Date, now: Date): boolean => Math.abs(now.getTime() - seenAt.getTime()) < DAY;

export type Memory = { remember(speaker: Speaker): Promise<void>; forget(id: string): void };

/** Keeps who has spoken: written when something about them changed, or once a day. `gone`: a member became a guest. */
export const personMemory = ({ persons }: Directory, clock: Clock, gone: (person: PersonId) => Promise<void>): Memory => {
  const seen = new Map<string, { print: string; at: Date }>();

  const save = async (now: Person): Promise<void> => {
    const before = await persons.get(now.id);
    if (!before) return void (await persons.insert(now));
    // Met as an outsider in a shared channel: what their own workspace said of them counts more.
    if (now.standing === 'outsider' && before.standing !== 'outsider') return;
    if (print(before) === print(now) && isFresh(before.seenAt, now.seenAt)) return;
    // First, so that a process that dies here does it again at the next sight of them.
    if (now.standing === 'guest' && before.standing === 'member') await gone(now.id);
    await persons.replace({ ...now, revision: before.revision });
  };

  return {
    remember: async (speaker) => {
      if (speaker.untold) return;
      const now = personOf(speaker, clock());
      const known = seen.get(speaker.id);
      if (known && known.print === print(now) && isFresh(known.at, now.seenAt)) return;
      await save(now);
      if (seen.size >= MOST_REMEMBERED) seen.clear();
      seen.set(speaker.id, { print: print(now), at: now.seenAt });
    },
    forget: (id) => void seen.delete(id),
  };
};

/** Who is speaking. In the steady state everything comes from memory; what is older than five seconds is read again, side by side. */
export const identifier =
  (kept: Directory, memory: Memory) =>
  async ({ speaker }: ChatEvent): Promise<Who> => {
    const remembering = memory.remember(speaker);
    if (speaker.standing === 'outsider') return remembering.then(() => NOBODY);
    const [workspace, coordinators] = await Promise.all([kept.met(speaker.workspace, ''), kept.coordinators(), remembering]);
    if (speaker.standing !== 'member') return NOBODY;
    const roles = new Set<Role>();
    if (coordinators.has(speaker.id)) roles.add('coordinator');
    const council = kept.councilOf(workspace);
    if (!council) return { roles };
    roles.add('officer');
    const people = await kept.peopleOf(council.id);
    if (people.leads.includes(speaker.id)) roles.add('lead');
    if (people.deputies.includes(speaker.id)) roles.add('deputy');
    return { roles, council: { id: council.id, name: council.shortName, nation: council.nation } };
  };
