import type { PersonId } from '../chat/event';
import { UserError } from '../errors';
import type { accounts } from './accounts';
import type { CouncilPorts, Directory } from './directory';
import type { Named } from './names';

/** Who coordinates the network: those in the configuration, and those whom they add. The caller has checked that `by` is one. */
export const coordinating = (
  { clock, log, configuredCoordinators }: CouncilPorts,
  kept: Directory,
  { checkFit }: Pick<ReturnType<typeof accounts>, 'checkFit'>,
) => ({
  /** Adding one twice changes nothing. */
  addCoordinator: async (person: PersonId, by: PersonId): Promise<void> => {
    await checkFit(person);
    if (!configuredCoordinators.includes(person)) await kept.stored.insert({ id: person, revision: 0, addedBy: by, addedAt: clock() });
    kept.forgetCoordinators();
    log.info('coordinator added', { person, by });
  },
  removeCoordinator: async (person: PersonId, by: PersonId): Promise<void> => {
    if (configuredCoordinators.includes(person))
      throw new UserError('That coordinator is named in the configuration. Ask whoever runs Guildhall to take them out there.');
    if (configuredCoordinators.length === 0 && (await kept.stored.count({})) < 2)
      throw new UserError('The network needs at least one coordinator. Add another one first.');
    if ((await kept.stored.remove({ id: person })) === 0) throw new UserError('That person is not a coordinator.');
    kept.forgetCoordinators();
    log.info('coordinator removed', { person, by });
  },
  /** All of them but those whose account is a guest’s by now, and where those who have used the bot can be reached. */
  coordinators: async (): Promise<(Named & { address?: string })[]> => {
    const ids = [...(await kept.coordinators())];
    const known = new Map((await kept.persons.find({ id: { in: ids } })).map((person) => [person.id, person]));
    const able = ids.filter((id) => known.get(id)?.standing !== 'guest');
    return able.map((id) => ({ id, address: known.get(id)?.address, name: known.get(id)?.name || id }));
  },
});
