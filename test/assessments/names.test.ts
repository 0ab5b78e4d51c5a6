import type { Assessment } from '../../src/assessments/assessment';
import { findNamed, namesAmong } from '../../src/assessments/named';
import { readStart } from '../../src/assessments/words';
import { toText } from '../../src/chat/text';
import type { Reply } from '../../src/chat/view';
import { world } from '../support/moved-clock';
import { buttonsOf } from '../support/standard-world';
import { action, command, submission } from '../support/turns';

const said = (reply: Reply): string => (reply.kind === 'message' || reply.kind === 'replace' ? toText(reply.view) : JSON.stringify(reply));
const buttons = (reply: Reply) => (reply.kind === 'message' || reply.kind === 'replace' ? buttonsOf(reply.view) : new Map());

let made = 0;
const called = (service: string, phase: Assessment['phase'] = 'beta', over: Partial<Assessment> = {}): Assessment => {
  made += 1;
  const at = new Date(Date.UTC(2026, 10, 1) + made * 60_000);
  const of = { council: 'camden', standard: 'gds-2019', source: 'built' as const, small: false, points: [], log: [] };
  return { ...of, id: `id${made}`, revision: 0, service, phase, createdBy: 'a', createdByName: 'A', createdAt: at, changedAt: at, ...over };
};

describe('A name with an apostrophe', () => {
  test.each([
    `"Residents' parking" beta`,
    '"Residents’ parking" beta',
    `“Residents' parking” beta`,
    '“Residents’ parking” beta',
    `'Residents' parking' beta`,
    '‘Residents’ parking’ beta',
    `Residents' parking beta`,
  ])('is kept whole by check start %s', (words) => {
    expect(readStart(words, 'gds-2019')).toMatchObject({ service: expect.stringMatching(/^Residents['’] parking$/), phase: 'beta' });
  });

  test.each([
    [`"Residents' parking" 5 partly`, '5 partly'],
    ['“residents’ parking” 5 partly', '5 partly'],
    [`'Residents' parking' 5 partly`, '5 partly'],
    [`residents’  parking 5 partly: the residents' group`, `5 partly: the residents' group`],
    [`"Residents' parking" 5 partly: they said "yes"`, '5 partly: they said "yes"'],
    [`'Residents' parking' 5 partly: the residents' group`, `5 partly: the residents' group`],
  ])('is found by %s', (words, rest) => {
    const all = [called('Residents'), called(`Residents' parking`)];
    const found = findNamed(all, words);
    expect([found.assessment.service, found.rest]).toEqual([`Residents' parking`, rest]);
  });

  test('goes through the form as it was typed, and its buttons find it', async () => {
    const w = await world();
    const form = { service: `Residents' parking "zone A"`, phase: 'live', source: 'bought', small: 'no', standard: 'gds-2019' };
    const reply = await w.answer(submission('assessments.start', '', form));
    expect(said(reply)).toContain(`Residents' parking zone A`);
    const [kept] = (await w.made.exportCouncil('camden')).assessments;
    expect(kept).toMatchObject({ service: `Residents' parking zone A`, phase: 'live', source: 'bought', small: false });
    for (const label of ['Review', 'Export', 'History']) {
      const pressed = buttons(reply).get(label);
      expect(said(await w.answer(action(pressed?.action ?? '', pressed?.value)))).toContain(`Residents' parking zone A`);
    }
  });

  test.each([' ', `'`, '""'])('a form without a name (%j) says so at its field', async (service) => {
    const w = await world();
    const reply = await w.answer(submission('assessments.start', '', { service, phase: 'beta', source: 'built', standard: 'gds-2019' }));
    expect(reply).toMatchObject({ kind: 'errors', fields: { service: expect.stringContaining('Give the service a name') } });
  });
});

describe('Two assessments of one service', () => {
  const two = async () => {
    const w = await world();
    await w.say('check start Bins alpha');
    w.now.at = new Date('2026-11-24T08:00:00Z');
    await w.say('check start Bins beta');
    await w.say('check set Bins alpha 1 partly: half of it');
    return w;
  };

  test('are told apart by their phase in words', async () => {
    const w = await two();
    expect(await w.say('check show Bins alpha')).toMatch(/1 partly[\s\S]*alpha, built/);
    expect(await w.say('check show "Bins" beta')).toMatch(/0 of 14 met[\s\S]*beta, built/);
    expect(await w.say('check show Bins')).toContain('beta, built');
    expect(await w.say('check show Bins live')).toContain('“Bins” has no assessment in live, only in alpha and beta.');
    expect(await w.say('check set Bins beta 2 red')).toContain('Point 2 is now not met.');
    const all = (await w.made.exportCouncil('camden')).assessments;
    const ratings = all.map(({ phase, points }) => [phase, ...points.slice(0, 2).map(({ state }) => state.rating)]);
    expect(ratings).toEqual([
      ['alpha', 'partly', 'not started'],
      ['beta', 'not started', 'not met'],
    ]);
  });

  test('each have their own buttons, in the list, in Home and on their cards', async () => {
    const w = await two();
    const home = await w.answer({ ...command(''), kind: 'home' } as never);
    for (const reply of [await w.answer(command('check')), home]) {
      const alpha = buttons(reply).get('Bins (alpha)');
      const card = await w.answer(action(alpha?.action ?? '', alpha?.value));
      expect(said(card)).toMatch(/1 partly[\s\S]*alpha, built/);
      const history = buttons(card).get('History');
      expect(said(await w.answer(action(history?.action ?? '', history?.value)))).toContain('half of it');
    }
  });

  test('that councils brought together are told apart by where they came from', () => {
    const all = [
      called('Bins'),
      called('bins', 'beta', { cameFrom: [{ at: new Date(), council: 'mendip', name: 'Mendip' }] }),
      called('Pay'),
    ];
    expect(all.map(namesAmong(all))).toEqual(['Bins (beta)', 'bins (beta, from Mendip)', 'Pay']);
  });

  test('are not mixed up with a service whose name ends in a phase', () => {
    const all = [called('Bins', 'alpha'), called('Bins alpha', 'beta')];
    expect(findNamed(all, 'Bins alpha 5 met').assessment.phase).toBe('beta');
    expect(findNamed(all, '"Bins" alpha 5 met')).toMatchObject({ assessment: { phase: 'alpha' }, rest: '5 met' });
  });
});
