import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAdmin } from '../../../adapters/admin/admin';
import { importStandard } from '../../../adapters/content/import-standard';
import { readLabels } from '../../../adapters/content/labels-file';
import { readConfig } from '../../../src/config';
import { type House, openHouse } from '../../../src/house';
import { action, alice, command } from '../../support/turns';

let house: House;
beforeEach(async () => {
  const config = readConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-admin-')), COORDINATORS: 'slack:T9:UCORA' });
  house = await openHouse(config, { logLevel: 'silent', wake: async () => undefined });
});
afterEach(() => house.store.close());

const run = async (...given: string[]) => {
  const out: string[] = [];
  const wrong: string[] = [];
  const open: Parameters<typeof runAdmin>[1] = (work) =>
    work({
      ...house,
      write: (line) => void out.push(line),
      checkQuestions: async () => ['questions are sound'],
      importStandard: (file, replace) => importStandard(file, mkdtempSync(join(tmpdir(), 'never-')), [], replace),
    });
  const code = await runAdmin(
    given,
    open,
    (line) => void out.push(line),
    (line) => void wrong.push(line),
  );
  return { code, out: out.join('\n'), wrong: wrong.join('\n') };
};
const say = (text: string) => house.features.front.answer(command(text));

describe('Without a command, or with a wrong one', () => {
  test('help lists every command', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    for (const name of ['approve', 'list', 'import-standard', 'erase', 'export', 'questions', 'deliveries', 'check'])
      expect(out).toContain(`  ${name}`);
  });

  test.each([
    ['nope'],
    ['__proto__'],
    ['constructor'],
    ['list', '--zzz'],
    ['list', 'nonsense'],
    ['approve'],
    ['export'],
    ['erase', 'bob'],
    ['deliveries', 'vanished'],
    ['import-standard'],
  ])('wrong usage (%j) ends with 2, one sentence and no effect', async (...given) => {
    const { code, wrong } = await run(...given);
    expect(code).toBe(2);
    expect(wrong.length).toBeGreaterThan(10);
    expect(await house.features.councils.workspaces()).toEqual([]);
  });
});

describe('Workspaces', () => {
  test('are linked directly, and listed', async () => {
    expect((await run('approve', 'teams:aaaa', 'E09000007')).out).toContain('London Borough of Camden');
    expect((await run('list')).out).toContain('teams:aaaa\tlinked\tLondon Borough of Camden');
    expect(await house.features.councils.isLetIn('teams:aaaa')).toBe(true);
    expect(await run('approve', 'teams:aaaa', 'Leeds')).toMatchObject({ code: 1, wrong: expect.stringContaining('already') });
  });

  test.each(['by the request', 'by the workspace'])('that ask are approved %s, and who asked is told', async (way) => {
    await say('council link Camden');
    const [id = '', workspace = ''] = (await run('list', 'requests')).out.split('\t');
    expect((await run('approve', way === 'by the request' ? id : workspace)).out).toContain('Who asked will be told');
    expect((await run('list', 'requests')).out).toContain('No workspace asks');
    expect((await house.features.delivery.inState('due', 10)).map(({ kind }) => kind)).toContain('councils.link-answered');
  });

  test.each([
    [['approve', 'slack:T1', 'Narnia'], 'I know no council called “Narnia”'],
    [['approve', 'slack:T2'], 'has not asked'],
    [['approve', 'not-a-request'], 'cannot find that request'],
    [['approve', 'x:y', 'Camden'], 'Give the workspace as'],
    [['export', 'Narnia'], 'I know no council'],
  ])('%j is told why not, with code 1', async (given, sentence) => {
    expect(await run(...given)).toMatchObject({ code: 1, wrong: expect.stringContaining(sentence) });
  });
});

describe('People and what they wrote', () => {
  beforeEach(async () => {
    await run('approve', 'slack:T1', 'Camden');
    await say('ask who won the football last night');
    await say('person May we share a supplier?');
  });

  test('a council’s export holds all it put in, and is written once', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'guildhall-out-')), 'camden.json');
    expect((await run('export', 'Camden', '--out', file)).code).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('May we share a supplier?');
    expect(text).toContain('won the football');
    expect(await run('export', 'Camden', '--out', file)).toMatchObject({ code: 1, wrong: expect.stringContaining('there already') });
    expect((await run('export', 'Leeds')).out).not.toContain('supplier');
  });

  test('a person is erased only with --yes, and then everywhere', async () => {
    expect((await run('erase', 'slack:T1:U1')).code).toBe(2);
    expect((await run('export', 'Camden')).out).toContain('slack:T1:U1');
    expect((await run('erase', 'slack:T1:U1', '--yes')).code).toBe(0);
    const after = (await run('export', 'Camden')).out;
    expect(after).not.toContain('slack:T1:U1');
    expect(after).not.toContain('Alice');
    expect(after).toContain('May we share a supplier?');
  });

  test('questions are shown: those that wait, those not answered well, and all as CSV', async () => {
    const { out } = await run('questions');
    expect(out).toContain('1 waiting for a person');
    expect(out).toContain('who won the football');
    expect((await run('questions', '--csv')).out).toContain('May we share a supplier?');
  });

  test('what people said answers their questions becomes labels without names', async () => {
    await say('do we have to publish our source code <@U77> cora@camden.gov.uk 020 7974 4444');
    const [asked] = (await house.features.exportCouncil('camden')).asks.slice(-1);
    await house.features.front.answer(action('ask.helpful', asked?.id));
    const file = join(mkdtempSync(join(tmpdir(), 'guildhall-labels-')), 'labels.jsonl');
    expect((await run('labels', '--out', file)).out).toContain('1 labels written');
    expect(readLabels(file, readFileSync(file, 'utf8'))).toEqual({
      labels: [{ question: 'do we have to publish our source code … … …', points: [12] }],
      mistakes: [],
    });
    expect((await run('labels')).out).toContain('"points":[12]');
  });

  test('what several people asked in vain is proposed for a clarification', async () => {
    await house.features.front.answer(command('ask who won the football game last night', { ...alice, id: 'slack:T1:U2' }));
    const { out } = await run('questions');
    expect(out).toMatch(/2\t2 people\twho won the football/);
    expect(out).toMatch(/clarify \d+ of gds-2019 : who won the football.*\? ANSWER/);
  });

  test('messages are shown by how they stand', async () => {
    expect((await run('deliveries', 'due')).out).toContain('questions.asked');
    expect((await run('deliveries')).out).toContain('No messages are gone or lost or unknown');
  });
});

test('check says that the store answers and what the content holds', async () => {
  expect((await run('check')).out).toMatch(
    /The store answers[\s\S]*gds-2019: 14 points, \d{3} passages[\s\S]*questions are sound[\s\S]*councils/,
  );
});

test('nothing is opened for help', async () => {
  const code = await runAdmin(
    ['help'],
    () => Promise.reject(new Error('opened')),
    () => undefined,
    () => undefined,
  );
  expect(code).toBe(0);
});
