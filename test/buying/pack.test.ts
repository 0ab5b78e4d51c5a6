import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { runAdmin } from '../../adapters/admin/admin';
import { readCategories } from '../../adapters/content/categories';
import { readProcurement } from '../../adapters/content/procurement';
import { answerLine, brokenAt, logFile, receiptText } from '../../src/buying/chain';
import { packOf } from '../../src/buying/pack';
import { packCsv, packOcds } from '../../src/buying/pack-files';
import { packPage } from '../../src/buying/pack-page';
import type { Poll } from '../../src/buying/poll';
import { closed, withdrawn } from '../../src/buying/rules';
import { anAnswer, aPoll, DEADLINE, withAnswers } from '../support/a-poll';

const content = (name: string) => join(__dirname, '../../content', name);
const schema = (name: string) => JSON.parse(readFileSync(join(__dirname, `../fixtures/ocds/${name}.json`), 'utf8'));
const categories = readCategories(content('categories.yaml'));
const procurement = readProcurement(content('procurement.yaml'));
const HOSTILE = '=HYPERLINK("https://evil.example")<script>alert(1)</script>';

const met = (over: Partial<Poll> = {}): Poll =>
  closed(
    withAnswers(
      aPoll({ need: HOSTILE, mustHaves: HOSTILE, ...over }),
      ['leeds', 'york', 'bristol', 'cardiff', 'norwich'].map((council, index) =>
        anAnswer(council, {
          ends: `2028-0${index + 1}`,
          band: index,
          supplier: index < 3 ? 'Acme Ltd' : '',
          route: 'g-cloud',
          mustHaves: HOSTILE,
          wouldLead: index === 0,
        }),
      ),
    ),
    DEADLINE,
  );
const pack = (poll: Poll, viewer = 'leeds') => packOf(poll, viewer, categories, procurement);
const name = (id: string) => `Council of ${id}`;

describe('The pack', () => {
  test.each(['everyone', 'participants', 'nobody'] as const)(
    'as OCDS validates against the release package schema 1.1, and is for publishing: names shown to %s',
    (names) => {
      const validate = addFormats(new Ajv({ strict: false }))
        .addSchema(schema('release-schema'))
        .compile(schema('release-package-schema'));
      const made = pack(met({ names }));
      const file = made && JSON.parse(packOcds(made, (id) => ({ id, name: name(id), gss: 'E09000007' })));
      expect([validate(file), validate.errors]).toEqual([true, null]);
      expect(file.releases[0].parties).toHaveLength(names === 'everyone' ? 6 : 1);
      expect(file.releases[0].tag).toEqual(['planning']);
    },
  );

  test('as CSV is text in every cell', () => {
    const made = pack(met());
    const rows = made
      ? parse(
          packCsv({ ...made, poll: { ...made.poll, id: '=1+1' } }, (id) => `=${name(id)}`),
          { bom: true, relax_column_count: true, skip_empty_lines: true },
        )
      : [];
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  });

  test('as a page runs nothing, and says what stands in the chart', () => {
    const made = pack(met());
    const page = made ? packPage(made, name) : '';
    expect(page).not.toContain('<script');
    expect(page).toContain('Council of leeds: January 2028; Council of york: February 2028');
    expect(page).toContain('Acme Ltd: 3 councils');
    expect(page).toContain('£207,720 including VAT');
  });

  test('is for the councils that take part, and names nobody where the one that asked chose so', () => {
    expect(pack(met(), 'oxford')).toBeUndefined();
    expect(pack(met(), 'camden')).toBeDefined();
    const made = pack(met({ names: 'nobody' }));
    expect(made && packPage(made, name)).not.toMatch(/Council of (leeds|york|bristol)/);
    expect(made && packPage(made, name)).toContain('2028: 5 end');
  });
});

