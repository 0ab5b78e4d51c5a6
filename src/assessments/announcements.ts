import { z } from 'zod';
import type { PersonId } from '../chat/event';
import { NotFound } from '../errors';
import type { Clock } from '../log';
import { type Collection, change, type Shape } from '../store/collection';
import { type Assessment, openPoints } from './assessment';
import type { Moves } from './moves';

const announcement = z.object({
  /** The standard that was announced. */
  id: z.string(),
  revision: z.number(),
  by: z.string(),
  at: z.date(),
  todo: z.enum(['tell', 'none']),
});
/** The teams were told, or are being told, of a standard. */
export type Announcement = z.infer<typeof announcement>;
export const announcementShape: Shape<Announcement> = { name: 'announcements', schema: announcement, indexes: [{ fields: ['todo'] }] };

export type AnnouncementPorts = {
  announcements: Collection<Announcement>;
  /** Standards that one came after. */
  predecessorsOf(standard: string): readonly string[];
  /** Who speaks for a council. */
  speakersOf(council: string): Promise<readonly PersonId[]>;
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  clock: Clock;
};

/** Telling the teams of a new standard, once. */
export const announcing = (ports: AnnouncementPorts, { affectedBy }: Pick<Moves, 'affectedBy'>) => {
  const { announcements, predecessorsOf, tell, clock } = ports;

  /** Whoever works on it: owners of open points and whoever started it, or else those who speak for the council. */
  const teamOf = async (one: Assessment): Promise<PersonId[]> => {
    const people = [one.createdBy, ...openPoints(one).map(({ state }) => state.owner ?? '')].filter(Boolean);
    return [...new Set(people.length > 0 ? people : await ports.speakersOf(one.council))];
  };
  const tellAll = async ({ id }: Announcement): Promise<void> => {
    for (const one of await affectedBy(id)) for (const person of await teamOf(one)) await tell(person, 'assessments.standard-changes', id);
    await change(announcements, id, (before): Announcement => ({ ...before, todo: 'none' }));
  };

  return {
    announced: (standard: string): Promise<Announcement | undefined> => announcements.get(standard),
    /** Tells every team concerned, once. */
    announce: async (standard: string, by: PersonId): Promise<void> => {
      if (predecessorsOf(standard).length === 0) throw new NotFound(`No mapping leads to ${standard}, so there is nobody to tell.`);
      const made: Announcement = { id: standard, revision: 0, by, at: clock(), todo: 'tell' };
      if (await announcements.insert(made)) await tellAll(made);
    },
    /** Goes on with what a dead process left. */
    catchUp: async (): Promise<void> => {
      for (const one of await announcements.find({ todo: 'tell' })) await tellAll(one);
    },
    eraseAnnouncer: async (person: PersonId): Promise<void> => {
      for (const one of await announcements.find({}))
        if (one.by === person) await change(announcements, one.id, (it) => ({ ...it, by: '' }));
    },
  };
};

export type Announcing = ReturnType<typeof announcing>;
