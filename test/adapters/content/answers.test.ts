import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FEWEST, readAnswerContent } from '../../../adapters/content/answers';
import { readLabels } from '../../../adapters/content/labels-file';
import { readNotOurs } from '../../../adapters/content/not-ours-file';
import { readQuestions } from '../../../adapters/content/questions-file';
import type { Library, Passage, Standard } from '../../../src/standard/standard';

const standard = {
  id: 'small',
  points: [
    { number: 1, title: 'Understand users' },
    { number: 2, title: 'Open the code' },
  ],
} as unknown as Standard;
const passage = (point: number, text: string, question?: string): Passage => ({
  id: `small/${point}/asks/${text.length}`,
  standard: 'small',
  point,
  section: 'asks',
  text,
  question,
});
const PASSAGES = [
  passage(1, 'Five conversations are far better than none.'),
  passage(1, 'Conversations are a start.', 'Is talking enough for a start?'),
  passage(2, 'New code is open from the start.'),
];
const GOOD = `# 1. Understand users

## How many people do we speak to?
Five is better than none.
Rests on: “far better than none”
Also: 2
- how many ppl
- is five enough
- do I need a hundred interviews
`;
const read = (text: string) => readQuestions('01.md', text, standard, 1, PASSAGES);
const changed = (from: string | RegExp, to: string) =>
  read(GOOD.replace(from, to)).mistakes.map(({ line, problem }) => `${line}: ${problem}`);

describe('A file of questions', () => {
  test('gives each question with its wordings, its answer and the passage that it rests on', () => {
    expect(read(GOOD)).toEqual({
      mistakes: [],
      examples: [
        {
          standard: 'small',
          point: 1,
          question: 'How many people do we speak to?',
          answer: 'Five is better than none.',
          passage: PASSAGES[0]?.id,
          also: [2],
          wordings: ['how many ppl', 'is five enough', 'do I need a hundred interviews'],
        },
      ],
    });
  });

  test.each<[string, string | RegExp, string, string]>([
    ['another title', '# 1. Understand users', '# 2. Users', '1: The first line must be “# 1. Understand users”.'],
    ['no question mark', 'speak to?', 'speak to', '3: The heading must be a question that ends with “?”.'],
    ['no answer', 'Five is better than none.\n', '', '3: It has no answer. Write one in a line of its own.'],
    ['two answers', 'none.\n', 'none.\nReally.\n', '5: There is a second answer here. Put the answer into one line.'],
    [
      'a passage that is not there',
      'far better than none',
      'far worse than none',
      '5: No passage of this point has “far worse than none”.',
    ],
    ['a passage of another point', 'far better than none', 'New code is open', '5: No passage of this point has “New code is open”.'],
    ['a quotation of two passages', 'far better than none', 'onversations are', '5: 2 passages have “onversations are”. Quote more of it.'],
    ['a quotation that is too short', 'far better than none', 'none', '5: Quote at least 12 characters of the passage.'],
    ['a point that is not there', 'Also: 2', 'Also: 99', '6: Write further points of this standard as “Also: 5, 11”.'],
    ['too few wordings', '- is five enough\n', '', '3: Give at least 3 further wordings.'],
    ['a ruling', 'Five is better than none.', 'With five you comply.', '3: The bot never says that somebody complies.'],
    [
      'text before the first question',
      '\n\n## How',
      '\nWelcome.\n## How',
      '2: There is text before the first question. Begin with “## QUESTION?”.',
    ],
    ['a wording that is a page', 'how many ppl', 'x'.repeat(301), '3: A wording is longer than 300 characters.'],
  ])('with %s says what to mend, and where', (_, from, to, mistake) => {
    expect(changed(from, to)).toContain(mistake);
  });
});

