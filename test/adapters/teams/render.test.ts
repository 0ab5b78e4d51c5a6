import { LIMITS, teamsLimitProblems } from '../../../adapters/teams/limits';
import { filledIn, toAdaptiveCard, toFormCard, toMessage } from '../../../adapters/teams/render';
import { type Button, buttons, type Form, heading, list, note, text, type View, view } from '../../../src/chat/view';
import { complaints } from '../../support/adaptive-card';

const HOSTILE = 'a $' + '{name} {{DATE(2017-02-14T06:00Z)}} <at>everyone</at> [x](https://evil.example) **b** \u202egnp.exe\u0000 \ud800';
const press = (label: string, over: Partial<Button> = {}): Button => ({ label, action: 'poll.answer', value: 'p7', ...over });
const confirm = { title: 'Close the poll?', text: 'Nobody can answer after this.', yes: 'Close it', no: 'Keep it' };

const everyField: Form = {
  id: 'poll.new',
  title: 'A new poll',
  submit: 'Send',
  state: 's',
  intro: [text('It records interest, never a commitment to buy.')],
  fields: [
    { type: 'text', id: 'title', label: 'Title', hint: 'A few words', maxLength: 80, placeholder: 'Waste contract' },
    { type: 'text', id: 'why', label: 'Why', multiline: true, optional: true, initial: HOSTILE },
    {
      type: 'choice',
      id: 'phase',
      label: 'Phase',
      options: ['discovery', 'alpha', 'beta', 'live', 'gone', 'other'].map((value) => ({ value, label: value })),
      initial: 'beta',
    },
    {
      type: 'choices',
      id: 'who',
      label: 'Who',
      options: [
        { value: 'a,b', label: 'Both' },
        { value: 'c', label: HOSTILE },
      ],
      initial: ['a,b'],
    },
    { type: 'date', id: 'by', label: 'By', initial: '2026-12-24' },
    { type: 'person', id: 'lead', label: 'Lead', initial: 'teams:t1:0a0a' },
  ],
};

const gallery: Record<string, View> = {
  everything: view(
    'One of everything',
    heading('Camden'),
    text(['Plain, ', { bold: 'bold' }, ', ', { link: 'https://www.gov.uk', text: 'a link' }, ', ', { person: 'teams:t:1', name: 'Bob' }]),
    { type: 'quote', text: 'Understand users', source: { link: 'https://www.gov.uk/service-manual', text: 'Point 1' } },
    {
      type: 'facts',
      facts: [
        { label: 'Phase', value: 'beta' },
        { label: 'Lead', value: [{ bold: 'Alice' }, ' Camden'] },
      ],
    },
    list(['one', ['two ', { bold: 'bold' }]]),
    { type: 'list', ordered: true, items: ['first', 'second'] },
    { type: 'divider' },
    note('Only you can see this.'),
    buttons(press('Yes', { style: 'primary' }), press('Close', { confirm, style: 'danger' }), press('Edit', { opensForm: true }), {
      label: 'Read',
      url: 'https://www.gov.uk/',
    }),
  ),
  nothing: view('Nothing to show'),
  'many buttons': view('Buttons', buttons(...Array.from({ length: 20 }, (_, index) => press(`Button ${index}`)))),
  'long words': view('Long', text('wörd👩‍👩‍👧 '.repeat(20_000)), buttons(press('Yes'))),
  'long list': view('Long', list(Array.from({ length: 2_000 }, (_, index) => `Item ${index} ${'x'.repeat(50)}`))),
  'many facts': view('Long', {
    type: 'facts',
    facts: Array.from({ length: 900 }, (_, index) => ({ label: `Council ${index}`, value: HOSTILE })),
  }),
  'many blocks': view('Long', ...Array.from({ length: 500 }, () => text('y'.repeat(300)))),
  'fat buttons': view('Fat', ...Array.from({ length: 30 }, () => buttons(press('z'.repeat(300), { value: 'v'.repeat(2_000), confirm })))),
  hostile: view(
    HOSTILE,
    heading(HOSTILE),
    text([HOSTILE, { bold: HOSTILE }, { link: 'javascript:alert(1)', text: HOSTILE }]),
    { type: 'quote', text: HOSTILE },
    list([HOSTILE]),
    note(HOSTILE),
    buttons(press(HOSTILE), { label: HOSTILE, url: 'javascript:alert(1)' }),
  ),
};

describe('Every view', () => {
  test.each(Object.entries(gallery))('%s parses, keeps within Teams’s limits and has its words in fallbackText', (_, one) => {
    const card = toAdaptiveCard(one);
    expect(teamsLimitProblems(card)).toEqual([]);
    expect(complaints(card)).toEqual([]);
    expect(String(card.fallbackText).length).toBeGreaterThan(0);
    expect(Buffer.byteLength(JSON.stringify(toMessage(one)))).toBeLessThan(28_000);
  });

  test('says everything it says also as plain text', () => {
    const { fallbackText } = toAdaptiveCard(gallery.everything as View);
    for (const words of [
      'Camden',
      'a link (https://www.gov.uk)',
      'Understand users',
      'Phase: beta',
      '1. first',
      'Only you can see this.',
      '[Close]',
    ])
      expect(fallbackText).toContain(words);
  });
});

