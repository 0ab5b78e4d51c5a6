import type { PersonId } from '../chat/event';
import type { CouncilPorts, Directory } from './directory';
import { type CouncilPeople, departed } from './people';

/**
 * When somebody can no longer speak for their council. The role itself goes, rather than being left out where it is read: then every rule that counts
 * leads is right by itself, and whoever comes back is named again by somebody who knows that they should be.
 */
export const departures = ({ clock, log, tell }: CouncilPorts, kept: Directory) => {
  /** Tells whoever else speaks for the council, or else the coordinators, if that is still to be done. */
  const tellOfGone = async (people: CouncilPeople): Promise<void> => {
    if (people.todo !== 'gone') return;
    const left = [...people.leads, ...people.deputies];
    const hearers = left.length > 0 ? left : [...(await kept.coordinators())];
    if (hearers.length === 0) return;
    const entry = people.log.findLast(({ what }) => what === 'gone');
    const [kind, subject] = left.length > 0 ? ['councils.speaker-gone', `${people.id} ${entry?.person}`] : ['councils.silent', people.id];
    for (const person of hearers) await tell(person, kind, subject, entry?.at.toISOString());
    await kept.changePeople(people.id, (before) =>
      before.todo === 'gone' && before.log.length === people.log.length ? { ...before, todo: 'none' } : before,
    );
  };

  return {
    tellOfGone,
    /** The account is closed, or a guest’s. */
    gone: async (person: PersonId): Promise<void> => {
      const held = [...(await kept.people.find({ leads: person })), ...(await kept.people.find({ deputies: person }))];
      for (const { id } of held) {
        const people = await kept.changePeople(id, (before) => departed(before, person, clock()));
        log.info('role removed', { council: id, person, by: 'the account is gone' });
        await tellOfGone(people);
      }
    },
  };
};
