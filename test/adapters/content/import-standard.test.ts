import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importStandard } from '../../../adapters/content/import-standard';
import { readLibrary } from '../../../adapters/content/standards';

const MARKDOWN = `---
id: council-content
title: Council content standard
shortName: Content standard
publisher: A council
kind: content
status: current
from: 2025-04-01
source: https://example.gov.uk/content
licence: Open Government Licence v3.0
---
# Council content standard

## 1. Write for the reader
Say what people need to do.
Say it first.

## 2. Keep it true
Phases: beta, live
Link: https://example.gov.uk/content/2

Check every page once a year.
`;

const place = (name: string, text: string | Buffer): { file: string; content: string } => {
  const content = mkdtempSync(join(tmpdir(), 'guildhall-import-'));
  mkdirSync(join(content, 'standards'));
  const file = join(content, name);
  writeFileSync(file, text);
  return { file, content };
};
const imported = (name: string, text: string | Buffer, known: string[] = [], replace = false) => {
  const { file, content } = place(name, text);
  return { content, file, done: importStandard(file, content, known, replace) };
};

describe('A standard is imported', () => {
  test('from Markdown, and read again as it was meant', async () => {
    const { content, done } = imported('new.md', MARKDOWN);
    await done;
    const [standard] = (await readLibrary(content)).standards;
    expect(standard).toMatchObject({ id: 'council-content', kind: 'content', from: '2025-04-01' });
    expect(standard?.points).toEqual([
      {
        number: 1,
        title: 'Write for the reader',
        gist: 'Say what people need to do. Say it first.',
        phases: ['discovery', 'alpha', 'beta', 'live'],
        url: 'https://example.gov.uk/content',
      },
      {
        number: 2,
        title: 'Keep it true',
        gist: 'Check every page once a year.',
        phases: ['beta', 'live'],
        url: 'https://example.gov.uk/content/2',
      },
    ]);
  });

  test.each([
    ['with Windows line ends and a byte order mark', `\uFEFF${MARKDOWN.replaceAll('\n', '\r\n')}`],
    ['with numbers before brackets', MARKDOWN.replace('## 1. ', '## 1) ')],
  ])('%s', async (_, text) => {
    expect((await imported('new.md', text).done).standard.points).toHaveLength(2);
  });

  test('from JSON, with the same result', async () => {
    const { standard } = await imported('new.md', MARKDOWN).done;
    expect((await imported('new.json', JSON.stringify(standard)).done).standard).toEqual(standard);
  });

  test('in place of one with its id only where that is asked for', async () => {
    await expect(imported('new.md', MARKDOWN, ['council-content']).done).rejects.toThrow('add --replace');
    expect((await imported('new.md', MARKDOWN, ['council-content'], true).done).standard.id).toBe('council-content');
  });
});

describe('A mistake names file, line and field, and nothing is written', () => {
  const lineOf = (text: string) => MARKDOWN.split('\n').findIndex((line) => line.includes(text)) + 1;
  const cases: [string, string, string, number, string][] = [
    ['a date that is none', 'new.md', MARKDOWN.replace('2025-04-01', 'soon'), lineOf('from:'), 'from'],
    ['a field left out', 'new.md', MARKDOWN.replace(/^licence.*\n/m, ''), 1, 'licence'],
    ['a path as id', 'new.md', MARKDOWN.replace('id: council-content', 'id: ../../evil'), lineOf('id:'), 'id'],
    ['a point twice', 'new.md', MARKDOWN.replace('## 2. ', '## 1. '), lineOf('## 2.'), 'points.1.number'],
    ['a point without a number', 'new.md', MARKDOWN.replace('## 2. ', '## '), lineOf('## 2.'), 'points.1.number'],
    ['a point without words', 'new.md', MARKDOWN.replace('Check every page once a year.', ''), lineOf('## 2.'), 'points.1.gist'],
    ['a phase nobody knows', 'new.md', MARKDOWN.replace('beta, live', 'beta, dead'), lineOf('## 2.'), 'points.1.phases.1'],
    [
      'an address that is not https',
      'new.md',
      MARKDOWN.replace('https://example.gov.uk/content/2', 'javascript:alert(1)'),
      lineOf('## 2.'),
      'points.1.url',
    ],
    [
      'words before the first point',
      'new.md',
      MARKDOWN.replace('## 1. ', 'Hello\n\n## 1. '),
      lineOf('## 1.'),
      'comes before the first point',
    ],
    ['no fields', 'new.md', '## 1. Title\nWords', 1, 'must begin with'],
    ['fields that are no YAML', 'new.md', MARKDOWN.replace('kind: content', 'kind: [content'), lineOf('kind:') + 1, 'Flow sequence'],
    ['a number where words belong', 'new.json', '{\n "id": "abc-def",\n "title": 7\n}', 3, 'title'],
    ['JSON cut off', 'new.json', '{"id": "abc', 1, ''],
    ['nothing', 'new.md', '', 1, ''],
    ['binary', 'new.json', '\u0000\u0001\u0002', 1, ''],
    ['another kind of file', 'new.docx', 'x', 1, 'must be a .md'],
    ['six megabytes', 'new.md', 'x'.repeat(6_000_000), 1, 'is larger than 1 MB'],
  ];
  test.each(cases)('%s', async (_, name, text, line, field) => {
    const { content, file, done } = imported(name, text);
    const error = await done.then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error?.name).toBe('ContentErrors');
    expect(error?.message).toContain(`${file}:${line}: ${field}`.trimEnd());
    expect(readdirSync(join(content, 'standards'))).toEqual([]);
  });

  test('all mistakes are said at once', async () => {
    const { done } = imported('new.md', MARKDOWN.replace('2025-04-01', 'soon').replace('kind: content', 'kind: other'));
    const error = await done.then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error?.message.split('\n')).toHaveLength(2);
  });

  test('what was there stays, whole', async () => {
    const { file, content } = place('new.md', MARKDOWN);
    await importStandard(file, content, [], false);
    const before = readFileSync(join(content, 'standards', 'council-content.yaml'), 'utf8');
    writeFileSync(file, MARKDOWN.replace('2025-04-01', 'soon'));
    await expect(importStandard(file, content, ['council-content'], true)).rejects.toThrow();
    expect(readFileSync(join(content, 'standards', 'council-content.yaml'), 'utf8')).toBe(before);
  });
});
