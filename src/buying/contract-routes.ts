import type { Routes, Turn } from '../chat/turn';
import { field } from '../chat/values';
import { buttons, type Reply, text, toMe, view } from '../chat/view';
import { toCsv } from '../csv';
import { type Category, readCategory } from './categories';
import type { Contract, ContractList, NewContract } from './contract';
import { contractForm, contractListView, importView, type Near } from './contract-views';
import type { Contracts } from './contracts';
import { SPEND } from './poll';
import { reader } from './read';
import { buyerOf } from './who';
import { freeText, plainMonth, readBand, readFields, readMonth } from './words';

export type ContractRoutePorts = {
  contracts: Contracts;
  categories: readonly Category[];
  link(file: string, subject: string): string;
  /** The address of a page where this person can send a file for this council. */
  uploadLink(council: string, by: string): string;
};

const KEYS = ['what', 'category', 'ends', 'supplier', 'product', 'extension', 'notice', 'band'] as const;
const LOOKED_AT = 40;

/** Throws a FormError with every mistake. */
const readContract = (typed: Readonly<Record<string, string | undefined>>, categories: readonly Category[], today: string): NewContract => {
  const { field: one, check, needed } = reader(typed);
  const month = (words: string) => (words.trim() === '' ? undefined : readMonth(words, today));
  const read = {
    what: one('what', (words) => needed(freeText(words, 200), 'Say what the contract is for.')),
    category: one('category', (words) => readCategory(categories, words)),
    ends: one('ends', (words) => readMonth(words, today)),
    supplier: one('supplier', (words) => freeText(words, 80)),
    product: one('product', (words) => freeText(words, 80)),
    extension: one('extension', month),
    notice: one('notice', (words) => (words.trim() === '' ? undefined : (plainMonth(words) ?? readMonth(words, today)))),
    band: one('band', (words) => readBand(words, SPEND)),
  };
  check();
  return read as NewContract;
};

/** Those with others near, of the first that end. */
export const nearOf = async (
  { contracts }: Pick<ContractRoutePorts, 'contracts'>,
  council: string,
  all: readonly Contract[],
): Promise<Near[]> =>
  Promise.all(all.slice(0, LOOKED_AT).map(async (contract) => ({ contract, others: await contracts.othersNear(council, contract) })));

const listed = async (ports: ContractRoutePorts, turn: Turn, list: ContractList, said?: string): Promise<Reply> =>
  toMe(contractListView(list.contracts, ports.categories, await nearOf(ports, buyerOf(turn), list.contracts), said));

const today = ({ contracts }: ContractRoutePorts): string => `${contracts.month()}-01`;

const run = async (ports: ContractRoutePorts, turn: Turn, words: string): Promise<Reply> => {
  const { contracts, categories } = ports;
  const council = buyerOf(turn);
  const [, verb = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(words) ?? [];
  switch (verb.toLowerCase()) {
    case 'add': {
      if (rest === '') return { kind: 'form', form: contractForm(categories) };
      const { list, contract } = await contracts.add(turn, readContract(readFields(rest, KEYS, 'what'), categories, today(ports)));
      return listed(ports, turn, list, `Added: ${contract.what}.`);
    }
    case 'change': {
      const own = (await contracts.mine(turn)).contracts.find(({ id }) => rest.length >= 4 && id.startsWith(rest));
      return own
        ? { kind: 'form', form: contractForm(categories, own) }
        : listed(ports, turn, await contracts.mine(turn), 'I cannot find that contract. The list has their ids.');
    }
    case 'remove': {
      const gone = await contracts.remove(turn, rest);
      return listed(ports, turn, await contracts.mine(turn), `Removed: ${gone.what}. You can undo it for ten minutes.`);
    }
    case 'undo':
      return listed(ports, turn, await contracts.undo(turn), 'The list is as it was before.');
    case 'import':
      return toMe(importView(ports.uploadLink(council, turn.event.speaker.id)));
    case 'export':
      return toMe(
        view(
          'Your council’s contracts as a table',
          text('Your council’s contracts as a table. The link works for 15 minutes.'),
          buttons({ label: 'Download (CSV)', url: ports.link('contracts.csv', council) }),
        ),
      );
    default:
      return listed(ports, turn, await contracts.mine(turn));
  }
};

/** A council's contracts: words, buttons and forms. */
export const contractRoutes = (ports: ContractRoutePorts): Routes => ({
  commands: [
    {
      verb: 'contracts',
      also: ['contract'],
      usages: [
        { usage: 'contracts list', does: 'your council’s contracts and when they end', for: 'officer' },
        { usage: 'contracts add', does: 'add one, by a form or in a line', for: 'officer' },
        { usage: 'contracts change ID', does: 'change one', for: 'officer' },
        { usage: 'contracts remove ID', does: 'take one off the list', for: 'officer' },
        { usage: 'contracts undo', does: 'take the latest change back, for ten minutes', for: 'officer' },
        { usage: 'contracts import', does: 'read the register your council publishes', for: 'officer' },
        { usage: 'contracts export', does: 'all of them as a table', for: 'officer' },
      ],
      run: (turn, rest) => run(ports, turn, rest),
    },
  ],
  actions: {
    'contracts.new': (turn) => {
      buyerOf(turn);
      return { kind: 'form', form: contractForm(ports.categories) };
    },
  },
  submissions: {
    'contracts.saved': async (turn) => {
      const typed = Object.fromEntries(KEYS.map((key) => [key, field(turn.event.values, key)]));
      const given = readContract(typed, ports.categories, today(ports));
      const { state } = turn.event;
      const list = state ? await ports.contracts.edit(turn, state, given) : (await ports.contracts.add(turn, given)).list;
      return listed(ports, turn, list, `Saved: ${given.what}.`);
    },
  },
});

/** A council's contracts as a table, with the column names of the register. */
export const contractsCsv = (all: readonly Contract[], categories: readonly Category[]): string =>
  toCsv([
    [
      'ContractReference',
      'ContractTitle',
      'Category',
      'SupplierName',
      'Product',
      'EndDate',
      'ExtensionEndDate',
      'ReviewDate',
      'Band of yearly spend',
    ],
    ...all.map((one) => [
      one.reference,
      one.what,
      categories.find(({ id }) => id === one.category)?.name ?? one.category,
      one.supplier,
      one.product,
      one.ends,
      one.extension ?? '',
      one.notice ?? '',
      one.band === undefined ? '' : (SPEND.words[one.band] ?? ''),
    ]),
  ]);
