import { mergers } from './council';
import type { CouncilPorts, Directory } from './directory';
import { joinedBy } from './people';

/**
 * After a merger the leads and deputies of the council that ended are written down for the one in its place, beside its own: one document says who
 * speaks for a council, so every rule holds. First there, then away: a broken run leaves them twice, and the next mends it.
 */
export const merging =
  ({ register, clock, log }: CouncilPorts, kept: Directory) =>
  async (): Promise<void> => {
    const into = mergers(register, clock());
    for (const old of await kept.people.find({ id: { in: [...into.keys()] } })) {
      const to = into.get(old.id);
      if (!to || old.leads.length + old.deputies.length === 0) continue;
      await kept.changePeople(to, (before) => joinedBy(before, old, clock()));
      await kept.changePeople(old.id, (before) => ({ ...before, leads: [], deputies: [] }));
      log.info('roles handed on', { council: to, from: old.id });
    }
  };