describe('npm run admin -- verify-poll', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-verify-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const said: string[] = [];
  const verify = async (file: unknown, receipt?: string): Promise<number> => {
    said.length = 0;
    const path = join(folder, 'log.json');
    writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
    const nothing = async () => {
      throw new Error('the store was opened');
    };
    const keep = (line: string) => void said.push(line);
    return runAdmin(['verify-poll', path, ...(receipt ? [receipt] : [])], nothing, keep, keep);
  };
  const poll = met({ need: 'Planning' });
  const receiptOf = (one: Poll, council: string): string => {
    const own = one.answers.find((answer) => answer.council === council);
    return own ? receiptText({ poll: one.id.slice(0, 6), line: answerLine(own), secret: one.secrets[council] ?? '' }) : '';
  };

  test('finds the answer of a receipt in the log', async () => {
    expect(await verify(logFile(poll), receiptOf(poll, 'york'))).toBe(0);
    expect(said.join(' ')).toContain('The log of poll abcdef0123456789abcdef01 is whole: 6 entries');
    expect(said.join(' ')).toContain('the answer “york market 1 - 2028-02 g-cloud - interest” stands in the log as given');
    expect(said.join(' ')).toContain('It is among the answers counted at the close.');
  });
  test('says so where an answer was given, but changed before the close', async () => {
    const first = withAnswers(aPoll(), [anAnswer('leeds', { band: 1 }), anAnswer('york')]);
    const old = receiptOf(first, 'leeds');
    expect(await verify(logFile(first), old)).toBe(0);
    expect(said.join(' ')).toContain('No close in this log came after it');
    const last = closed(withAnswers(first, [anAnswer('leeds', { band: 2 })]), DEADLINE);
    expect(await verify(logFile(last), old)).toBe(1);
    expect(said.join(' ')).toContain('It is not among the answers counted at the close');
    expect(await verify(logFile(last), receiptOf(last, 'leeds'))).toBe(0);
    const { counted = [] } = logFile(last).log.at(-1) ?? {};
    const spoilt = logFile(last).log.map((one) => (one.counted ? { ...one, counted: counted.slice(1) } : one));
    expect(await verify({ ...logFile(last), log: spoilt })).toBe(1);
    expect(said.join(' ')).toContain('The log was changed: entry 4 of 4');
  });
  test('does not find another answer under the same secret', async () => {
    expect(await verify(logFile(poll), receiptOf(poll, 'york').replace('market 1', 'market 4'))).toBe(1);
    expect(said.join(' ')).toContain('No entry fits this receipt');
  });
  test.each<[string, (log: ReturnType<typeof logFile>['log']) => unknown]>([
    ['an entry is changed', (log) => log.map((one, at) => (at === 2 ? { ...one, what: 'withdrawn' } : one))],
    ['a seal is changed', (log) => log.map((one, at) => (at === 2 ? { ...one, seal: '0'.repeat(64) } : one))],
    ['an entry is taken out', (log) => log.filter((_, at) => at !== 2)],
    ['entries change places', (log) => [...log.slice(0, 2), log[3], log[2], ...log.slice(4)]],
  ])('says so where %s', async (_, spoil) => {
    expect(await verify({ ...logFile(poll), log: spoil(logFile(poll).log) })).toBe(1);
    expect(said.join(' ')).toContain('The log was changed: entry 3');
  });
  test('keeps what was withdrawn, and knows other logs and files', async () => {
    const less = withdrawn(
      withAnswers(aPoll(), [anAnswer('leeds')]),
      'leeds',
      DEADLINE.getTime() > 0 ? new Date(DEADLINE.getTime() - 1) : DEADLINE,
    );
    expect(logFile(less).log.map(({ what }) => what)).toEqual(['answered', 'withdrawn']);
    expect(brokenAt(logFile(less))).toBeUndefined();
    expect(await verify({ ...logFile(poll), poll: 'ffffff' }, receiptOf(poll, 'york'))).toBe(1);
    expect(await verify('not json')).toBe(1);
    expect(said.join(' ')).toContain('is not the log of a poll');
    expect(await verify(logFile(poll), 'nonsense')).toBe(1);
  });
});
