import { toModal, valuesOf } from '../../../adapters/slack/form';
import { slackLimitProblems } from '../../../adapters/slack/limits';
import { type Field, type Form, list, text } from '../../../src/chat/view';
import { FORMS, HOSTILE } from '../../support/gallery';

type Element = Record<string, unknown> & { type: string };
type Input = { type: string; block_id: string; element: Element; hint?: { text: string } };
type Filled = Record<string, unknown>;

const form = (...fields: Field[]): Form => ({ id: 'polls.new', title: 'A poll', submit: 'Send', state: 's1', fields });
const inputsOf = (one: Form): Input[] =>
  (toModal(one, 'slack:T1', 'C1').blocks as unknown as Input[]).filter(({ type }) => type === 'input');
const options = (many: number) => Array.from({ length: many }, (_, index) => ({ value: `o${index}`, label: `Option ${index}` }));

/** What Slack sends of an element that was left as it was opened, for every kind of element. */
const untouched = ({ type, ...element }: Element): Filled => {
  switch (type) {
    case 'plain_text_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    default:
      throw new Error(`Slack has no ${type}`);
  }
};
const sent = (one: Form, fill: (element: Element) => Filled) => {
  const values = Object.fromEntries(
    inputsOf(one).map(({ block_id, element }) => [block_id, { [String(element.action_id)]: fill(element) }]),
  );
  return valuesOf({ values: JSON.parse(JSON.stringify(values)) }, 'slack:T1');
};

const FILLED: Field[] = [
  { type: 'text', id: 'why', label: 'Why', multiline: true, initial: 'Two\nlines, “quoted” & <b>' },
  { type: 'choice', id: 'phase', label: 'Phase', options: options(3), initial: 'o1' },
  { type: 'choice', id: 'council', label: 'Council', options: options(90), initial: 'o89' },
  { type: 'choices', id: 'few', label: 'Few', options: options(10), initial: ['o0', 'o9'] },
  { type: 'choices', id: 'many', label: 'Many', options: options(11), initial: ['o10'] },
  { type: 'date', id: 'by', label: 'By', initial: '2026-12-24' },
  { type: 'person', id: 'lead', label: 'Lead', initial: 'slack:T1:U7' },
];

describe('A form that comes back from Slack', () => {
  test('untouched says what it was opened with', () => {
    expect(sent(form(...FILLED), untouched)).toEqual(Object.fromEntries(FILLED.map(({ id, initial }) => [id, initial])));
  });

  test('left empty says nothing, field by field', () => {
    const empty = FILLED.map((field) => ({ ...field, optional: true, initial: undefined }) as Field);
    expect(sent(form(...empty), untouched)).toEqual({ why: '', phase: '', council: '', few: [], many: [], by: '', lead: '' });
  });

  test('keeps what was typed to the letter', () => {
    const words = HOSTILE.toWellFormed();
    expect(sent(form({ type: 'text', id: 'why', label: 'Why' }), ({ type }) => ({ type, value: words }))).toEqual({ why: words });
  });

  test('brings back its state and the channel it was opened from', () => {
    const { private_metadata, callback_id } = toModal({ ...form(), state: 'a"\\u2028' }, 'slack:T1', 'C9');
    expect([callback_id, JSON.parse(private_metadata ?? '')]).toEqual(['polls.new', { s: 'a"\\u2028', c: 'C9' }]);
  });
});

describe('A modal', () => {
  const awful: [string, Form][] = [
    [
      '40 kB already filled in',
      form({ type: 'text', id: 'a', label: 'x'.repeat(40_000), hint: 'x'.repeat(40_000), initial: 'x'.repeat(40_000) }),
    ],
    ['a short field filled in with more', form({ type: 'text', id: 'a', label: 'A', maxLength: 20, initial: 'x'.repeat(21) })],
    ['a choice of 500', form({ type: 'choice', id: 'a', label: 'A', options: options(500), initial: 'o499' })],
    [
      'a choice of nothing',
      form({ type: 'choice', id: 'a', label: 'A', options: [] }, { type: 'choices', id: 'b', label: 'B', options: [] }),
    ],
    ['an initial choice that is gone', form({ type: 'choice', id: 'a', label: 'A', options: options(2), initial: 'gone' })],
    ['a date that is none', form({ type: 'date', id: 'a', label: 'A', initial: 'tomorrow' })],
    ['somebody of Teams', form({ type: 'person', id: 'a', label: 'A', initial: 'teams:t1:a1' })],
    ['100 fields and an intro', { ...form(...manyFields(100)), intro: [text('Hello')] }],
    ['500 fields', form(...manyFields(500))],
    ['a long intro', { ...form(...manyFields(60)), intro: Array.from({ length: 500 }, () => list([HOSTILE, 'x'.repeat(3_000)])) }],
  ];
  function manyFields(many: number): Field[] {
    return Array.from({ length: many }, (_, index) => ({ type: 'text', id: `f${index}`, label: `Field ${index}` }));
  }

  test.each([...awful, ...FORMS])('with %s is taken by Slack', (_, one) => {
    expect(slackLimitProblems(toModal(one, 'slack:T1', 'C1'))).toEqual([]);
  });

  test('says how many choices do not fit', () => {
    const [input] = inputsOf(form({ type: 'choice', id: 'a', label: 'A', hint: 'Pick one.', options: options(112) }));
    expect(input?.hint?.text).toBe('Pick one. … and 12 more that do not fit here. Type the command on one line instead.');
  });

  test('shows that what was filled in beforehand is cut', () => {
    const [input] = inputsOf(form({ type: 'text', id: 'a', label: 'A', maxLength: 8, initial: 'Long words' }));
    expect(input?.element).toMatchObject({ max_length: 8, initial_value: 'Long wo…' });
  });

  test('says that there is nothing to choose from', () => {
    const { blocks } = toModal(form({ type: 'choice', id: 'a', label: 'Which poll', options: [] }), 'slack:T1', 'C1');
    expect(JSON.stringify(blocks)).toMatch(/Which poll.*There is nothing to choose from yet/);
  });
});
