import { z } from 'zod';
import type { Shape } from '../store/collection';

/** Months before its end at which a council hears of a contract. */
export const REMINDERS = [18, 12, 6] as const;

/** What a register can say of a contract. */
const line = z.object({
  what: z.string(),
  supplier: z.string(),
  /** "2028-03" */
  ends: z.string(),
  /** Until when it may be extended, and by when notice must be given. */
  extension: z.string().optional(),
  notice: z.string().optional(),
  /** The number of a band of yearly spend. */
  band: z.number().int().min(0).max(6).optional(),
});
export type Line = z.infer<typeof line>;

const contract = line.extend({
  id: z.string(),
  category: z.string(),
  product: z.string(),
  /** ContractReference of the council's own register; empty where it has none. */
  reference: z.string(),
  /** Months before the end at which it was reminded of. */
  reminded: z.array(z.number()),
  /** An officer chose the category: no register changes it. */
  settled: z.boolean().optional(),
  /** What the register said last, where an officer wrote something else: that stays until the register says something new. */
  line: line.optional(),
});
export type Contract = z.infer<typeof contract>;
export type NewContract = Omit<Contract, 'id' | 'reminded' | 'reference' | 'settled' | 'line'>;

const list = z.object({
  /** The council's id. */
  id: z.string(),
  revision: z.number(),
  contracts: z.array(contract),
  /** "planning:2028-03" of every contract, so that others can be counted without being read. */
  marks: z.array(z.string()),
  /** How the list was before the latest import or removal, for ten minutes. */
  before: z.object({ contracts: z.array(contract), until: z.date() }).optional(),
  /** When it is next looked through for reminders. */
  dueAt: z.date(),
  /** What the latest reminder names, and the month whose reminder is still to be written down. */
  reminding: z.array(z.string()),
  todo: z.string().optional(),
});
/** A council's contracts: one document, so that an import is there whole or not at all. */
export type ContractList = z.infer<typeof list>;

export const contractShape: Shape<ContractList> = {
  name: 'contracts',
  schema: list,
  indexes: [{ fields: ['dueAt'] }, { fields: ['marks'] }],
};

const waiting = z.object({
  id: z.string(),
  revision: z.number(),
  council: z.string(),
  by: z.string(),
  contracts: z.array(contract),
  at: z.date(),
});
/** An import that somebody has seen but not confirmed: gone after an hour. */
export type WaitingImport = z.infer<typeof waiting>;
export const importShape: Shape<WaitingImport> = {
  name: 'contractImports',
  schema: waiting,
  indexes: [{ fields: ['at'], expireSeconds: 3_600 }],
};

/** More than any council has; a file with more is not a register. */
export const MOST_CONTRACTS = 10_000;
const UNDO = 10 * 60_000;

export const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
export const addMonths = (month: string, months: number): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
};

/** The first of the next month. */
export const nextMonth = (now: Date): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 6));

export const noContracts = (council: string, now: Date): ContractList => ({
  id: council,
  revision: 0,
  contracts: [],
  marks: [],
  dueAt: nextMonth(now),
  reminding: [],
});

const withContracts = (before: ContractList, contracts: readonly Contract[]): ContractList => {
  const sorted = [...contracts].sort((a, b) => a.ends.localeCompare(b.ends) || a.what.localeCompare(b.what));
  return { ...before, contracts: sorted, marks: [...new Set(sorted.map(({ category, ends }) => `${category}:${ends}`))] };
};

/** The list with other contracts, and how it was before, so that it can be taken back. */
export const changedTo = (before: ContractList, contracts: readonly Contract[], now: Date): ContractList => ({
  ...withContracts(before, contracts),
  before: { contracts: before.contracts, until: new Date(now.getTime() + UNDO) },
});

export const removed = (before: ContractList, id: string, now: Date): ContractList =>
  changedTo(
    before,
    before.contracts.filter((one) => one.id !== id),
    now,
  );

/** A contract that somebody typed is one more, whatever else is in the list. */
export const typed = (given: NewContract, id: string): Contract => ({ ...given, id, reference: '', reminded: [], settled: true });

export const lineOf = ({ what, supplier, ends, extension, notice, band }: Line): Line => ({
  what,
  supplier,
  ends,
  extension,
  notice,
  band,
});

/** A contract as an officer wrote it over. One that was typed by hand and is in no register yet has no line of it. */
export const rewritten = (there: Contract, given: NewContract): Contract => ({
  ...there,
  ...given,
  settled: there.settled || given.category !== there.category,
  line: there.line ?? (there.settled ? undefined : lineOf(there)),
  reminded: there.ends === given.ends ? there.reminded : [],
});

/**
 * The list with the contracts of a council that ended, told apart by their ids: twice is the same as once, and what changed in between counts. Taking
 * back the latest change keeps them.
 */
export const handedOn = (before: ContractList, given: readonly Contract[]): ContractList => {
  const ids = new Set(given.map(({ id }) => id));
  const withGiven = (all: readonly Contract[]): Contract[] => [...all.filter(({ id }) => !ids.has(id)), ...given];
  return {
    ...withContracts(before, withGiven(before.contracts)),
    before: before.before && { ...before.before, contracts: withGiven(before.before.contracts) },
  };
};

/** The list as it was before the latest change; undefined where that is too long ago. */
export const restored = (before: ContractList, now: Date): ContractList | undefined =>
  before.before && before.before.until > now ? { ...withContracts(before, before.before.contracts), before: undefined } : undefined;

/** Which step of the reminders a contract has reached and was not reminded of; undefined where none. */
export const reminderOf = ({ ends, reminded }: Contract, month: string): number | undefined => {
  const left = monthsBetween(month, ends);
  const step = REMINDERS.findLast((months) => left <= months);
  return step !== undefined && left >= 0 && !reminded.includes(step) ? step : undefined;
};

/** Marks what this month reminds of. Contracts of no category of ours are not reminded of: a register has everything a council buys. */
export const remindedNow = (before: ContractList, now: Date): ContractList => {
  if (before.todo) return before;
  const month = now.toISOString().slice(0, 7);
  const steps = new Map(before.contracts.flatMap((one) => (one.category === 'other' ? [] : [[one.id, reminderOf(one, month)] as const])));
  const due = [...steps].flatMap(([id, step]) => (step === undefined ? [] : [id]));
  return {
    ...before,
    ...(due.length > 0 ? { reminding: due, todo: month } : { dueAt: nextMonth(now) }),
    contracts: before.contracts.map((one) => {
      const step = steps.get(one.id);
      return step === undefined
        ? one
        : { ...one, reminded: [...one.reminded, ...REMINDERS.filter((months) => months >= step && !one.reminded.includes(months))] };
    }),
  };
};
