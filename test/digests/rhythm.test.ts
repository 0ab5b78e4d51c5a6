import { join } from 'node:path';
import fc from 'fast-check';
import { readBankHolidays } from '../../adapters/content/bank-holidays';
import { addDays, type Day, dayIn, weekdayOf } from '../../src/chat/days';
import { isQuiet, mayBeNow, momentOf, nextDigest, type Rhythm, timeIn } from '../../src/digests/rhythm';

const isWorkingDay = readBankHolidays(join(__dirname, '../../content/bank-holidays.json'));
const working = (nation: string) => (day: Day) => isWorkingDay(new Date(`${day}T12:00:00Z`), nation);
const rhythm = (over: Partial<Rhythm> = {}): Rhythm => ({
  on: true,
  every: 'daily',
  at: '09:00',
  zone: 'Europe/London',
  days: [1, 2, 3, 4, 5],
  ...over,
});
const next = (after: string, over: Partial<Rhythm> = {}, nation = 'England') =>
  nextDigest(rhythm(over), new Date(after), working(nation))?.toISOString();

describe('When a digest falls', () => {
  test.each([
    ['the same morning', '2026-11-23T08:00:00Z', {}, 'England', '2026-11-23T09:00:00.000Z'],
    ['the next morning', '2026-11-23T09:00:00Z', {}, 'England', '2026-11-24T09:00:00.000Z'],
    ['not at the weekend', '2026-11-27T10:00:00Z', {}, 'England', '2026-11-30T09:00:00.000Z'],
    ['not at Christmas, nor on its substitutes', '2026-12-24T10:00:00Z', {}, 'England', '2026-12-29T09:00:00.000Z'],
    ['after the clocks went forward', '2027-03-25T10:00:00Z', { days: [0, 1, 2, 3, 4, 5, 6] }, 'Scotland', '2027-03-29T08:00:00.000Z'],
    ['before the clocks go back', '2027-10-28T10:00:00Z', {}, 'England', '2027-10-29T08:00:00.000Z'],
    ['after the clocks went back', '2027-10-29T10:00:00Z', {}, 'England', '2027-11-01T09:00:00.000Z'],
    ['on leap day', '2028-02-28T10:00:00Z', {}, 'England', '2028-02-29T09:00:00.000Z'],
    ['on St Andrew’s Day in England', '2026-11-27T10:00:00Z', {}, 'England', '2026-11-30T09:00:00.000Z'],
    ['not on St Andrew’s Day in Scotland', '2026-11-27T10:00:00Z', {}, 'Scotland', '2026-12-01T09:00:00.000Z'],
    ['on St Patrick’s Day in England', '2027-03-16T10:00:00Z', {}, 'England', '2027-03-17T09:00:00.000Z'],
    ['not on St Patrick’s Day in Northern Ireland', '2027-03-16T10:00:00Z', {}, 'Northern Ireland', '2027-03-18T09:00:00.000Z'],
    [
      'at the end of quiet hours that last past midnight',
      '2026-11-23T01:00:00Z',
      { at: '07:00', quiet: { from: '18:00', to: '08:00' } },
      'England',
      '2026-11-23T08:00:00.000Z',
    ],
    ['only on the days somebody works', '2026-11-23T10:00:00Z', { days: [3] }, 'England', '2026-11-25T09:00:00.000Z'],
    ['once a week, on its first working day', '2026-11-23T10:00:00Z', { every: 'weekly' }, 'Scotland', '2026-12-01T09:00:00.000Z'],
    ['not before a snooze ends', '2026-11-23T08:00:00Z', { snoozedUntil: '2026-12-07' }, 'England', '2026-12-07T09:00:00.000Z'],
    ['in one’s own zone', '2026-11-23T08:00:00Z', { zone: 'America/New_York' }, 'England', '2026-11-23T14:00:00.000Z'],
  ] as const)('%s', (_, after, over, nation, moment) => {
    expect(next(after, over as Partial<Rhythm>, nation)).toBe(moment);
  });

  test.each([
    ['switched off', { on: false }],
    ['no working days', { days: [] }],
    ['quiet to the end of the day', { at: '20:00', quiet: { from: '18:00', to: '08:00' } }],
  ] as const)('never: %s', (_, over) => {
    expect(next('2026-11-23T08:00:00Z', over as Partial<Rhythm>)).toBeUndefined();
  });

  test('somebody who flies west at noon gets no second one that day', () => {
    const after = new Date('2026-11-23T12:00:00Z');
    const moved = rhythm({ zone: 'America/Los_Angeles', lastDay: '2026-11-23' });
    expect(nextDigest(moved, after, working('England'))?.toISOString()).toBe('2026-11-24T17:00:00.000Z');
  });

  test('a time that the clocks jump over is taken after the jump, one that comes twice at first', () => {
    expect(momentOf('2027-03-28', '01:30', 'Europe/London').toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(momentOf('2027-10-31', '01:30', 'Europe/London').toISOString()).toBe('2027-10-31T00:30:00.000Z');
  });
});

describe('Any week of anybody', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
  const any = fc.record({
    every: fc.constantFrom('daily' as const, 'weekly' as const),
    at: time,
    zone: fc.constantFrom('Europe/London', 'Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'),
    quiet: fc.option(fc.record({ from: time, to: time }), { nil: undefined }),
    days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
    snoozedUntil: fc.option(
      fc.integer({ min: 0, max: 40 }).map((ahead) => addDays('2027-03-01', ahead)),
      { nil: undefined },
    ),
  });
  const nation = fc.constantFrom('England', 'Wales', 'Scotland', 'Northern Ireland');

  test('has one digest a day at most, each on a working day of theirs, at their hour, out of quiet hours, none missed', () => {
    fc.assert(
      fc.property(any, nation, fc.integer({ min: 0, max: 700 * 24 }), (wish, where, hours) => {
        const start = new Date(Date.UTC(2026, 10, 1) + hours * 3_600_000);
        const end = new Date(start.getTime() + 7 * 86_400_000);
        let state = rhythm(wish);
        let now = start;
        const fell: Day[] = [];
        for (let count = 0; count < 20; count += 1) {
          const moment = nextDigest(state, now, working(where));
          if (!moment || moment >= end) break;
          const day = dayIn(moment, state.zone);
          expect(moment > now).toBe(true);
          expect(working(where)(day) && state.days.includes(weekdayOf(day)) && day >= (state.snoozedUntil ?? '')).toBe(true);
          expect(isQuiet(state, timeIn(moment, state.zone))).toBe(false);
          expect(mayBeNow(state, moment, working(where))).toBe(true);
          fell.push(day);
          state = { ...state, lastDay: day };
          now = moment;
        }
        expect(new Set(fell).size).toBe(fell.length);
        if (state.every === 'weekly') expect(fell.length).toBeLessThanOrEqual(2);
        if (state.every === 'daily' && !isQuiet(state, state.at)) {
          const first = addDays(dayIn(start, state.zone), 1);
          const wanted = Array.from({ length: 5 }, (_, ahead) => addDays(first, ahead)).filter(
            (day) => working(where)(day) && state.days.includes(weekdayOf(day)) && day >= (wish.snoozedUntil ?? ''),
          );
          for (const day of wanted) expect(fell).toContain(day);
        }
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);
});
