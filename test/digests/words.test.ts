import { readSnooze } from '../../src/digests/words';
import { world } from '../support/moved-clock';
import { alice, submission } from '../support/turns';

const THURSDAY = '2026-11-26';

describe('A snooze', () => {
  test.each([
    ['until Friday', '2026-11-27'],
    ['Friday', '2026-11-27'],
    ['until Thursday', '2026-12-03'],
    ['until tomorrow', '2026-11-27'],
    ['until 30 November', '2026-11-30'],
    ['until 2026-11-27', '2026-11-27'],
    ['', '2026-11-28'],
    ['1d', '2026-11-28'],
    ['for 2 days', '2026-11-29'],
    ['1w', '2026-12-04'],
    ['in 2 weeks', '2026-12-11'],
  ])('“%s”, said on a Thursday, ends on %s', (words, day) => expect(readSnooze(words, THURSDAY)).toBe(day));

  test.each(['today', 'until today', 'until 26 November', 'until 26/11/2026'])('“%s” says that it ends nothing', (words) =>
    expect(() => readSnooze(words, THURSDAY)).toThrow('That is today. Give a later day, such as: snooze until tomorrow'),
  );
});

describe('A time in quiet hours that last to the end of the day', () => {
  const never = 'You want quiet from 18:00 to 08:00, so a digest at 18:30 would never come';
  const saved = async (w: Awaited<ReturnType<typeof world>>) => w.made.digests.get(alice.id);

  test('is refused in words, with what to do', async () => {
    const w = await world();
    expect(await w.say('digest daily at 18:30')).toContain(
      `${never}. Choose another time, such as “digest at 08:00”, or end the quiet hours with “quiet off”.`,
    );
    expect((await saved(w))?.at).toBe('09:00');
    expect(await w.say('quiet off')).toContain('Saved');
    expect(await w.say('digest daily at 18:30')).toContain('daily at 18:30');
  });

  test('is refused where the quiet hours are what is new', async () => {
    const w = await world();
    expect(await w.say('quiet 8:30-8:00')).toContain('You want quiet from 08:30 to 08:00, so a digest at 09:00 would never come');
    expect((await saved(w))?.quiet).toEqual({ from: '18:00', to: '08:00' });
    expect(await w.say('quiet 17:00-10:00')).toContain('Quiet from 17:00 to 10:00');
  });

  test('that was saved when it was not refused yet is told as it is', async () => {
    const w = await world();
    await w.made.digests.choose(alice.id, (before) => ({ ...before, at: '18:30' }));
    expect(await w.say('digest')).toContain(never);
  });

  test('is refused at its field in the form, unless the digest is to be off', async () => {
    const w = await world();
    const values = { every: 'daily', at: '18.30', days: ['1'], quiet: '18-8' };
    const reply = await w.answer(submission('digests.save', '', values as never));
    expect(reply.kind === 'errors' && reply.fields).toEqual({ at: `${never}. Choose another time, or other quiet hours below.` });
    const off = await w.answer(submission('digests.save', '', { ...values, every: 'off' } as never));
    expect(off.kind).toBe('message');
  });
});
