import type { PersonId } from '../chat/event';
import { idOf, type Turn } from '../chat/turn';
import { NotFound, UserError } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import {
  addMonths,
  type Contract,
  type ContractList,
  changedTo,
  type NewContract,
  noContracts,
  removed,
  restored,
  rewritten,
  typed,
  type WaitingImport,
} from './contract';
import { type Imported, imported } from './contract-import';
import { buyerOf } from './who';

export type ContractPorts = {
  lists: Collection<ContractList>;
  imports: Collection<WaitingImport>;
  newId(): string;
  clock: Clock;
};
export type Contracts = ReturnType<typeof contracts>;

const A_YEAR = 12;
/** With so many others a suggestion is made: three councils with one's own. */
const ENOUGH = 2;

/** A council's contracts. Nobody else sees them; others are told only how many end about the same time. */
export const contracts = ({ lists, imports, newId, clock }: ContractPorts) => {
  const listOf = async (council: string): Promise<ContractList> => (await lists.get(council)) ?? noContracts(council, clock());
  const changed = async (council: string, rule: (before: ContractList) => ContractList): Promise<ContractList> => {
    await lists.insert(noContracts(council, clock()));
    const after = await change(lists, council, rule);
    if (!after) throw new NotFound('The list of contracts is no longer there.');
    return after;
  };
  const month = (): string => clock().toISOString().slice(0, 7);

  return {
    month,
    newId,
    mine: (turn: Turn): Promise<ContractList> => listOf(buyerOf(turn)),
    add: async (turn: Turn, given: NewContract): Promise<{ list: ContractList; contract: Contract }> => {
      // The same for a repeated event, which then adds no second one.
      const contract = typed(given, idOf(turn));
      const list = await changed(buyerOf(turn), (before) =>
        before.contracts.some(({ id }) => id === contract.id) ? before : changedTo(before, [...before.contracts, contract], clock()),
      );
      return { list, contract };
    },
    edit: async (turn: Turn, id: string, given: NewContract): Promise<ContractList> =>
      changed(buyerOf(turn), (before) => {
        if (!before.contracts.some((one) => one.id === id)) throw new NotFound('That contract is no longer in the list.');
        const after = before.contracts.map((one) => (one.id === id ? rewritten(one, given) : one));
        return changedTo(before, after, clock());
      }),
    remove: async (turn: Turn, id: string): Promise<Contract> => {
      const council = buyerOf(turn);
      const there = (await listOf(council)).contracts.find((one) => one.id.startsWith(id) && id.length >= 4);
      if (!there) throw new NotFound('I cannot find that contract. Type “contracts list” to see them.');
      await changed(council, (before) => removed(before, there.id, clock()));
      return there;
    },
    undo: (turn: Turn): Promise<ContractList> =>
      changed(buyerOf(turn), (before) => {
        const after = restored(before, clock());
        if (!after) throw new UserError('There is nothing to undo: changes can be taken back for ten minutes.');
        return after;
      }),
    /** Keeps an import until somebody confirms it. Returns its id. */
    prepare: async (council: string, by: PersonId, all: readonly Contract[]): Promise<string> => {
      const id = newId();
      await imports.insert({ id, revision: 0, council, by, contracts: [...all], at: clock() });
      return id;
    },
    /** Takes an import over, whole. The same one twice changes nothing. Undefined where it is gone, or another council's. */
    confirm: async (council: string, id: string): Promise<Imported | undefined> => {
      const found = await imports.get(id);
      if (!found || found.council !== council) return undefined;
      let counts: Imported | undefined;
      await changed(council, (before) => {
        const after = imported(before, found.contracts, clock());
        counts = after.counts;
        return after.list;
      });
      await imports.remove({ id });
      return counts;
    },
    /** How many other councils have a contract of this kind that ends within a year of this one; undefined where too few to say. */
    othersNear: async (council: string, { category, ends }: Pick<Contract, 'category' | 'ends'>): Promise<number | undefined> => {
      if (category === 'other') return undefined;
      const marks = Array.from({ length: A_YEAR * 2 + 1 }, (_, index) => `${category}:${addMonths(ends, index - A_YEAR)}`);
      const all = await lists.count({ marks: { in: marks } });
      const own = await lists.count({ id: council, marks: { in: marks } });
      return all - own >= ENOUGH ? all - own : undefined;
    },
    ofCouncil: async (council: string): Promise<Contract[]> => (await listOf(council)).contracts,
    listOf,
  };
};
