import { type Address, type PersonId, type Standing, workspaceOf } from '../chat/event';
import { UserError } from '../errors';
import type { CouncilPorts, Directory } from './directory';
import type { Memory } from './identify';

/** What a platform says of an account: how it stands to its workspace, or why it can do nothing there. */
export type Account = { standing: Standing | 'bot' | 'closed'; name: string; address: Address; zone?: string };
/** Asks the platform who an account is: `later` where it cannot tell just now, undefined where it never does. Never throws. */
export type LookUp = (person: PersonId) => Promise<Account | 'later' | undefined>;

const UNFIT: Readonly<Record<Exclude<Account['standing'], 'member'>, string>> = {
  guest: 'That is a guest account.',
  outsider: 'That account belongs to another organisation.',
  bot: 'That is an app, not a person.',
  closed: 'That account is closed, or there is none.',
};

/** Who accounts are, also those that never used the bot. */
export const accounts = ({ lookUp }: CouncilPorts, { persons }: Directory, memory: Memory, gone: (person: PersonId) => Promise<void>) => {
  /** Asks the platform, and keeps what it says, so that a person who never spoke can be reached. */
  const asked = async (person: PersonId): Promise<Account['standing'] | 'later' | undefined> => {
    const found = await lookUp?.(person);
    if (!found || found === 'later') return found;
    const { standing, ...about } = found;
    if (standing !== 'bot' && standing !== 'closed')
      await memory.remember({ ...about, standing, id: person, workspace: workspaceOf(person) });
    return standing;
  };
  const kept = async (person: PersonId): Promise<Standing | undefined> => (await persons.get(person))?.standing;

  return {
    /** How an account stands, asked only where nobody knows it yet: `later` where the platform cannot be asked just now, undefined where it never tells. */
    standingOf: async (person: PersonId) => (await kept(person)) ?? asked(person),
    /** Throws a sentence for whoever cannot be given a role. Where the platform cannot be asked, what it said before counts. */
    checkFit: async (person: PersonId): Promise<void> => {
      const now = await asked(person);
      const standing = now && now !== 'later' ? now : await kept(person);
      if (standing === 'member') return;
      if (!standing) throw new UserError('I cannot tell who that is. Ask them to send me “help” once, then name them again.');
      throw new UserError(`${UNFIT[standing]} Name somebody who belongs to the workspace itself.`);
    },
    /**
     * An account was closed, or became a guest’s: its roles go. Says whether its work is to be handed over: not where the platform says that it is a
     * member. `told`: the platform said so itself. Without that, where a platform never tells, as Teams, a conversation may be gone and the person still
     * there: they keep their role. Throws where the platform cannot be asked just now: then it is not decided yet.
     */
    left: async (person: PersonId, told: boolean): Promise<boolean> => {
      const before = await kept(person);
      if (before === 'guest' || before === 'outsider') return false;
      const standing = await asked(person);
      if (standing === 'later') throw new Error('The platform cannot say just now whether an account is closed');
      if (standing === 'member') return false;
      if (standing !== undefined || told) await gone(person);
      return true;
    },
  };
};
