import { join } from 'node:path';
import { readRegister } from '../../adapters/content/councils';
import type { Speaker } from '../../src/chat/event';
import { type Council, present } from '../../src/councils/council';
import { world } from '../support/moved-clock';
import { alice } from '../support/turns';

const lena: Speaker = { ...alice, id: 'slack:T3:U1', workspace: 'slack:T3', name: 'Lena', address: 'slack:T3/U1' };

/** The register, in which Camden ends with November; what is in its place begins with December. */
const register = (replacedBy: string[]) => {
  const real = readRegister(join(__dirname, '../../content/councils.json'));
  const change = (one: Council): Council => (one.id === 'camden' ? { ...one, to: '2026-11-30', replacedBy } : one);
  return { ...real, all: real.all.map(change), byId: (id: string) => [real.byId(id)].flatMap((one) => (one ? [change(one)] : []))[0] };
};

const merging = async (...replacedBy: string[]) => {
  const w = await world('2026-11-27T08:00:00Z', { register: register(replacedBy) });
  const by = { id: 'console:x:y', name: 'x' };
  await w.made.councils.linkDirectly('slack:T3', 'Leeds', by);
  await w.say('check start Bins beta');
  await w.say('check set Bins 5 partly: half of it');
  const owned = async (council: string) => (await w.made.exportCouncil(council)).assessments;
  return { ...w, owned };
};

describe('When councils merge', () => {
  test('the assessments go to the council in its place, once, with everything in them', async () => {
    const w = await merging('leeds');
    const [before] = await w.owned('camden');
    await w.until('2026-11-30T12:00:00Z');
    expect(await w.owned('camden')).toHaveLength(1);
    await w.until('2026-12-01T12:00:00Z');
    expect(present(register(['leeds']), 'camden', w.now.at)).toBe(false);
    expect(await w.owned('camden')).toEqual([]);
    const after = await w.owned('leeds');
    expect(after).toMatchObject([{ id: before?.id, council: 'leeds', points: before?.points, log: before?.log }]);
    expect(after[0]?.cameFrom).toMatchObject([{ council: 'camden', name: 'London Borough of Camden' }]);
    expect(after[0]?.revision).toBe((before?.revision ?? 0) + 1);
  });

  test('the other council’s people work on with them, and history says where they came from', async () => {
    const w = await merging('leeds');
    await w.until('2026-12-01T12:00:00Z');
    expect(await w.say('check', lena)).toContain('Bins – beta, built, from London Borough of Camden: 0 of 14 met, 1 partly');
    expect(await w.say('check set Bins 6 red', lena)).toContain('Point 6 is now not met.');
    expect(await w.say('check history Bins', lena)).toMatch(
      /Tuesday 1 December 2026, Guildhall \(the council ended\): it came over from London Borough of Camden/,
    );
    const [kept] = await w.owned('leeds');
    for (const kind of ['md', 'csv'] as const)
      expect(await w.made.assessmentFile(kept?.id ?? '', kind)).toContain('it came over from London Borough of Camden');
  });

  test('what is due in them is found for the people who have it now', async () => {
    const w = await merging('leeds');
    await w.until('2026-12-01T12:00:00Z');
    await w.say('check assign Bins 5 me by 3 December', lena);
    const [digest] = await w.until('2026-12-02T12:00:00Z');
    expect(digest?.text).toContain('Bins: 5.');
  });

  test('they stay where two councils are in its place: nobody can tell whose they are', async () => {
    const w = await merging('leeds', 'york');
    await w.until('2026-12-01T12:00:00Z');
    expect(await w.owned('camden')).toHaveLength(1);
  });
});
