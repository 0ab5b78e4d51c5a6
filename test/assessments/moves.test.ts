import fc from 'fast-check';
import type { Assessment, PointState } from '../../src/assessments/assessment';
import { carry, leftBehind } from '../../src/assessments/carry';
import { toText } from '../../src/chat/text';
import { bob, morag, world } from '../support/moved-clock';
import { buttonsOf } from '../support/standard-world';
import { action, alice, command } from '../support/turns';

const carol = { ...alice, id: 'slack:T9:U9', workspace: 'slack:T9', name: 'Carol', address: 'slack:T9/U9' };
const point = (number: number, over: Partial<PointState> = {}) => ({
  number,
  state: { rating: 'not started' as const, note: '', ...over },
});

describe('Ratings carried to another standard', () => {
  const changes = [
    { from: [1], to: [1], relation: 'kept', note: 'Kept.' },
    { from: [2, 3], to: [2], relation: 'merged', note: 'Two became one.' },
    { from: [4], to: [3], relation: 'strengthened', note: 'Asks for more.' },
    { from: [5], to: [], relation: 'dropped', note: 'Gone.' },
    { from: [], to: [4], relation: 'added', note: 'Outages.' },
    { from: [6], to: [5], relation: 'softened', note: 'Asks for less.' },
  ];
  const before: Assessment['points'] = [
    point(1, { rating: 'met', note: 'audit', evidence: 'https://a.example/' }),
    point(2, { rating: 'met', note: 'two' }),
    point(3, { rating: 'partly', note: 'three', owner: 'slack:T1:U2', ownerName: 'Bob', due: '2026-12-01' }),
    point(4, { rating: 'met', note: 'four' }),
    point(5, { rating: 'not met', note: 'five' }),
    point(6, { rating: 'met', note: 'six' }),
  ];
  const after = carry(before, [1, 2, 3, 4, 5, 6], changes);

  test('stand as they were where the point asks the same or less', () => {
    expect(after[0]).toEqual(before[0]);
    expect(after[4]?.state).toMatchObject({ rating: 'met', note: 'six', look: undefined });
  });
  test('claim the least where points were merged, and keep every note, the owner and the day', () => {
    expect(after[1]?.state).toMatchObject({
      rating: 'partly',
      note: 'two\nthree',
      owner: 'slack:T1:U2',
      due: '2026-12-01',
      look: 'Two became one.',
    });
  });
  test('are marked where the point asks for more; new points say that they are new', () => {
    expect(after[2]?.state).toMatchObject({ rating: 'met', look: 'Asks for more.' });
    expect(after[3]?.state).toMatchObject({ rating: 'not started', look: 'New. Outages.' });
    expect(after[5]?.state).toMatchObject({ rating: 'not started', look: 'New in this standard.' });
  });
  test('lose nothing: what has no place is named', () => {
    expect(leftBehind(before, [1, 2, 3, 4, 5, 6], changes)).toEqual([5]);
  });
  test('never claim more than some point did, for any ratings', () => {
    const ratings = ['met', 'partly', 'not met', 'not applicable', 'not started'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ratings), { minLength: 6, maxLength: 6 }), (given) => {
        const some = given.map((rating, index) => point(index + 1, { rating, note: rating === 'not started' ? '' : 'n' }));
        const met = carry(some, [1, 2, 3, 4, 5], changes).filter(({ state }) => state.rating === 'met');
        for (const { number } of met) {
          const from = changes.filter(({ to }) => to.includes(number)).flatMap((one) => one.from);
          expect(from.every((one) => ['met', 'not applicable'].includes(given[one - 1] ?? ''))).toBe(true);
        }
      }),
    );
  });
});