describe('What people typed', () => {
  const written = JSON.stringify(toAdaptiveCard(gallery.hostile as View));
  test('stands as typed: in runs, which know no Markdown', () => {
    expect(written).not.toMatch(/"(TextBlock|FactSet)"/);
    expect(written).toContain('[x](https://evil.example) **b**');
  });
  test('opens nothing but the web', () => {
    expect(written).not.toMatch(/"url":"javascript/);
  });
  test('holds no template, mention, direction mark, NUL or half character', () => {
    expect(written).not.toMatch(/\$\{|\{\{|<at>|\u202e|\\u0000|\\ud800/);
    expect(written.replaceAll('\u200d', '')).toContain('a $' + '{name} {{DATE(2017-02-14T06:00Z)}} <at>everyone</at>');
  });
});

describe('Long things', () => {
  test('say how many more there are', () => {
    expect(JSON.stringify(toAdaptiveCard(gallery['long list'] as View))).toMatch(/… and \d+ more"/);
    expect(JSON.stringify(toAdaptiveCard(gallery['many blocks'] as View))).toMatch(/… and \d+ more parts/);
  });
  test('are cut between characters, families whole', () => {
    const { body } = toAdaptiveCard(gallery['long words'] as View) as { body: { inlines: { text: string }[] }[] };
    const shown = body[0]?.inlines[0]?.text ?? '';
    expect(shown.endsWith('…')).toBe(true);
    expect(shown.slice(0, -1).replaceAll('wörd👩‍👩‍👧', '').trim()).toMatch(/^(w|wö|wör|wörd)?$/);
  });
  test('buttons stand in rows of six', () => {
    const { body } = toAdaptiveCard(gallery['many buttons'] as View) as { body: { actions: object[] }[] };
    expect(body.map(({ actions }) => actions.length)).toEqual([6, 6, 6, 2]);
  });
});

describe('Forms', () => {
  const mistakes = { title: 'Say what you want to buy.' };
  test.each([true, false])('as a card in a chat (%s) parse, keep within the limits and name their mistakes', (inline) => {
    const card = toFormCard(everyField, inline, mistakes);
    expect(teamsLimitProblems(card)).toEqual([]);
    expect(complaints(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain('Mistake: Say what you want to buy.');
  });

  test('keep what was filled in', () => {
    const { body } = toFormCard(
      filledIn(everyField, { title: 'Bins', who: ['c', 'a,b'], by: '2027-01-01', lead: 'teams:t1:ffff' }),
      false,
    ) as {
      body: { id?: string; value?: string }[];
    };
    const values = Object.fromEntries(body.filter(({ id }) => id).map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({
      'field.title': 'Bins',
      'fields.who': 'c,a%2Cb',
      'field.by': '2027-01-01',
      'field.lead': 'ffff',
      'field.phase': 'beta',
    });
  });

  test('with more choices than fit say so', () => {
    const options = Array.from({ length: 2_000 }, (_, index) => ({ value: `${index}`, label: `Council number ${index}` }));
    const card = toFormCard({ ...everyField, fields: [{ type: 'choice', id: 'council', label: 'Council', options }] }, false);
    expect(teamsLimitProblems(card)).toEqual([]);
    expect(JSON.stringify(card)).toMatch(/… and \d+ more that do not fit here/);
  });
});

describe('The checker of limits', () => {
  const card = (over: object) => ({ type: 'AdaptiveCard', version: LIMITS.version, body: [], ...over });
  test.each([
    [{ version: '1.6' }, 'the version is 1.6'],
    [{ body: [{ type: 'TextBlock', text: 'x' }] }, 'card.body[0] is a TextBlock'],
    [{ body: [{ type: 'Table' }] }, 'card.body[0] is a Table'],
    [{ actions: Array.from({ length: 7 }, () => ({ type: 'Action.Submit' })) }, 'card has 7 actions'],
    [{ actions: [{ type: 'Action.OpenUrl', url: 'javascript:x' }] }, 'card.actions[0] opens javascript:x'],
    [{ body: [{ type: 'Input.Text', id: 'a' }] }, 'card.body[0] has no label'],
    [{ fallbackText: 'x'.repeat(25_000) }, expect.stringMatching(/^the card has \d+ bytes$/)],
    [{ fallbackText: '$' + '{x}' }, 'a text holds a template, a mention or a direction mark'],
    [{ body: ['a', 'a'].map((id) => ({ type: 'Input.Text', id, label: id })) }, 'two inputs have the same id'],
    [
      { actions: [{ type: 'Action.ShowCard', card: { type: 'AdaptiveCard', version: '1.5', actions: [{ type: 'Action.ShowCard' }] } }] },
      'card.actions[0].card.actions[0] is a ShowCard within a ShowCard',
    ],
  ])('%j: %s', (over, problem) => {
    expect(teamsLimitProblems(card(over))).toEqual([problem]);
  });
});
