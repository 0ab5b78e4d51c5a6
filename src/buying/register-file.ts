import { UserError } from '../errors';
import type { Category } from './categories';
import { categoryGuess } from './category-guess';
import { type Contract, MOST_CONTRACTS } from './contract';
import { SPEND } from './poll';
import { realReference } from './same-contract';
import { plainMonth } from './words';

/** Names of columns, as the LGA's schema for contract registers has them, and as councils write them. */
const COLUMNS = {
  reference: ['contractreference', 'reference', 'referencenumber', 'contractref', 'ref', 'contractid', 'id'],
  title: ['contracttitle', 'title', 'contractname', 'contract', 'nameofcontract'],
  description: ['description', 'contractdescription', 'descriptionofgoodsservices', 'details'],
  starts: ['startdate', 'contractstartdate', 'start', 'commencementdate'],
  ends: ['enddate', 'contractenddate', 'end', 'expirydate', 'contractexpirydate', 'currentenddate'],
  review: ['reviewdate', 'contractreviewdate', 'noticedate'],
  extension: ['extensionenddate', 'maximumenddate', 'extendeduntil', 'contractextensiondate'],
  value: ['contractvalue', 'value', 'totalvalue', 'totalcontractvalue', 'lifetimevalue', 'estimatedcontractvalue'],
  yearly: ['annualvalue', 'annualcontractvalue', 'estimatedannualvalue', 'annualspend', 'valueperannum', 'estimatedannualspend'],
  supplier: ['suppliername', 'supplier', 'vendor', 'vendorname', 'contractor', 'nameofsupplier'],
  cpv: ['cpvcode', 'cpv', 'cpvcodes'],
} as const;
type Column = keyof typeof COLUMNS;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Where each column stands. Throws a sentence where the file has no titles or no ends. */
export const columnsOf = (header: readonly string[]): Partial<Record<Column, number>> => {
  const names = header.map(plain);
  const found = Object.fromEntries(
    Object.entries(COLUMNS).flatMap(([column, words]) => {
      const at = names.findIndex((name) => (words as readonly string[]).includes(name));
      return at < 0 ? [] : [[column, at]];
    }),
  ) as Partial<Record<Column, number>>;
  if (found.title === undefined || found.ends === undefined) {
    const seen = header.filter((name) => name.trim() !== '').slice(0, 8);
    throw new UserError(
      `This is not a register of contracts: it needs at least the columns ContractTitle and EndDate in its first line.${seen.length > 0 ? ` It has: ${seen.map((name) => name.slice(0, 30)).join(', ')}.` : ''}`,
    );
  }
  return found;
};

/** "£1,234.50" in pounds; undefined where it is no amount. */
const pounds = (typed: string): number | undefined => {
  const amount = Number(typed.replace(/[£,\s]/g, '').replace(/^gbp/i, ''));
  return typed.trim() !== '' && Number.isFinite(amount) && amount >= 0 ? amount : undefined;
};

const bandOf = (yearly: number | undefined): number | undefined => {
  const band = yearly === undefined ? -1 : SPEND.lows.findLastIndex((low) => yearly >= low);
  return band < 0 ? undefined : band;
};

const clean = (typed: string, most: number): string =>
  typed
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most);

export type Skipped = { line: number; why: string };
export type Reader = {
  /** Reads one line; `line` counts from 1, with the header. Returns why it was left out. */
  add(row: readonly string[], line: number): Skipped | undefined;
  contracts: readonly Contract[];
  skipped: readonly Skipped[];
};

/** The yearly spend: as given, or the value over the years of the contract. Amounts are not kept, only their band. */
const yearlyOf = (cell: (column: Column) => string, ends: string): number | undefined => {
  const yearly = pounds(cell('yearly'));
  if (yearly !== undefined) return yearly;
  const value = pounds(cell('value'));
  const starts = plainMonth(cell('starts'));
  if (value === undefined || !starts) return undefined;
  const months = (Number(ends.slice(0, 4)) - Number(starts.slice(0, 4))) * 12 + Number(ends.slice(5)) - Number(starts.slice(5));
  return value / Math.max(1, months / 12);
};

/** Reads a register line by line. Throws a sentence for a file that is none. `month`: this month, before which a contract has ended. */
export const registerReader = (header: readonly string[], categories: readonly Category[], month: string, newId: () => string): Reader => {
  const columns = columnsOf(header);
  const contracts: Contract[] = [];
  const skipped: Skipped[] = [];
  const categoryOf = categoryGuess(categories);
  const read = (row: readonly string[]): Contract | string | undefined => {
    const cell = (column: Column): string => row[columns[column] ?? -1]?.trim() ?? '';
    const what = clean(cell('title'), 200);
    if (row.every((one) => one.trim() === '')) return undefined;
    if (what === '') return 'has no title';
    const ends = plainMonth(cell('ends'));
    if (!ends) return cell('ends') === '' ? 'has no end date' : `has an end date I cannot read: “${clean(cell('ends'), 20)}”`;
    if (ends < month) return 'has ended';
    const supplier = clean(cell('supplier'), 80);
    return {
      id: newId(),
      what,
      category: categoryOf({ title: what, description: clean(cell('description'), 1_000), supplier, cpv: cell('cpv') }),
      supplier,
      product: '',
      ends,
      extension: plainMonth(cell('extension')),
      notice: plainMonth(cell('review')),
      band: bandOf(yearlyOf(cell, ends)),
      reference: realReference(clean(cell('reference'), 80)),
      reminded: [],
    };
  };
  return {
    contracts,
    skipped,
    add: (row, line) => {
      const one = read(row);
      if (one === undefined) return undefined;
      if (typeof one !== 'string') {
        contracts.push(one);
        if (contracts.length > MOST_CONTRACTS)
          throw new UserError(
            `That is more than ${MOST_CONTRACTS.toLocaleString('en-GB')} contracts. Keep those that still run, and send the file again.`,
          );
        return undefined;
      }
      const left = { line, why: one };
      skipped.push(left);
      return left;
    },
  };
};
