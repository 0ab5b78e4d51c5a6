import { slackLimitProblems, weightOf } from '../../../adapters/slack/limits';
import { toBlockKit, toHome } from '../../../adapters/slack/render';
import { type Block, buttons, heading, type Rich, text, type View, view } from '../../../src/chat/view';
import { HOSTILE } from '../../support/gallery';
import { markupIn, textObjects, typed } from '../../support/read-block-kit';

const blocksOf = (...blocks: Block[]) => toBlockKit(view('s', ...blocks), 'slack:T1').blocks as unknown as Record<string, unknown>[];
const written = (rich: Rich): string =>
  textObjects(blocksOf(text(rich)))
    .map((one) => one.text)
    .join('');
/** Beside a bold word, so that it has to be mrkdwn. */
const marked = (words: string): string =>
  markupIn(blocksOf(text([words, { bold: 'x' }])))
    .join('')
    .replace(/\*x\*$/, '');
const problems = (shown: View): string[] => [
  ...slackLimitProblems(toBlockKit(shown, 'slack:T1')),
  ...slackLimitProblems(toHome(shown, 'slack:T1')),
];
const press = (index: number) => ({ label: `Button ${index}`, action: 'polls.answer', value: String(index) });
const FAMILY = '👨‍👩‍👧';

const AWFUL: Record<string, Block[]> = {
  '500 facts': [{ type: 'facts', facts: Array.from({ length: 500 }, (_, index) => ({ label: `Fact ${index}`, value: HOSTILE })) }],
  '500 items': [{ type: 'list', items: Array.from({ length: 500 }, (_, index) => [{ bold: `Item ${index}` }, HOSTILE]) }],
  '500 blocks': Array.from({ length: 500 }, (_, index) => text(`Block ${index}`)),
  '500 long blocks in a script of three bytes': Array.from({ length: 500 }, () => text('語'.repeat(3_000))),
  'a question of lines': [{ type: 'quote', text: `a${'\n'.repeat(1_998)}b` }],
  'a question of signs': [{ type: 'quote', text: '*_~`<>&'.repeat(285) }],
  '60 buttons': [buttons(...Array.from({ length: 60 }, (_, index) => press(index)))],
  'ten long quotes, then buttons': [
    ...Array.from({ length: 10 }, (): Block => ({ type: 'quote', text: 'Long words. '.repeat(300) })),
    buttons(press(1)),
  ],
  '40 kB of everything': [heading('x'.repeat(40_000)), text('x'.repeat(40_000)), { type: 'note', text: '<&>'.repeat(13_000) }],
};

describe('However much there is', () => {
  test.each(Object.entries(AWFUL))('%s: Slack takes it', (_, blocks) => {
    expect(problems(view('s', ...blocks))).toEqual([]);
  });

  test.each(['500 facts', '500 items', '500 blocks'])('%s: it says that there is more', (name) => {
    expect(textObjects(blocksOf(...(AWFUL[name] as Block[]))).at(-1)?.text).toMatch(/… and \d+ more$/);
  });

  test('no button is lost: what one row cannot hold stands in the next', () => {
    const rows = blocksOf(...(AWFUL['60 buttons'] as Block[])).map(({ elements }) => (elements as object[]).length);
    expect(rows).toEqual([25, 25, 10]);
  });

  test('long texts are shortened before a button is', () => {
    const shown = blocksOf(...(AWFUL['ten long quotes, then buttons'] as Block[]));
    expect(shown.map(({ type }) => type)).toEqual([...Array.from({ length: 10 }, () => 'section'), 'actions']);
    expect(weightOf(shown)).toBeGreaterThan(5_000);
  });

  test.each([1_000, 3_000])('%i families are cut between families', (many) => {
    for (const shown of [
      written(FAMILY.repeat(many)),
      written([FAMILY.repeat(many), { bold: 'x' }]),
      written({ bold: FAMILY.repeat(many) }),
    ])
      expect(shown.replaceAll(FAMILY, '')).toMatch(/^\*?…?(\*x)?\*?$/);
  });

  test('nothing to show is still something to Slack', () => {
    for (const empty of [view(''), view('', text('')), view('', buttons()), view('', { type: 'facts', facts: [] })])
      expect(problems(empty)).toEqual([]);
  });
});

