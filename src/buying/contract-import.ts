import { type Contract, type ContractList, changedTo, type Line, lineOf } from './contract';
import { sameContracts } from './same-contract';

/** How many contracts of a register were new to the list, how many were brought up to date, and how many were there as they are. */
export type Imported = { added: number; updated: number; same: number };

const FIELDS = ['what', 'supplier', 'ends', 'extension', 'notice', 'band'] as const;
const SHOWN = [...FIELDS, 'category', 'reference'] as const;

/** A contract with what the register says that is new. What it does not say stays, and so does what officers wrote since it last spoke. */
const broughtUp = (there: Contract, read: Contract): Contract => {
  const last = there.line ?? there;
  const said = FIELDS.filter((field) => (read[field] ?? '') !== '' && read[field] !== last[field]);
  const news: Partial<Line> = Object.fromEntries(said.map((field) => [field, read[field]]));
  const ends = news.ends ?? there.ends;
  return {
    ...there,
    ...news,
    category: there.settled || there.category !== 'other' ? there.category : read.category,
    reference: read.reference || there.reference,
    line: there.line || there.settled ? { ...lineOf(last), ...news } : undefined,
    reminded: ends === there.ends ? there.reminded : [],
  };
};

/** Takes a register into a list. Nothing that is in the list goes; where nothing changes, the latest change can still be taken back. */
export const imported = (before: ContractList, read: readonly Contract[], now: Date): { list: ContractList; counts: Imported } => {
  const same = sameContracts(before.contracts, read);
  const up = new Map([...same].map(([line, there]) => [there.id, broughtUp(there, line)]));
  const kept = before.contracts.map((one) => up.get(one.id) ?? one);
  const updated = kept.filter((one, index) => SHOWN.some((field) => one[field] !== before.contracts[index]?.[field])).length;
  const added = read.filter((one) => !same.has(one));
  const list = changedTo(before, [...kept, ...added], now);
  return {
    list: added.length + updated > 0 ? list : { ...list, before: before.before },
    counts: { added: added.length, updated, same: same.size - updated },
  };
};
