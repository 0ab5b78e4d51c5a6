import { afterDigest, counted, mayMention, newFirst, SHOWN } from '../../src/digests/mentions';
import { type Item, usualSettings } from '../../src/digests/settings';
import { bob, world } from '../support/moved-clock';
import { action, alice } from '../support/turns';

type World = Awaited<ReturnType<typeof world>>;
const aThing: Item = {
  id: 'a:5',
  stamp: 'not started',
  service: 'Bins',
  what: '5.',
  short: 'point 5',
  due: '2026-11-30',
  act: { label: 'Done', action: 'x' },
};
const days = (all: readonly { to: string; at: string }[], to: string) =>
  all.filter((one) => one.to === to).map(({ at }) => at.slice(0, 10));
const press = (w: World, label: string, of: Awaited<ReturnType<World['until']>>[number] | undefined) => {
  const button = of?.buttons.get(label);
  return w.answer(action(button?.action ?? '', button?.value, bob));
};

/** Alice leads, and Bob has a point to do. */
const led = async (lead = true): Promise<World> => {
  const w = await world();
  await w.say('help', bob);
  if (lead) await w.say('council lead <@U1>');
  await w.say('check start Bins beta');
  await w.say('check assign Bins 5 <@U2> by 30 November');
  return w;
};
const asked = (all: Awaited<ReturnType<World['until']>>) =>
  all.filter(({ to, text }) => to === alice.address && text.includes('Bob was reminded three times'));

test('A thing that was never mentioned comes before a digest full of others that were', () => {
  const items = Array.from({ length: SHOWN + 1 }, (_, index): Item => ({ ...aThing, id: `a:${index}` }));
  const of = counted(afterDigest(usualSettings(bob.id, 'Europe/London', 'England'), items, items, '2026-11-23'));
  expect(newFirst(of, items).map(({ id }) => id)[0]).toBe(`a:${SHOWN}`);
});

describe('A thing that was mentioned three times', () => {
  test('is the lead’s from the next working day on, not on the morning of the third mention', async () => {
    const w = await led();
    await w.say('digest at 10:00');
    const all = await w.until('2026-12-02T00:00:00Z');
    expect(days(all, bob.address)).toEqual(['2026-11-23', '2026-11-26', '2026-11-30']);
    expect(days(all, alice.address)).toEqual(['2026-12-01']);
    expect(asked(all)).toHaveLength(1);
  });

  test.each([
    ['it alone', 'Snooze for a week', '2026-12-07'],
    ['all for a day', 'Snooze all for a day', '2026-12-03'],
  ])('and is then snoozed, %s, is not the lead’s: it begins anew when the snooze ends', async (_, label, next) => {
    const w = await led();
    const third = (await w.until('2026-11-30T12:00:00Z')).at(-1);
    expect(third?.at.slice(0, 10)).toBe('2026-11-30');
    if (label === 'Snooze all for a day') await w.say('snooze 1d', bob);
    else await press(w, label, third);
    const all = await w.until('2026-12-09T00:00:00Z');
    expect(days(all, bob.address)[0]).toBe(next);
    expect(asked(all)).toEqual([]);
  });

  test('is told to whoever leads later, too', async () => {
    const w = await led(false);
    await w.until('2026-12-02T12:00:00Z');
    await w.say('council lead <@U1>');
    expect(asked(await w.until('2026-12-05T00:00:00Z'))).toHaveLength(1);
  });
});

describe('A digest that cannot be delivered', () => {
  test('counts for nothing: the lead reads that nobody was reached, not that somebody was reminded', async () => {
    const w = await led();
    w.gone.set(bob.address, { kind: 'gone', reason: 'no address known' });
    const all = await w.until('2026-12-01T00:00:00Z');
    expect(asked(all)).toEqual([]);
    expect(all.map(({ to, at, text }) => [to, at.slice(0, 10), /I could not reach Bob/.test(text)])).toEqual([
      [alice.address, '2026-11-26', true],
      [alice.address, '2026-11-30', true],
    ]);
    w.gone.clear();
    const [first] = await w.until('2026-12-01T12:00:00Z');
    expect(first?.to).toBe(bob.address);
    const said = Object.values((await w.made.digests.latest(bob.id))?.settings.mentions ?? {});
    expect(said.map(({ times }) => times)).toEqual([1]);
  });
});

describe('A digest of which nobody knows whether it arrived', () => {
  test('makes the usual pause before its things come again, and counts for nothing', () => {
    const item = aThing;
    const of = afterDigest(usualSettings(bob.id, 'Europe/London', 'England'), [item], [item], '2026-11-23');
    expect(mayMention(of, item, '2026-11-24')).toBe(true);
    const unknown = counted(of, 'unknown');
    expect(unknown.mentions).toEqual({ 'a:5': { stamp: 'not started', times: 0, last: '2026-11-23' } });
    expect([mayMention(unknown, item, '2026-11-25'), mayMention(unknown, item, '2026-11-26')]).toEqual([false, true]);
    expect(counted(of).mentions).toMatchObject({ 'a:5': { times: 1 } });
  });
});

describe('A digest with more than it can show', () => {
  test('says that the rest comes next, and counts only what it showed', async () => {
    const w = await led();
    for (const point of [1, 2, 3, 4, 6, 7, 8, 9, 10]) await w.say(`check assign Bins ${point} <@U2> by 30 November`);
    const all = (await w.until('2026-11-25T00:00:00Z')).filter(({ to }) => to === bob.address);
    expect(days(all, bob.address)).toEqual(['2026-11-23', '2026-11-24']);
    expect(all[0]?.text).toContain('10 things are due');
    expect(all[0]?.text).toContain('… and 2 more, which come in your next digests.');
    expect(all[0]?.text).not.toMatch(/Bins: (9|10)\./);
    expect(all[1]?.text).toMatch(/2 things are due[\s\S]*Bins: 9\.[\s\S]*Bins: 10\./);
    expect(all[1]?.text).not.toContain('more');
  });
});

describe('What a lead inherits from an account that is gone', () => {
  const notes = (all: Awaited<ReturnType<World['until']>>) =>
    all.filter(({ text }) => text.includes('account is closed, or is a guest account now'));

  test('comes in their digest, also where they never had one', async () => {
    const w = await led();
    await w.made.left(bob.id);
    const all = await w.until('2026-11-24T12:00:00Z');
    expect(notes(w.sent).map(({ to }) => to)).toEqual([alice.address]);
    expect(all.filter(({ to, text }) => to === alice.address && text.includes('Bins: 5.'))).toHaveLength(1);
  });

  test('is told of where it is a review alone', async () => {
    const w = await world();
    await w.say('help', bob);
    await w.say('council lead <@U1>');
    await w.say('check start Roads beta');
    await w.say('check start Bins beta');
    await w.say('check review Bins on 13 January 2027', bob);
    await w.made.left(bob.id);
    await w.made.left(bob.id);
    await w.until('2026-11-24T12:00:00Z');
    const told = notes(w.sent);
    expect(told.map(({ to }) => to)).toEqual([alice.address]);
    expect(told[0]?.text).toContain('Bins');
    expect(told[0]?.text).not.toContain('Roads');
  });

  test('is told of again where somebody comes back and leaves a second time', async () => {
    const w = await led();
    await w.made.left(bob.id);
    await w.until('2026-11-25T12:00:00Z');
    await w.say('help', bob);
    await w.say('check assign Bins 5 <@U2> by 4 December');
    await w.made.left(bob.id);
    await w.until('2026-11-26T12:00:00Z');
    expect(notes(w.sent)).toHaveLength(2);
  });
});
