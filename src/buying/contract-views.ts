import { runButton } from '../chat/commands';
import { shorten } from '../chat/shorten';
import { type Block, buttons, type Form, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import { type Category, categoryName } from './categories';
import type { Contract } from './contract';
import { SPEND } from './poll';
import { newButton } from './views';
import { monthInWords } from './words';

const SHOWN = 15;
const PRIVATE = 'Only your council sees its contracts. Others are told how many end about the same time, never whose.';

/** `others`: how many other councils have a contract of the kind that ends within a year. */
export type Near = { contract: Contract; others?: number };

export const addButton = { label: 'Add a contract', action: 'contracts.new', value: '', opensForm: true, style: 'primary' as const };
const importButton = runButton('Import a register', 'contracts import');

const line = (one: Contract, categories: readonly Category[]): Rich => [
  { bold: shorten(one.what, 80) },
  `, ${categoryName(categories, one.category)}${one.supplier ? `, ${one.supplier}` : ''}: ends ${monthInWords(one.ends)}`,
  ...(one.notice ? [`, notice by ${monthInWords(one.notice)}`] : []),
  ...(one.extension ? [`, can run until ${monthInWords(one.extension)}`] : []),
  ` (${one.id.slice(0, 6)})`,
];

/** What to do where others have the same coming up. */
const suggestions = (near: readonly Near[], categories: readonly Category[]): readonly Block[] => {
  const [first] = near.filter(({ others }) => others !== undefined).sort((a, b) => (b.others ?? 0) - (a.others ?? 0));
  if (!first) return [];
  const name = categoryName(categories, first.contract.category);
  return [
    text(
      `${first.others} other councils have a contract for ${name.toLowerCase()} that ends within a year of yours. You could go to the market together.`,
    ),
    buttons({ ...newButton, value: first.contract.category }),
  ];
};

export const contractListView = (all: readonly Contract[], categories: readonly Category[], near: readonly Near[], said?: string): View => {
  if (all.length === 0)
    return view(
      said ?? 'No contracts yet',
      heading('Your council’s contracts'),
      ...(said ? [text(said)] : []),
      text(
        'None yet. Add one in a line: contracts add Planning system | category: planning | ends: March 2028. Or import the register that your council publishes.',
      ),
      buttons(addButton, importButton),
      note(PRIVATE),
    );
  return view(
    said ?? `${all.length} contracts`,
    heading('Your council’s contracts'),
    ...(said ? [text(said)] : []),
    text(`${all.length} contracts, those that end first at the top.`),
    list(all.slice(0, SHOWN).map((one) => line(one, categories))),
    ...(all.length > SHOWN ? [note(`… and ${all.length - SHOWN} more in the table.`)] : []),
    ...suggestions(near, categories),
    buttons(addButton, importButton, runButton('Export', 'contracts export'), ...(said ? [runButton('Undo', 'contracts undo')] : [])),
    note(PRIVATE),
  );
};

export const contractForm = (categories: readonly Category[], own?: Contract): Form => ({
  id: 'contracts.saved',
  title: own ? 'Change a contract' : 'Add a contract',
  submit: 'Save',
  state: own?.id ?? '',
  intro: [note(PRIVATE)],
  fields: [
    { type: 'text', id: 'what', label: 'What is it for?', hint: 'Such as Planning back office', maxLength: 200, initial: own?.what },
    {
      type: 'choice',
      id: 'category',
      label: 'Category',
      options: categories.map(({ id, name }) => ({ value: id, label: name })),
      initial: own?.category,
    },
    {
      type: 'text',
      id: 'ends',
      label: 'In which month does it end?',
      placeholder: 'March 2028',
      maxLength: 20,
      initial: own && monthInWords(own.ends),
    },
    { type: 'text', id: 'supplier', label: 'Supplier', optional: true, maxLength: 80, initial: own?.supplier || undefined },
    { type: 'text', id: 'product', label: 'Product', optional: true, maxLength: 80, initial: own?.product || undefined },
    {
      type: 'text',
      id: 'extension',
      label: 'Until when can it be extended?',
      optional: true,
      maxLength: 20,
      initial: own?.extension && monthInWords(own.extension),
    },
    {
      type: 'text',
      id: 'notice',
      label: 'By when must you give notice?',
      optional: true,
      maxLength: 20,
      initial: own?.notice && monthInWords(own.notice),
    },
    {
      type: 'choice',
      id: 'band',
      label: 'Spend a year, in a band',
      options: [{ value: '-', label: 'I would rather not say' }, ...SPEND.words.map((label, index) => ({ value: String(index), label }))],
      optional: true,
      initial: own?.band === undefined ? undefined : String(own.band),
    },
  ],
});

/** What a lead hears once a month at most: which contracts end in 18, 12 or 6 months. */
export const endingView = (ending: readonly Contract[], categories: readonly Category[], near: readonly Near[]): View =>
  view(
    `${ending.length === 1 ? 'A contract of your council ends' : `${ending.length} contracts of your council end`} soon`,
    heading('Contracts that end soon'),
    list(ending.slice(0, SHOWN).map((one) => line(one, categories))),
    ...(ending.length > SHOWN ? [note(`… and ${ending.length - SHOWN} more in the list.`)] : []),
    ...suggestions(near, categories),
    buttons(runButton('All contracts', 'contracts list')),
    note('You get this because you speak for your council: 18, 12 and 6 months before a contract ends, and at most once a month.'),
  );

export const importView = (url: string): View =>
  view(
    'Import a register of contracts',
    heading('Import a register'),
    text(
      'Send the register of contracts that your council publishes, as CSV. You see what I read before anything is kept, and can take it back for ten minutes.',
    ),
    list([
      'It needs ContractTitle and EndDate; the other columns of the Local Government Association’s schema are used where they are there',
      'Contracts without an end, or that have ended, are left out',
      'Amounts are not kept: only the band of yearly spend',
      'Sent again later, it brings contracts up to date and takes none away. What you changed stays until the register says something new',
    ]),
    buttons({ label: 'Choose the file', url }),
    note('The link works for 15 minutes and is for you alone.'),
  );
