import type { PersonId } from '../chat/event';
import type { View } from '../chat/view';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import type { Category } from './categories';
import { type ContractList, handedOn, nextMonth, noContracts, remindedNow } from './contract';
import { nearOf } from './contract-routes';
import { endingView } from './contract-views';
import type { Contracts } from './contracts';

export type ContractRoundPorts = {
  lists: Collection<ContractList>;
  contracts: Contracts;
  categories: readonly Category[];
  speakersOf(council: string): Promise<readonly PersonId[]>;
  councilOf(person: PersonId): Promise<{ id: string } | undefined>;
  /** Councils that ended, each with the one that does its work now. */
  mergers(): ReadonlyMap<string, string>;
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  clock: Clock;
};

const AT_ONCE = 500;

/** What happens to contracts by themselves: reminders once a month at most, and what a merger hands on. */
export const contractRounds = (ports: ContractRoundPorts) => {
  const { lists, clock, tell } = ports;

  /**
   * The contracts of a council that ended go to the one in its place. First there, then away: a broken run leaves them twice, and the next mends it.
   * A list that somebody changed meanwhile stays for the next sweep.
   */
  const handOn = async (list: ContractList, to: string): Promise<void> => {
    await lists.insert(noContracts(to, clock()));
    await change(lists, to, (before) => handedOn(before, list.contracts));
    await change(lists, list.id, (before) =>
      before.revision === list.revision ? { ...noContracts(before.id, clock()), revision: before.revision } : before,
    );
  };

  // Saved with what it says first, so that a process that dies here leaves a reminder to be sent, once.
  const remind = async (list: ContractList): Promise<void> => {
    const after = await change(lists, list.id, (before) => remindedNow(before, clock()));
    if (!after?.todo) return;
    const [lead] = await ports.speakersOf(list.id);
    if (lead) await tell(lead, 'contracts.ending', list.id, after.todo);
    await change(lists, list.id, (before) =>
      before.todo === after.todo ? { ...before, todo: undefined, dueAt: nextMonth(clock()) } : before,
    );
  };

  return {
    sweep: async (): Promise<void> => {
      const into = ports.mergers();
      for (const list of await lists.find({ id: { in: [...into.keys()] } })) {
        const to = into.get(list.id);
        if (to && list.contracts.length > 0) await handOn(list, to);
      }
      for (const list of await lists.find({ dueAt: { before: clock() } }, { sort: ['dueAt', 'up'], limit: AT_ONCE })) await remind(list);
    },
    /** How the reminder reads when it is sent; undefined where nothing of it is left, or the person no longer belongs there. */
    message: async (council: string, to: PersonId): Promise<View | undefined> => {
      if ((await ports.councilOf(to))?.id !== council) return undefined;
      const { contracts: all, reminding } = await ports.contracts.listOf(council);
      const ending = all.filter(({ id }) => reminding.includes(id));
      return ending.length > 0 ? endingView(ending, ports.categories, await nearOf(ports, council, ending)) : undefined;
    },
  };
};
