import { toText } from '../../src/chat/text';
import { bob, morag, world } from '../support/moved-clock';
import { action, alice, submission } from '../support/turns';

const withBins = async (w: Awaited<ReturnType<typeof world>>, by = '30 November') => {
  await w.say('help', bob);
  await w.say('check start Bins beta');
  await w.say(`check assign Bins 5 <@U2> by ${by}`);
};

describe('A digest', () => {
  test('comes at nine on a working day, once, to whom a point is assigned, and says what, why and what to do', async () => {
    const w = await world();
    await withBins(w);
    const [first, ...others] = await w.until('2026-11-24T08:00:00Z');
    expect(others).toEqual([]);
    expect(first).toMatchObject({ to: bob.address, at: '2026-11-23T09:30:00.000Z' });
    expect(first?.text).toMatch(/Bins: 5\. Make sure everyone can use the service – not started, due Monday 30 November 2026/);
    expect(first?.text).toContain('You get this because these are yours to do');
    expect([...(first?.buttons.keys() ?? [])]).toEqual([
      'Done: point 5',
      'Snooze for a week',
      'Not mine',
      'Snooze all for a day',
      'Change when I get this',
      'Why did I get this?',
    ]);
  });

  test('comes to a colleague who never spoke to us, whether or not the platform can be asked who they are', async () => {
    for (const lookUp of [undefined, async () => ({ standing: 'member', name: 'Bob', address: bob.address }) as const]) {
      const w = await world(undefined, { lookUp });
      await w.say('check start Bins beta');
      await w.say('check assign Bins 5 <@U2> by 30 November');
      expect((await w.until('2026-11-24T08:00:00Z')).map(({ to }) => to)).toEqual([bob.address]);
    }
    const guest = await world(undefined, { lookUp: async () => ({ standing: 'guest', name: 'Bob', address: bob.address }) });
    await guest.say('check start Bins beta');
    await guest.say('check assign Bins 5 <@U2> by 30 November');
    expect(await guest.until('2026-11-24T08:00:00Z')).toEqual([]);
  });

  test('does not come when nothing is due, and stops when it is done', async () => {
    const w = await world();
    await withBins(w, '1 February');
    expect(await w.until('2026-11-28T00:00:00Z')).toEqual([]);
    await w.say('check assign Bins 5 <@U2> by 4 December');
    expect(await w.until('2026-12-01T12:00:00Z')).toHaveLength(1);
    await w.say('check set Bins 5 met: audited in May', bob);
    expect(await w.until('2026-12-20T00:00:00Z')).toEqual([]);
  });

  test('mentions a thing three times, three days apart, and then asks who leads instead', async () => {
    const w = await world();
    await w.say('council lead <@U1>');
    await withBins(w);
    const all = await w.until('2026-12-24T00:00:00Z');
    expect(all.filter(({ to }) => to === bob.address).map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-23', '2026-11-26', '2026-11-30']);
    const lead = all.filter(({ to, text }) => to === alice.address && text.includes('Bob was reminded three times'));
    expect(lead.length).toBeGreaterThan(0);
    expect(lead[0]?.text).toContain('because you speak for your council');
  });

  test('that a lead gets says which reason holds for what: their own things, and those of a colleague', async () => {
    const w = await world();
    await w.say('council lead <@U1>');
    await withBins(w, '24 November');
    await w.until('2026-12-01T08:00:00Z');
    await w.say('check assign Bins 6 me by 4 December');
    const [mixed] = (await w.until('2026-12-01T12:00:00Z')).filter(({ to }) => to === alice.address);
    expect(mixed?.text).toMatch(/Bins: 6\.[\s\S]*Bins: 5\.[^\n]*Bob was reminded three times/);
    expect(mixed?.text).toContain(
      'You get this because some of these are yours to do and due within a week, and because you speak for your council and a colleague did not answer about the others.',
    );
  });

  test('knows the bank holidays of each nation', async () => {
    const w = await world('2026-11-27T18:00:00Z');
    await withBins(w, '1 December');
    await w.say('help', morag);
    await w.say('check start Roads beta', morag);
    await w.say('check assign Roads 5 me by 1 December', morag);
    const all = await w.until('2026-12-02T00:00:00Z');
    expect(all.map(({ to, at }) => [to, at.slice(0, 10)])).toEqual([
      [bob.address, '2026-11-30'],
      [morag.address, '2026-12-01'],
    ]);
  });

  test('is snoozed as a whole or thing by thing, made weekly, moved, kept out of quiet hours, and switched off', async () => {
    const w = await world();
    await withBins(w);
    expect(await w.say('snooze until 26 November', bob)).toContain('Nothing until Thursday 26 November 2026');
    const [first] = await w.until('2026-11-27T00:00:00Z');
    expect(first?.at.slice(0, 10)).toBe('2026-11-26');
    const snooze = first?.buttons.get('Snooze for a week');
    await w.answer(action(snooze?.action ?? '', snooze?.value, bob));
    const again = await w.until('2026-12-05T00:00:00Z');
    expect(again.map(({ at }) => at.slice(0, 10))).toEqual(['2026-12-04']); // A week after the button was pressed.
    expect(await w.say('digest daily at 7:15', bob)).toContain('daily at 07:15');
    expect(await w.say('quiet 18:00-10:00', bob)).toContain('Quiet from 18:00 to 10:00');
    const [later] = await w.until('2026-12-12T00:00:00Z');
    expect(later?.at.slice(11, 16)).toBe('10:30');
    expect(await w.say('digest off', bob)).toContain('Your digest is off');
    expect(await w.until('2026-12-24T00:00:00Z')).toEqual([]);
  });

  test('“Not mine” takes the point off somebody, “Why” tells the truth', async () => {
    const w = await world();
    await withBins(w);
    const [first] = await w.until('2026-11-23T12:00:00Z');
    const why = first?.buttons.get('Why did I get this?');
    const reply = await w.answer(action(why?.action ?? '', why?.value, bob));
    expect(reply.kind === 'message' && toText(reply.view)).toContain(
      'Bins, point 5: due Monday 30 November 2026, mentioned 1 of at most three times',
    );
    const notMine = first?.buttons.get('Not mine');
    await w.answer(action(notMine?.action ?? '', notMine?.value, bob));
    expect(await w.say('check Bins', bob)).not.toContain('Bob');
    expect(await w.until('2026-12-24T00:00:00Z')).toEqual([]);
  });

  test('that a standstill held up comes once, late, and not at night or on a day off', async () => {
    const w = await world();
    await withBins(w, '4 December');
    w.now.at = new Date('2026-11-28T11:00:00Z'); // Saturday: the worker was down all week.
    const all = await w.until('2026-12-01T00:00:00Z');
    expect(all.map(({ at }) => at)).toEqual(['2026-11-30T09:30:00.000Z']);
  });

  test('that was written down but not sent is sent once, by whichever sweep comes next', async () => {
    const w = await world('2026-11-23T09:30:00Z');
    await withBins(w);
    w.now.at = new Date('2026-11-24T09:30:00Z');
    await Promise.all([w.made.digests.sweep(), w.made.digests.sweep(), w.made.digests.sweep()]);
    await w.made.digests.sweep();
    expect(w.sent).toHaveLength(1);
  });
});

describe('The form of the settings', () => {
  const values = { every: 'weekly', at: '8.15', days: ['1', '3'], quiet: '17:00-09:00' };
  test('saves all of it', async () => {
    const w = await world();
    const reply = await w.answer(submission('digests.save', '', values as never));
    expect(reply.kind === 'message' && toText(reply.view)).toMatch(
      /once a week at 08:15 \(Europe\/London\) on Monday, Wednesday[\s\S]*Quiet from 17:00 to 09:00/,
    );
  });
  test.each([
    [{ at: 'noonish' }, 'at'],
    [{ quiet: 'late' }, 'quiet'],
    [{ days: [] }, 'days'],
    [{ days: ['9', '__proto__'] }, 'days'],
  ])('with %j says so at the field, and saves nothing', async (over, id) => {
    const w = await world();
    const reply = await w.answer(submission('digests.save', '', { ...values, ...over } as never));
    expect(reply.kind === 'errors' && Object.keys(reply.fields)).toEqual([id]);
    expect((await w.made.digests.get(alice.id))?.every ?? 'daily').toBe('daily');
  });
});

describe('Words that say nothing', () => {
  test.each([
    ['digest sometimes', 'Write digest on'],
    ['digest at 25:00', 'as a time'],
    ['digest daily at noonish', 'as a time'],
    ['snooze yesterday', 'cannot read'],
    ['snooze until 2020-01-01', 'has passed'],
    ['snooze -1d', 'cannot read'],
    ['quiet', 'Write quiet hours'],
    ['quiet 9-10-11', 'Write quiet hours'],
    ['quiet a-b', 'as a time'],
    [`digest ${'x'.repeat(5_000)}`, 'Write digest on'],
  ])('(%#) are told how', async (words, sentence) => {
    const w = await world();
    expect(await w.say(words)).toContain(sentence);
  });

  test('and buttons for things that are not in one’s digest do nothing', async () => {
    const w = await world();
    for (const value of ['', 'nobody:1', '__proto__', '{"$ne":1}:5'])
      for (const name of ['digests.snooze', 'digests.notmine', 'digests.why']) {
        const reply = await w.answer(action(name, value));
        expect(reply.kind === 'message' && toText(reply.view)).toMatch(/cannot find|not in your digest|no digest yet/);
      }
  });
});