describe('What is not ours, and labels', () => {
  test('are read', () => {
    expect(readNotOurs('n.md', '# Not ours\n\n## Bins\nSee the website.\n- when is bin day\n')).toEqual({
      mistakes: [],
      refusals: [{ subject: 'Bins', handOff: 'See the website.', wordings: ['when is bin day'] }],
    });
    expect(readLabels('l.jsonl', '{"question":"a b","points":[2]}\n\n{"question":"c","points":null,"kind":"x"}\n').labels).toHaveLength(2);
  });

  test.each([
    ['## Bins\n- bin day\n', 'It has no hand-off'],
    ['## Bins\nSee.\n', 'It has no wordings'],
    ['- bin day\n', 'before the first subject'],
    ['## Bins\nSee.\nOr ask.\n- x\n', 'second hand-off'],
  ])('with a mistake (%j) say so', (text, problem) => {
    expect(
      readNotOurs('n.md', text)
        .mistakes.map((one) => one.problem)
        .join(),
    ).toContain(problem);
  });

  test.each(['{', '{"question":"","points":[1]}', '{"question":"x"}', '{"question":"x","points":["1"]}', '[]', 'null'])(
    '%s is no label',
    (line) => {
      expect(readLabels('l.jsonl', line)).toMatchObject({ labels: [], mistakes: [{ line: 1 }] });
    },
  );
});

describe('All of it', () => {
  const folder = (files: Record<string, string>): string => {
    const made = mkdtempSync(join(tmpdir(), 'guildhall-content-'));
    const all = { 'glossary.yaml': 'terms: []\n', 'questions/not-ours.md': '## Bins\nSee.\n- when is bin day\n', ...files };
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(made, name)), { recursive: true });
      writeFileSync(join(made, name), text);
    }
    return made;
  };
  const many = (title: string, quote: string, extra: string[] = []) =>
    `# ${title}\n\n## Is it so?\nIt is.\nRests on: “${quote}”\n${[...Array.from({ length: FEWEST }, (_, index) => `${title} wording ${index}`), ...extra].map((one) => `- ${one}\n`).join('')}`;
  const library = { standards: [standard], mappings: [], passages: PASSAGES } as Library;
  const mistakes = async (files: Record<string, string>): Promise<string> => {
    try {
      await readAnswerContent(folder(files), library);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const [first, second] = [
    many('1. Understand users', 'far better than none'),
    many('2. Open the code', 'open from the start').replace('Is it so?', 'Is it open?'),
  ];

  test('is read, with what is held out apart', async () => {
    const held = '{"question":"held","points":[1]}\n';
    const files = {
      'questions/small/01.md': first,
      'questions/small/02.md': second,
      'labels/held-out.jsonl': held,
      'labels/a.jsonl': held,
    };
    const content = await readAnswerContent(folder(files), library);
    expect(content.examples).toHaveLength(2);
    expect(content.heldOut).toEqual([{ question: 'held', points: [1] }]);
    expect(Object.keys(content.labels)).toEqual(['a']);
  });

  test('says what is missing, said twice and said of two', async () => {
    expect(await mistakes({ 'questions/small/01.md': GOOD })).toContain(`A point needs at least ${FEWEST}.`);
    const twice = many('1. Understand users', 'far better than none', ['1. understand users, wording 3!']);
    expect(await mistakes({ 'questions/small/01.md': twice })).toContain('stands in this file twice');
    const both = { 'questions/small/01.md': first, 'questions/small/02.md': second.replace('Is it open?', 'Is it so?') };
    expect(await mistakes(both)).toMatch(/02\.md:1: “Is it so\?” stands in .*01\.md too/);
    const refused = { 'questions/small/01.md': first, 'questions/not-ours.md': '## Odd\nSee.\n- Is it so\n' };
    expect(await mistakes(refused)).toContain('“Is it so” (Odd) is a question of a point too.');
  });

  test.each(['terms: [{ short: [A], long: b }]', 'terms: 1', '{'])(
    'a glossary that is wrong (%s) is told with its line',
    async (glossary) => {
      expect(await mistakes({ 'glossary.yaml': glossary })).toMatch(/glossary\.yaml:1: /);
    },
  );
});