describe('When the standard changes', () => {
  const prepared = async () => {
    const w = await world(undefined, { coordinators: [carol.id] });
    await w.say('help', bob);
    await w.say('check start Bins beta against lgdss-2016');
    await w.say('check set Bins 1 met: https://camden.example/research');
    await w.say('check set Bins 7 partly: the form only');
    await w.say('check assign Bins 7 <@U2> by 1 March');
    await w.say('check start Roads beta against lgdss-2016', morag);
    return w;
  };

  test('a coordinator sees who is concerned before anybody is told; others do not', async () => {
    const w = await prepared();
    expect(await w.say('check preview gds-2019', bob)).toContain('Only a coordinator');
    const text = await w.say('check preview gds-2019', carol);
    expect(text).toMatch(/concerns 2 assessments of 2 councils/);
    expect(text).toMatch(/Camden: 1 assessment; \d+ points? to look at again, \d+ new/);
    expect(text).toContain('Glasgow');
    expect(await w.until('2026-11-25T12:00:00Z')).toEqual([]);
    expect(await w.say('check preview lgdss-2016', carol)).toContain('No council has an assessment');
    expect(await w.say('check preview nonsense', carol)).toContain('I know no standard');
    expect(await w.say('check preview', carol)).toContain('Name the standard');
  });

  test('the teams are told once, in their own hours, of their own services, and why', async () => {
    const w = await prepared();
    w.now.at = new Date('2026-11-28T10:00:00Z'); // A Saturday.
    const reply = await w.answer(command('check preview gds-2019', carol));
    const button = reply.kind === 'message' ? buttonsOf(reply.view).get('Tell the teams') : undefined;
    await w.answer(action(button?.action ?? '', button?.value, bob)); // Not a coordinator: nothing.
    await w.answer(action(button?.action ?? '', button?.value, carol));
    await w.answer(action(button?.action ?? '', button?.value, carol));
    const all = await w.until('2026-12-15T00:00:00Z');
    expect(all.map(({ to, at }) => [to, at.slice(0, 10)]).sort()).toEqual([
      [alice.address, '2026-11-30'],
      [bob.address, '2026-11-30'],
      [morag.address, '2026-12-01'], // St Andrew’s Day in Glasgow.
    ]);
    const mine = all.find(({ to }) => to === bob.address);
    expect(mine?.text).toContain('The standard changes');
    expect(mine?.text).toContain('Bins: ');
    expect(mine?.text).not.toContain('Roads');
    expect(mine?.text).toContain('because you work on these assessments');
    expect([...(mine?.buttons.keys() ?? [])]).toContain('See Bins');
    expect(await w.say('check preview gds-2019', carol)).toContain('The teams were told on Saturday 28 November 2026');
  });

  test('a team sees what would move, moves, and can move back; nothing is lost', async () => {
    const w = await prepared();
    const stored = async () => (await w.made.exportCouncil('camden')).assessments[0];
    const before = await stored();
    expect(await w.say('check Bins')).toContain('counts from Monday 1 July 2019');
    const preview = await w.say('check move Bins');
    expect(preview).toMatch(/Nothing has changed yet/);
    expect(preview).toContain('To look at again');
    expect((await stored())?.standard).toBe('lgdss-2016');
    const moved = await w.say('check move Bins to gds-2019 now');
    expect(moved).toContain('Moved to');
    expect(moved).toMatch(/1\. Understand users and their needs – partly/);
    expect(moved).toContain('need another look since the standard changed');
    const after = await stored();
    expect(after?.earlier?.[0]?.points).toEqual(before?.points);
    expect(await w.made.assessmentFile(after?.id ?? '', 'md')).toContain('## Before: ');
    // A rating settles what was to be looked at.
    const marked = after?.points.find(({ state }) => state.look)?.number;
    await w.say(`check set Bins ${marked} partly: looked at it`);
    expect((await stored())?.points.find(({ number }) => number === marked)?.state.look).toBeUndefined();
    expect(await w.say('check move Bins to lgdss-2016')).toMatch(/It would stand as it did then\. Nothing has changed yet/);
    expect((await stored())?.standard).toBe('gds-2019');
    expect(await w.say('check move Bins to lgdss-2016 now')).toContain('It stands as it did against Local standard 2016.');
    expect((await stored())?.points).toEqual(before?.points);
    expect((await stored())?.log).toEqual(before?.log);
    // And what was done meanwhile is there again when it is moved once more.
    await w.say('check move Bins to gds-2019 now');
    expect((await stored())?.points.find(({ number }) => number === marked)?.state.note).toBe('looked at it');
  });

  test.each([
    ['check move Bins to nonsense', 'I know no standard'],
    ['check move Bins to lgdss-2016 now', 'against lgdss-2016 already'],
    ['check move Bins to gds-2015 now', 'I can move “Bins” only to gds-2019'],
    ['check move Nothing', 'cannot find'],
    ['check move', 'Name the service'],
  ])('%s is told why not, and nothing moves', async (words, sentence) => {
    const w = await prepared();
    expect(await w.say(words)).toContain(sentence);
    expect((await w.made.exportCouncil('camden')).assessments[0]?.standard).toBe('lgdss-2016');
  });

  test('another council cannot move it', async () => {
    const w = await prepared();
    expect(await w.say('check move Bins to gds-2019 now', morag)).toContain('cannot find');
  });

  test('moving twice at once moves it once', async () => {
    const w = await prepared();
    const said = await Promise.all([1, 2, 3].map(() => w.answer(command('check move Bins to gds-2019 now'))));
    expect(said.some((reply) => reply.kind === 'message' && toText(reply.view).includes('Moved to'))).toBe(true);
    const [kept] = (await w.made.exportCouncil('camden')).assessments;
    expect(kept?.standard).toBe('gds-2019');
    expect(kept?.earlier).toHaveLength(1);
  });
});
