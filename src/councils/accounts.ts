import { type Address, type PersonId, type Standing, workspaceOf } from '../chat/event';
import { UserError } from '../errors';
import type { CouncilPorts, Directory } from './directory';
import type { Memory } from './identify';

/** What a platform says of an account: how it stands to its workspace, or why it can do nothing there. */
export type Account = { standing: Standing | 'bot' | 'closed'; name: string; address: Address; zone?: string };
/** Asks the platform who an account is. Undefined where it cannot be asked, or does not answer in time. Never throws. */
export type LookUp = (person: PersonId) => Promise<Account | undefined>;

const UNFIT: Readonly<Record<Exclude<Account['standing'], 'member'>, string>> = {
  guest: 'That is a guest account.',
  outsider: 'That account belongs to another organisation.',
  bot: 'That is an app, not a person.',
  closed: 'That account is closed, or there is none.',
};

/** Who accounts are, also those that never used the bot. */
export const accounts = ({ lookUp }: CouncilPorts, { persons }: Directory, memory: Memory, gone: (person: PersonId) => Promise<void>) => {
  /** Asks the platform, and keeps what it says, so that a person who never spoke can be reached. */
  const asked = async (person: PersonId): Promise<Account['standing'] | undefined> => {
    const found = await lookUp?.(person);
    if (!found) return undefined;
    const { standing, ...about } = found;
    if (standing !== 'bot' && standing !== 'closed')
      await memory.remember({ ...about, standing, id: person, workspace: workspaceOf(person) });
    return standing;
  };
  const kept = async (person: PersonId): Promise<Standing | undefined> => (await persons.get(person))?.standing;

  return {
    /** How an account stands, asked only where nobody knows it yet. Undefined where it cannot be told. */
    standingOf: async (person: PersonId) => (await kept(person)) ?? asked(person),
    /** Throws a sentence for whoever cannot be given a role. Where the platform cannot be asked, what it said before counts. */
    checkFit: async (person: PersonId): Promise<void> => {
      const standing = (await asked(person)) ?? (await kept(person));
      if (standing === 'member') return;
      if (!standing) throw new UserError('I cannot tell who that is. Ask them to send me “help” once, then name them again.');
      throw new UserError(`${UNFIT[standing]} Name somebody who belongs to the workspace itself.`);
    },
    /** An account was closed, or became a guest’s: its roles go. Says whether that is so: it is not where the platform says that it is a member. */
    left: async (person: PersonId): Promise<boolean> => {
      if ((await asked(person)) === 'member') return false;
      await gone(person);
      return true;
    },
  };
};
