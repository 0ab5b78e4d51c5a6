import type { Speaker } from '../../src/chat/event';
import { toText } from '../../src/chat/text';
import { bob, world } from '../support/moved-clock';
import { alice, command } from '../support/turns';

const opened = async () => {
  const w = await world();
  await w.say('help', bob);
  await w.say('check start Bins beta');
  const home = async (speaker: Speaker = alice): Promise<string> => {
    const reply = await w.answer({ ...command('', speaker), kind: 'home' } as never);
    return reply.kind === 'message' || reply.kind === 'replace' ? toText(reply.view) : reply.kind;
  };
  return { ...w, home };
};
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

describe('Home', () => {
  test('has all that a digest has no room for, the steps of a review among it', async () => {
    const w = await opened();
    for (const number of NUMBERS) await w.say(`check assign Bins ${number} <@U2> by 27 November`);
    await w.say('check review Bins on 30 December 2026', bob);
    const [digest] = await w.until('2026-11-24T12:00:00Z');
    expect(digest?.to).toBe(bob.address);
    expect(digest?.text).toContain('… and 7 more');
    const home = await w.home(bob);
    for (const number of NUMBERS) expect(home).toMatch(new RegExp(`Bins: ${number}\\. .*, by Friday 27 November 2026`));
    expect(home).toContain('Bins: Book the review: panels need five weeks, by Wednesday 25 November 2026');
    expect(await w.home()).not.toContain('Yours to do');
  });

  test('says how many more there are than it shows', async () => {
    const w = await opened();
    for (const service of ['Roads', 'Pay', 'Parks']) {
      await w.say(`check start ${service} beta`);
      for (const number of NUMBERS) await w.say(`check assign ${service} ${number} me by 27 November`);
    }
    expect(await w.home()).toContain('… and 2 more. Type “check”');
  });

  test('shows a lead what a digest tells them of colleagues; other colleagues do not see it', async () => {
    const w = await opened();
    await w.say('council lead <@U1>');
    await w.say('check assign Bins 5 <@U2> by 24 November');
    await w.say('check assign Bins 6 <@U2> by 24 December');
    const theirs = /Your colleagues’, due within a week\s+- Bins: 5\. [^\n]*, by Tuesday 24 November 2026, Bob\n/;
    expect(await w.home()).toMatch(theirs);
    expect(await w.home()).not.toMatch(/Bins: 6\./);
    expect(await w.home({ ...alice, id: 'slack:T1:U7', name: 'Cem' })).not.toMatch(/Bins: 5\./);
  });

  test('leads to the assessments that it does not list', async () => {
    const w = await opened();
    for (const service of ['Roads', 'Pay', 'Parks', 'Planning', 'Benefits']) await w.say(`check start ${service} beta`);
    expect(await w.home()).toContain('[All 6 assessments]');
  });
});
