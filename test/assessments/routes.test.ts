import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Speaker } from '../../src/chat/event';
import { toText } from '../../src/chat/text';
import type { Reply } from '../../src/chat/view';
import { readConfig } from '../../src/config';
import { type House, openHouse } from '../../src/house';
import { buttonsOf } from '../support/standard-world';
import { action, alice, command, guest, submission } from '../support/turns';

const bob: Speaker = { ...alice, id: 'slack:T1:U2', name: 'Bob', address: 'slack:T1/U2' };
const lena: Speaker = { ...alice, id: 'slack:T2:U1', workspace: 'slack:T2', name: 'Lena', address: 'slack:T2/U1' };
const nobody: Speaker = { ...alice, id: 'slack:T9:U1', workspace: 'slack:T9', address: 'slack:T9/U1' };

let house: House;
beforeEach(async () => {
  const config = readConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-check-')), CLOCK_START: '2026-11-23T09:00:00Z' });
  house = await openHouse(config, { logLevel: 'silent', wake: async () => undefined });
  const by = { id: 'console:x:y', name: 'x' };
  await house.features.councils.linkDirectly('slack:T1', 'Camden', by);
  await house.features.councils.linkDirectly('slack:T2', 'Leeds', by);
});
afterEach(() => house.store.close());

const said = (reply: Reply): string => {
  if (reply.kind === 'message' || reply.kind === 'replace') return toText(reply.view);
  return reply.kind === 'errors' ? JSON.stringify(reply.fields) : reply.kind;
};
const say = async (words: string, speaker = alice) => said(await house.features.front.answer(command(words, speaker)));
const BINS = '"Missed bin collection"';
const start = () => say(`check start ${BINS} beta bought`);
const stored = () => house.features.exportCouncil('camden').then(({ assessments }) => assessments);

