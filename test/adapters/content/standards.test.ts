import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentErrors, type Mistake } from '../../../adapters/content/content-errors';
import { readLibrary } from '../../../adapters/content/standards';
import { SECTIONS } from '../../../src/standard/standard';

const content = join(__dirname, '..', '..', '..', 'content');

/** A copy of our content in which one file is changed. */
const changed = (file: string, change: (text: string) => string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-content-'));
  cpSync(join(content, 'standards'), join(folder, 'standards'), { recursive: true });
  cpSync(join(content, 'mappings'), join(folder, 'mappings'), { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return folder;
};
const mistakes = async (folder: string): Promise<readonly Mistake[]> => {
  const error = await readLibrary(folder).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ContentErrors)) throw new Error(`read without a mistake: ${String(error)}`);
  return error.mistakes.map((mistake) => ({ ...mistake, file: mistake.file.replace(`${folder}/`, '') }));
};
const lineOf = (file: string, text: string): number =>
  readFileSync(join(content, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

describe('Our content', () => {
  test('is read: the standards of 2015, 2016 and 2019, the mappings, and guidance with every section for each point of 2016 and 2019', async () => {
    const { standards, mappings, passages } = await readLibrary(content);
    expect(standards.map(({ id, points }) => [id, points.length])).toEqual([
      ['gds-2015', 18],
      ['gds-2019', 14],
      ['lgdss-2016', 15],
    ]);
    expect(mappings.map(({ from, to }) => `${from} ${to}`)).toEqual(expect.arrayContaining(['gds-2015 gds-2019', 'lgdss-2016 gds-2019']));
    for (const { id, points } of standards.filter((one) => one.id !== 'gds-2015'))
      for (const { number } of points) {
        const there = new Set(passages.filter((one) => one.standard === id && one.point === number).map(({ section }) => section));
        expect([id, number, [...there].sort()]).toEqual([id, number, Object.keys(SECTIONS).sort()]);
      }
    expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
  });
});

const GDS = 'standards/gds-2019.yaml';
const POINT = 'standards/gds-2019/05.md';

describe('A mistake in a standard', () => {
  const cases: [string, string, (text: string) => string, string, number, string | RegExp][] = [
    ['an empty title', GDS, (text) => text.replace(/^title: .*$/m, 'title: ""'), 'title', lineOf(GDS, 'title:'), 'must not be empty'],
    ['a status nobody knows', GDS, (text) => text.replace(/^status: .*$/m, 'status: fresh'), 'status', lineOf(GDS, 'status:'), /"current"/],
    ['a field nobody knows', GDS, (text) => `${text}colour: red\n`, '', 1, /colour/],
    ['a date that is none', GDS, (text) => text.replace(/^from: .*$/m, 'from: 2019-02-31'), 'from', lineOf(GDS, 'from:'), 'must be a date'],
    [
      'an address that is not https',
      GDS,
      (text) => text.replace(/^source: .*$/m, 'source: http://gov.uk'),
      'source',
      lineOf(GDS, 'source:'),
      'https',
    ],
    ['an id that is not the file’s', GDS, (text) => text.replace(/^id: .*$/m, 'id: gds-2020'), 'id', lineOf(GDS, 'id:'), 'file’s name'],
    ['a number twice', GDS, (text) => text.replace('number: 2', 'number: 1'), 'points.1.number', lineOf(GDS, 'number: 2'), 'must be 2'],
    ['a key twice', GDS, (text) => text.replace(/^title: .*$/m, '$&\n$&'), '', lineOf(GDS, 'title:') + 1, /unique/i],
  ];
  test.each(cases)('%s: file, line and field are named, and nothing is loaded', async (_, file, change, field, line, problem) => {
    const found = await mistakes(changed(file, change));
    const said = found.find((one) => one.file === file && (one.field ?? '') === field);
    expect(found.map((one) => `${one.file}:${one.line} ${one.field} ${one.problem}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(problem)]),
    );
    expect(said?.line).toBe(line);
  });

  test('all mistakes are said at once', async () => {
    const folder = changed(GDS, (text) => text.replace(/^title: .*$/m, 'title: ""').replace(/^status: .*$/m, 'status: fresh'));
    expect((await mistakes(folder)).length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ['binary', '\u0000\u0001\ufffd'],
    ['nothing', ''],
    ['a list', '- a\n- b\n'],
    [
      'aliases without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    ],
    ['two megabytes', `title: ${'x'.repeat(2_000_000)}`],
  ])('a file of %s is refused quickly', async (_, text) => {
    const before = performance.now();
    expect((await mistakes(changed(GDS, () => text))).length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

describe('A mistake in guidance or a mapping', () => {
  const cases: [string, string, (text: string) => string, number, string][] = [
    ['another title', POINT, (text) => text.replace(/^# .*/, '# 5. Something else'), 1, 'The first line must be'],
    [
      'a heading nobody knows',
      POINT,
      (text) => text.replace('## What counts as evidence', '## Evidence'),
      lineOf(POINT, '## What counts'),
      'is not a heading we know',
    ],
    [
      'a question without an answer',
      POINT,
      (text) => `${text}- Why?\n`,
      readFileSync(join(content, POINT), 'utf8').split('\n').length,
      'QUESTION? ANSWER',
    ],
    [
      'a line too long',
      POINT,
      (text) => `${text}- Why? ${'x'.repeat(700)}\n`,
      readFileSync(join(content, POINT), 'utf8').split('\n').length,
      'longer than',
    ],
  ];
  test.each(cases)('%s: file and line are named', async (_, file, change, line, problem) => {
    const found = await mistakes(changed(file, change));
    expect(found.map((one) => [one.file, one.line, one.problem])).toContainEqual([file, line, expect.stringContaining(problem)]);
  });

  test('a point left out of a mapping is named', async () => {
    const file = 'mappings/lgdss-2016--gds-2019.yaml';
    const found = await mistakes(changed(file, (text) => text.replace(/from: \[3\]/, 'from: []')));
    expect(found.map(({ problem }) => problem).join()).toContain('point 3 of lgdss-2016 is not mentioned');
  });
});
