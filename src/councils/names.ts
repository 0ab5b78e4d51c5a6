import type { PersonId } from '../chat/event';
import type { Directory } from './directory';

/** An account with the name it is known by; accounts that never used the bot have a stand-in. */
export type Named = { id: PersonId; name: string };

/** Looks up names, in the order of the ids. */
export const nameFinder =
  ({ persons }: Directory) =>
  async (ids: readonly PersonId[]): Promise<Named[]> => {
    const known = ids.length > 0 ? await persons.find({ id: { in: ids } }) : [];
    const names = new Map(known.map(({ id, name }) => [id, name]));
    return ids.map((id) => ({ id, name: names.get(id) || 'someone who has not used Guildhall yet' }));
  };
