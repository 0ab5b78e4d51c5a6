import { type PersonId, workspaceOf } from '../chat/event';
import type { accounts } from './accounts';
import type { Council } from './council';
import type { Directory } from './directory';
import type { Workspace } from './workspace';

const STRANGERS: readonly string[] = ['guest', 'outsider', 'bot'];

/** Which council people and workspaces belong to, and who speaks for it. */
export const belonging = (kept: Directory, { standingOf }: Pick<ReturnType<typeof accounts>, 'standingOf'>) => {
  const ofWorkspace = async (person: PersonId): Promise<Council | undefined> => kept.councilOf(await kept.workspace(workspaceOf(person)));
  const linkedTo = (council: string) => ({ councilId: { in: kept.actingAs(council) }, state: 'linked' as const });
  /** The council of somebody's workspace, unless they are known to be one of these there. */
  const unless = async (those: readonly string[], person: PersonId): Promise<Council | undefined> =>
    those.includes((await standingOf(person)) ?? '') ? undefined : ofWorkspace(person);

  /**
   * The council in which somebody can be given work: that of their workspace, unless they are known to be anything but a member. What a closed account has
   * to do is still its own until a message to it fails, and it is handed over.
   */
  const worksFor = (person: PersonId): Promise<Council | undefined> => unless(STRANGERS, person);

  return {
    worksFor,
    /** The council that somebody acts for: that of their workspace. None for guests, nor where nobody can tell who the account is. Throws where that can be told later. */
    councilOf: async (person: PersonId): Promise<Council | undefined> => {
      const standing = await standingOf(person);
      if (standing === 'later') throw new Error('The platform cannot say just now who an account is');
      return standing === 'member' ? ofWorkspace(person) : undefined;
    },
    /** The council of an account's workspace, whatever is known of the account. */
    workspaceCouncil: async (person: PersonId): Promise<string | undefined> => (await ofWorkspace(person))?.id,
    isColleague: async (person: PersonId, council: string): Promise<boolean> =>
      (await unless([...STRANGERS, 'closed'], person))?.id === council,
    /** Those who speak for a council, leads first. */
    speakersOf: async (council: string): Promise<PersonId[]> => {
      const { leads, deputies } = await kept.peopleOf(council);
      return [...leads, ...deputies];
    },
    linkedCount: (council: string): Promise<number> => kept.workspaces.count(linkedTo(council)),
    workspacesOf: (council: string): Promise<Workspace[]> => kept.workspaces.find(linkedTo(council)),
  };
};