describe('An assessment', () => {
  test('is started in a line, says what applies and what does not, and what is next', async () => {
    const text = await start();
    expect(text).toContain('13 points apply to “Missed bin collection”');
    expect(text).toContain('0 of 13 met, 13 not started');
    expect(text).toContain('Not asked of a service that is beta, bought: point 12.');
    expect(text).toContain('1. Understand users and their needs');
  });

  test('is rated with evidence, in any scale, and shown to colleagues', async () => {
    await start();
    expect(await say('check set missed bin collection 5 met: https://camden.gov.uk/audit')).toContain('Point 5 is now met.');
    expect(await say('check set missed bin collection 1 amber: half of it')).toContain('partly (amber)');
    const text = await say('check show missed bin collection', bob);
    expect(text).toContain('1 of 13 met, 1 partly');
    expect(text).toContain('https://camden.gov.uk/audit');
    expect(await say('check', bob)).toContain('1 of 13 met');
  });

  test('is assigned by mention, with a day in words; the owner sees it in Home', async () => {
    await start();
    expect(await say('check assign missed bin collection 4 <@U2> by next friday')).toContain('is due on Friday 27 November 2026');
    const home = await house.features.front.answer({ ...command('', bob), kind: 'home' } as never);
    expect(said(home)).toMatch(/Yours to do[\s\S]*4\. Make the service simple to use, by Friday 27 November 2026/);
    expect(await say('check assign missed bin collection 4 nobody')).toContain('belongs to nobody now');
  });

  test('keeps every change when ten people rate at once', async () => {
    await start();
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    await Promise.all(
      numbers.map((number) =>
        say(`check set missed bin collection ${number} partly: by number ${number}`, { ...alice, id: `slack:T1:P${number}` }),
      ),
    );
    const [kept] = await stored();
    expect(kept?.points.filter(({ state }) => state.rating === 'partly').map(({ number }) => number)).toEqual(numbers);
    expect(kept?.log).toHaveLength(10);
  });

  test('is undone with a button, and its history says so', async () => {
    await start();
    const reply = await house.features.front.answer(command('check set missed bin collection 2 red'));
    const button = reply.kind === 'message' ? buttonsOf(reply.view).get('Undo my last change') : undefined;
    expect(said(await house.features.front.answer(action(button?.action ?? '', button?.value)))).toContain('Point 2 is as it was');
    expect(await say('check history missed bin collection')).toContain('not started → not met (red) (undone)');
  });

  test('is exported as a report and a table that are safe to open', async () => {
    await start();
    await say('check set missed bin collection 2 partly: =HYPERLINK("https://evil.example") <script>alert(1)</script> # heading');
    expect(await say('check export missed bin collection')).toMatch(/\/download\//);
    const [kept] = await stored();
    const csv = await house.features.assessmentFile(kept?.id ?? '', 'csv');
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")`);
    const markdown = await house.features.assessmentFile(kept?.id ?? '', 'md');
    expect(markdown).toContain('# Missed bin collection');
    expect(markdown).not.toMatch(/<script>/);
  });

  test('is started, rated and assigned by forms as well, with mistakes at their fields', async () => {
    const form = { service: 'Parking', phase: 'live', source: 'built', small: 'yes', standard: 'gds-2019' };
    expect(said(await house.features.front.answer(submission('assessments.start', '', form)))).toContain('“Parking”');
    expect(said(await house.features.front.answer(submission('assessments.start', '', { ...form, service: ' ' })))).toContain('"service"');
    const id = (await stored())[0]?.id ?? '';
    const rated = (values: Record<string, string>) => house.features.front.answer(submission('assessments.rated', id, values)).then(said);
    expect(await rated({ point: '5', rating: 'met', note: '' })).toContain('"note":"To say that a point is met');
    expect(await rated({ point: '', rating: 'met' })).toContain('"point"');
    expect(await rated({ point: '5', rating: 'met', note: 'audited in May' })).toContain('Point 5 is now met.');
    const assigned = (values: Record<string, string>) =>
      house.features.front.answer(submission('assessments.assigned', id, values)).then(said);
    expect(await assigned({ point: '5', owner: 'slack:T1:U2', due: '2020-01-01' })).toContain('has passed');
    expect(await assigned({ point: '5', owner: 'slack:T1:U2', due: '2026-12-04' })).toContain('Friday 4 December 2026');
  });
});

describe('Nobody else', () => {
  test.each([
    ['another council', lena, 'no assessments yet'],
    ['a guest', guest, 'Guest accounts'],
    ['a workspace without a council', nobody, 'not linked to a council'],
  ])('%s sees or changes it', async (_, speaker, sentence) => {
    await start();
    expect(await say('check show missed bin collection', speaker)).toContain(sentence);
    expect(await say('check set missed bin collection 1 red', speaker)).toContain(sentence);
    expect((await stored())[0]?.log).toEqual([]);
  });

  test('by its id: buttons and forms of another council do nothing', async () => {
    await start();
    const id = (await stored())[0]?.id ?? '';
    for (const name of ['assessments.rate', 'assessments.assign', 'assessments.undo'])
      expect(said(await house.features.front.answer(action(name, id, lena)))).toContain('cannot find that assessment');
    const values = { point: '1', rating: 'not met', note: '' };
    expect(said(await house.features.front.answer(submission('assessments.rated', id, values, lena)))).toContain(
      'cannot find that assessment',
    );
    expect((await stored())[0]?.log).toEqual([]);
  });
});

test('A guest is given nothing to do', async () => {
  await start();
  await say('help', guest);
  expect(await say('check assign missed bin collection 5 <@U9>')).toContain('is a guest there');
});

describe('What cannot be is told in a sentence, and changes nothing', () => {
  test.each([
    ['check set missed bin collection 99 met: x', 'has no point 99'],
    ['check set missed bin collection 12 met: x', 'has no point 12'],
    ['check set missed bin collection 5 great', 'I do not know the rating'],
    ['check set missed bin collection 5 met', 'say how you know'],
    ['check set missed bin collection 5 n/a', 'give the reason'],
    ['check set missed bin collection 5 met: javascript:alert(1)', 'cannot be opened safely'],
    ['check set missed bin collection 5 met: http://localhost:3000', 'works only on one machine'],
    ['check set missed bin collection', 'form'],
    ['check set', 'Name the service'],
    ['check set missed bin collection five met', 'by its number'],
    ['check set missed bins 5 met: x', 'I cannot find'],
    [`check set missed bin collection 5 met: ${'x'.repeat(2_100)}`, 'too long'],
    ['check assign missed bin collection 5 Bob', 'Mention the person'],
    ['check assign missed bin collection 5 <@U2> by yesterday', 'cannot read'],
    ['check assign missed bin collection 5 <@U2> by 31/12/2020', 'has passed'],
    ['check assign missed bin collection 5 slack:T2:U1', 'not in a workspace of your council'],
    ['check assign missed bin collection 5', 'Say who does point 5'],
    ['check undo missed bin collection', 'nothing here that could be undone'],
    ['check show', 'Name the service'],
    ['check show __proto__', 'I cannot find'],
    ['check show {"$ne":null}', 'I cannot find'],
    ['check start "x" against gds-2091', 'I know no standard'],
    ['check start "" beta', 'Give the service a name'],
    [`check start "${'x'.repeat(120)}" beta`, 'too long'],
  ])('“%.70s”', async (words, sentence) => {
    await start();
    expect(await say(words)).toContain(sentence);
    expect((await stored()).map(({ log }) => log)).toEqual([[]]);
  });

  test('a service may be called like a command', async () => {
    await say('check start "set 5 met" beta');
    expect(await say('check show "set 5 met"')).toContain('0 of 14 met');
    expect(await say('check set "set 5 met" 5 red')).toContain('Point 5 is now not met.');
  });
});
