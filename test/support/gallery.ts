import type { Block, Field, Form, View } from '../../src/chat/view';

/** What must never be read as anything but words. */
export const HOSTILE = [
  '<!channel> <@U1> <#C1|x> &lt;!here&gt;',
  '<at>everyone</at> $' + '{if(true)} {{DATE(2017-02-14T06:00Z)}}',
  '[x](https://evil.example) <https://evil.example|bank>',
  '*b* _i_ ~s~ `c` :tada: > quote',
  'zero\u200bwidth\ufeff javascript:alert(1) \u00ad',
  'exe.\u202egnp\u2066 \u0000\u0007 \ud800 a\u0301\u0302 \u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
].join('\n');
export const HUGE = `${'Long words about services. '.repeat(1_500)}\u{1F468}\u200D\u{1F469}\u200D\u{1F467}`;

const blocks = (words: string, many: number): Record<Block['type'], Block> => ({
  heading: { type: 'heading', text: words },
  text: {
    type: 'text',
    text: [
      words,
      { bold: words },
      { link: 'https://www.gov.uk/a?b=1&c=<d>|e', text: words },
      { link: 'javascript:alert(1)', text: words },
      { person: 'slack:T1:U1', name: words },
      { person: 'teams:t1:a1', name: words },
    ],
  },
  quote: { type: 'quote', text: words, source: [words, { link: 'https://www.gov.uk', text: words }] },
  facts: { type: 'facts', facts: Array.from({ length: many }, () => ({ label: words.slice(0, 60), value: [words, { bold: words }] })) },
  list: { type: 'list', items: Array.from({ length: many }, () => [words, { bold: words }]), ordered: many > 1 },
  note: { type: 'note', text: words },
  divider: { type: 'divider' },
  buttons: {
    type: 'buttons',
    buttons: Array.from({ length: many }, (_, index) => [
      { label: words, action: 'polls.answer', value: `v${index}`.padEnd(Math.min(2_000, words.length), 'x') },
      { label: words, url: 'https://www.gov.uk' },
      {
        label: words,
        action: 'polls.close',
        value: '1',
        style: 'danger' as const,
        confirm: { title: words, text: words, yes: words, no: words },
      },
      { label: words, action: 'polls.new', value: '', opensForm: true },
    ]).flat(),
  },
});

const fields = (words: string, many: number): Record<Field['type'], Field> => {
  const base = { label: words, hint: words, optional: true };
  const options = Array.from({ length: many }, (_, index) => ({ value: `o${index}`, label: words }));
  return {
    text: { ...base, type: 'text', id: 'text', multiline: true, maxLength: 500, initial: words, placeholder: words },
    choice: { ...base, type: 'choice', id: 'choice', options, initial: 'o0' },
    choices: { ...base, type: 'choices', id: 'choices', options, initial: ['o0'] },
    date: { ...base, type: 'date', id: 'date', initial: '2026-12-24' },
    person: { ...base, type: 'person', id: 'person', initial: 'slack:T1:U1' },
  };
};

const formOf = (words: string, many: number): Form => ({
  id: 'polls.new',
  title: words,
  submit: words,
  state: 's1',
  intro: Object.values(blocks(words, 1)).filter(({ type }) => type !== 'buttons'),
  fields: Object.values(fields(words, many)),
});
const viewOf = (words: string, many: number): View => ({ summary: words, blocks: Object.values(blocks(words, many)) });
const one = (words: string, many: number): [string, View][] =>
  Object.entries(blocks(words, many)).map(([type, block]) => [type, { summary: words, blocks: [block] }]);

const SAID: readonly [string, string, number][] = [
  ['plain', 'A plain sentence', 1],
  ['empty', '', 0],
  ['blank', '   ', 1],
  ['several', 'A plain sentence', 12],
  ['many', 'One of many', 120],
  ['hostile', HOSTILE, 3],
  ['huge', HUGE, 2],
  ['huge and many', HUGE, 60],
];

/** Every kind of block, alone and together, plain and awful. A kind that is missing here does not compile. */
export const VIEWS: readonly [string, View][] = SAID.flatMap(([name, words, many]): [string, View][] => [
  [`${name}: all`, viewOf(words, many)],
  ...one(words, many).map(([type, view]): [string, View] => [`${name}: ${type}`, view]),
]);

/** Forms with every kind of field. */
export const FORMS: readonly [string, Form][] = SAID.filter(([, , many]) => many > 0).map(([name, words, many]) => [
  name,
  formOf(words || 'Name', many),
]);
