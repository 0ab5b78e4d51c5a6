import { formText, plain, toText } from '../../src/chat/text';
import { type Block, type Form, list, note, text, view } from '../../src/chat/view';
import { FORMS, HOSTILE, VIEWS } from '../support/gallery';

/** Control characters but line ends and tabs, direction marks, half characters. */
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const SAFE = HOSTILE.replace(new RegExp(UNFIT, 'g'), '').toWellFormed();
const one = (block: Block): string => toText(view('Summary', block));

describe('A view as text', () => {
  test.each<[string, Block, string]>([
    ['heading', { type: 'heading', text: 'Camden' }, 'Camden\n------'],
    [
      'text',
      text(['See ', { bold: 'point 3' }, ' at ', { link: 'https://a.example', text: 'GOV.UK' }]),
      'See point 3 at GOV.UK (https://a.example)',
    ],
    ['person', text([{ person: 'slack:T1:U1', name: 'Alice' }, ' leads']), 'Alice leads'],
    ['quote', { type: 'quote', text: 'Understand users', source: ['Point ', { bold: '1' }] }, '“Understand users”\n  Point 1'],
    ['facts', { type: 'facts', facts: [{ label: 'Lead', value: ['Al', { bold: 'ice' }] }] }, 'Lead: Alice'],
    ['list', list(['one', [{ bold: 'two' }]]), '- one\n- two'],
    ['ordered list', { type: 'list', ordered: true, items: ['one', 'two'] }, '1. one\n2. two'],
    ['note', note('Only you can see this.'), '(Only you can see this.)'],
    ['divider', { type: 'divider' }, '* * *'],
    [
      'buttons',
      {
        type: 'buttons',
        buttons: [
          { label: 'Yes', action: 'a.b', value: '' },
          { label: 'Read', url: 'https://a.example' },
        ],
      },
      '[Yes] [Read: https://a.example]',
    ],
  ])('%s', (_, block, words) => {
    expect(one(block)).toBe(words);
  });

  test('with nothing to show says its summary', () => {
    expect(toText(view('Nothing here'))).toBe('Nothing here');
  });

  test('loses no word, however many there are', () => {
    const items = Array.from({ length: 500 }, (_, index) => `Item ${index}.`);
    const facts = items.map((label) => ({ label, value: label }));
    const said = toText(view('s', list(items), { type: 'facts', facts }, text('x'.repeat(40_000))));
    expect(items.every((item) => said.includes(`- ${item}`) && said.includes(`${item}: ${item}`))).toBe(true);
    expect(said).toContain('x'.repeat(40_000));
  });

  test.each(VIEWS)('%s: nothing in it steers a terminal or turns the reading direction', (_, shown) => {
    expect(toText(shown)).not.toMatch(UNFIT);
    expect(toText(shown).isWellFormed()).toBe(true);
  });

  test.each(['heading', 'text', 'quote', 'facts', 'list', 'note', 'buttons'])('a hostile %s is otherwise as typed', (type) => {
    const [, shown] = VIEWS.find(([name]) => name === `hostile: ${type}`) ?? [];
    expect(shown && toText(shown)).toContain(type === 'facts' ? SAFE.slice(0, 40) : SAFE);
  });

  test('an escape sequence and a carriage return lose their power', () => {
    expect(one(text('\u001b[2J\u009b31mRefuse\rApprove\r\nnext'))).toBe('[2J31mRefuse\nApprove\nnext');
  });

  test('a link whose words are its address says it once', () => {
    expect(plain({ link: 'https://a.example', text: 'https://a.example' })).toBe('https://a.example');
  });
});

describe('A form as text', () => {
  test.each(FORMS)('%s: says its title, its intro, every label, hint and choice, and nothing that steers a terminal', (_, form: Form) => {
    const said = formText(form);
    expect(said).not.toMatch(UNFIT);
    const words = [form.title, form.submit, ...form.fields.flatMap(({ label, hint = '' }) => [label, hint])];
    const labels = form.fields.flatMap((field) => ('options' in field ? field.options.map(({ label }) => label) : []));
    const fit = (typed: string) => typed.replace(new RegExp(UNFIT, 'g'), '').toWellFormed();
    for (const word of new Set([...words, ...labels].map(fit))) expect(said).toContain(word);
  });

  test('marks what may be left empty, and how to choose', () => {
    const fields: Form['fields'] = [
      { type: 'date', id: 'by', label: 'By', optional: true, hint: 'A working day' },
      { type: 'choice', id: 'c', label: 'Phase', options: [{ value: 'beta', label: 'Beta' }] },
    ];
    expect(formText({ id: 'a.b', title: 'New', submit: 'Send', state: '', fields })).toBe(
      'New\n\nBy (optional) – A working day\n\nPhase\n  beta: Beta\n\n[Send]',
    );
  });
});
