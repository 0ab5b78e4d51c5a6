import { toText } from '../../src/chat/text';
import { bob, world } from '../support/moved-clock';
import { action } from '../support/turns';

const NINE = '2026-11-23T09:05:00Z'; // A Monday.
type World = Awaited<ReturnType<typeof world>>;

/** A digest for Bob is written down, and then the worker dies. */
const written = async (at = NINE, more = async (_: World): Promise<unknown> => undefined): Promise<World> => {
  const w = await world(at.replace('T09', 'T08'), { wake: async () => undefined });
  await w.say('help', bob);
  await w.say('check start Bins beta');
  await w.say('check assign Bins 5 <@U2> by tomorrow');
  await more(w);
  w.now.at = new Date(at);
  await w.made.digests.sweep();
  expect(await w.made.delivery.inState('due', 10)).toMatchObject([{ kind: 'digests.daily', subject: at.slice(0, 10), to: bob.id }]);
  return w;
};
const back = (w: World, at: string, until: string) => {
  w.now.at = new Date(at);
  return w.until(until);
};
const why = async (w: World, of: { buttons: Map<string, { action: string; value: string }> } | undefined): Promise<string> => {
  const button = of?.buttons.get('Why did I get this?');
  const reply = await w.answer(action(button?.action ?? '', button?.value, bob));
  return reply.kind === 'message' ? toText(reply.view) : reply.kind;
};

describe('A digest that was written down before a standstill', () => {
  test.each([
    ['the same morning comes at once', NINE, '2026-11-23T11:00:00Z', '2026-11-23T11:00:00.000Z'],
    ['in the night waits for the next morning', NINE, '2026-11-24T03:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['in the evening waits for the next morning', NINE, '2026-11-23T20:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['on a Saturday waits for Monday', NINE, '2026-11-28T11:00:00Z', '2026-11-30T10:00:00.000Z'],
    ['at Christmas waits for the first working day after it', '2026-12-24T09:05:00Z', '2026-12-25T10:00:00Z', '2026-12-29T10:00:00.000Z'],
  ])('and is found %s, once, as a first mention', async (_, at, found, sent) => {
    const w = await written(at);
    const all = await back(w, found, `${sent.slice(0, 10)}T21:00:00Z`);
    expect(all.map((one) => one.at)).toEqual([sent]);
    expect(await why(w, all[0])).toContain('mentioned 1 of at most three times');
  });

  test('does not come where it was switched off meanwhile, nor before a snooze ends', async () => {
    const off = await written();
    await off.say('digest off', bob);
    expect(await back(off, '2026-11-23T11:00:00Z', '2026-11-30T00:00:00Z')).toEqual([]);
    const snoozed = await written();
    await snoozed.say('snooze until Thursday', bob);
    const all = await back(snoozed, '2026-11-23T11:00:00Z', '2026-11-27T00:00:00Z');
    expect(all.map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-26']);
  });

  test('gives way to the next day’s, which then has the things of both', async () => {
    const w = await written();
    await w.say('check assign Bins 6 <@U2> by 1 December');
    w.now.at = new Date('2026-11-24T09:05:00Z');
    await w.made.digests.sweep();
    const all = await back(w, '2026-11-24T09:30:00Z', '2026-11-25T12:00:00Z');
    expect(all.map(({ at }) => at)).toEqual(['2026-11-24T09:30:00.000Z']);
    expect(all[0]?.text).toMatch(/Bins: 5\.[\s\S]*Bins: 6\./);
    expect(await why(w, all[0])).toMatch(/point 5: [^\n]*mentioned 1 of[\s\S]*point 6: [^\n]*mentioned 1 of/);
  });

  test('and that the platform did not take all day is the next day’s', async () => {
    const w = await written();
    w.gone.set(bob.address, { kind: 'later', afterSeconds: 600, reason: 'http 503' });
    expect(await back(w, '2026-11-23T09:30:00Z', '2026-11-24T03:00:00Z')).toEqual([]);
    w.gone.clear();
    const all = await w.until('2026-11-25T12:00:00Z');
    expect(all.map(({ at }) => at)).toEqual(['2026-11-24T10:00:00.000Z']);
    expect(await why(w, all[0])).toContain('mentioned 1 of');
  });
});

describe('A weekly digest', () => {
  const weekly = (w: World) => w.say('digest weekly', bob);

  test('that a standstill held up comes late in the same week, once', async () => {
    const w = await world('2026-11-23T08:00:00Z');
    await w.say('help', bob);
    await w.say('check start Bins beta');
    await w.say('check assign Bins 5 <@U2> by 1 December');
    await weekly(w);
    expect((await back(w, '2026-11-24T03:00:00Z', '2026-12-01T00:00:00Z')).map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-11-24',
      '2026-11-30',
    ]);
  });

  test('that was written down before the standstill does too', async () => {
    const w = await written(NINE, weekly);
    expect((await back(w, '2026-11-25T11:00:00Z', '2026-11-30T08:00:00Z')).map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-26']);
  });

  test('does not come later in the week where nothing was due on its day', async () => {
    const w = await world('2026-11-23T08:00:00Z');
    await w.say('help', bob);
    await w.say('digest weekly', bob);
    await w.until('2026-11-24T12:00:00Z');
    await w.say('check start Bins beta');
    await w.say('check assign Bins 5 <@U2> by 1 December');
    expect((await w.until('2026-12-01T00:00:00Z')).map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-30']);
  });
});