describe('What people typed', () => {
  const SAFE = HOSTILE.replace(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/g, '').toWellFormed();
  test.each<[string, Block]>([
    ['alone', text(HOSTILE)],
    ['beside other words', text([{ bold: 'Alice' }, ' ', HOSTILE])],
    ['in a list', { type: 'list', items: [HOSTILE] }],
    ['in a fact', { type: 'facts', facts: [{ label: 'Said', value: HOSTILE }] }],
    ['in a note', { type: 'note', text: [HOSTILE, { bold: 'x' }] }],
  ])('%s reads as typed', (_, block) => {
    expect(textObjects(blocksOf(block)).map(typed).join('\n')).toContain(SAFE);
  });

  test('as a quotation keeps every line within it', () => {
    const [shown = ''] = markupIn(blocksOf({ type: 'quote', text: HOSTILE }));
    expect(shown.split('\n').every((line) => line.startsWith('> '))).toBe(true);
    expect(typed({ type: 'mrkdwn', text: shown.replace(/^> /gm, '') })).toBe(SAFE);
  });

  test.each([
    '<!channel>',
    '<!here|x>',
    '<@U1>',
    '<#C1>',
    '<https://evil.example|bank>',
    '<mailto:a@b>',
    '<!subteam^S1>',
    '&lt;!channel&gt;',
  ])('%s calls nobody and links nowhere', (words) => {
    for (const rich of [
      words,
      [words, { bold: words }],
      [{ link: 'https://www.gov.uk', text: words }],
      [{ person: 'teams:a:b', name: words }],
    ])
      expect(
        markupIn(blocksOf(text(rich)))
          .join('')
          .replace('<https://www.gov.uk|', ''),
      ).not.toMatch(/<[!@#a-z]/);
  });

  test.each([':tada:', ':日本:', ':+1:', 'a :tada::skin-tone-2: b', ':a-b_c:'])('%s is no emoji', (words) => {
    expect(marked(words)).not.toMatch(/:[^\s:\u2060]+:/);
  });

  test.each(['*b*', '_i_', '~s~', '`c`', '```\nc\n```', '> q', '>>> q', '＞ q'])('%s is never bare markup', (words) => {
    expect(marked(words)).not.toMatch(/[*_~`](?!\u2060)|^(&gt;|＞)/m);
  });

  test('in bold or in a link stays on one line, which is all that Slack marks up', () => {
    expect(written([{ bold: 'one\n two ' }, { link: 'https://www.gov.uk', text: 'a\r\nb' }])).toBe('*one two* <https://www.gov.uk|a b>');
  });

  test('in the notification calls nobody, and is not cut within a sign', () => {
    const { text: fallback } = toBlockKit(view('s', text('<'.repeat(5_000))), 'slack:T1');
    expect(fallback).toMatch(/^(&lt;)+…$/);
  });
});

describe('People and links', () => {
  test('a person of this workspace is mentioned, any other named', () => {
    expect(written([{ person: 'slack:T1:U1', name: 'Al' }, ' and ', { person: 'slack:T2:U2', name: 'Bo' }])).toBe('<@U1> and Bo');
  });
  test.each(['slack:T1:', 'slack:T1:!channel', 'slack:T1:U1> <!channel', 'slack:T1:u1'])(
    '%s is nobody’s id, so the name stands there',
    (person) => {
      expect(written([{ person, name: 'Al' }])).toBe('Al');
    },
  );
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://',
    'slack://open',
    '//evil.example',
    `https://a/${'x'.repeat(3_000)}`,
  ])('%s is no link and no button', (link) => {
    expect(written([{ link, text: 'read' }])).toBe('read');
    expect(JSON.stringify(blocksOf(buttons({ label: 'Read', url: link })))).not.toContain('"url"');
  });
  test('an address cannot break out of its link', () => {
    expect(written([{ link: 'https://a.example/?b=1&c=<d>|e', text: 'a|b>c' }])).toBe(
      '<https://a.example/?b=1&amp;c=%3Cd%3E%7Ce|a/b&gt;c>',
    );
  });
});
