import fc from 'fast-check';
import { addDays, dayIn, dayInWords, daysBetween, readDay, weekdayOf } from '../../src/chat/days';

const MONDAY = '2026-11-23';

describe('A date in words', () => {
  test.each([
    ['2026-12-04', '2026-12-04'],
    ['4/12/2026', '2026-12-04'],
    ['4.12.26', '2026-12-04'],
    ['31/12', '2026-12-31'],
    ['1/2', '2027-02-01'],
    ['4 December', '2026-12-04'],
    ['4th of Dec 2026', '2026-12-04'],
    ['Friday 4 December 2026', '2026-12-04'],
    ['29 February', '2028-02-29'],
    ['today', MONDAY],
    ['Tomorrow', '2026-11-24'],
    ['friday', '2026-11-27'],
    ['next Friday', '2026-11-27'],
    ['Monday', '2026-11-30'],
    ['in 2 weeks', '2026-12-07'],
    ['3d', '2026-11-26'],
  ])('“%s” is %s', (typed, day) => {
    expect(readDay(typed, MONDAY)).toBe(day);
  });

  test.each([
    ['22/11/2026', 'has passed'],
    ['2020-01-01', 'has passed'],
    ['31/02/2027', 'cannot read'],
    ['29/02/2027', 'cannot read'],
    ['soon', 'cannot read'],
    ['', 'cannot read'],
    ['4 Smarch', 'cannot read'],
    ['99/99', 'cannot read'],
    ['2099-01-01', 'too far ahead'],
    ['9'.repeat(40_000), 'cannot read'],
    [`${' '.repeat(20_000)}x`, 'cannot read'],
    ['__proto__', 'cannot read'],
  ])('“%.20s” is refused with a sentence', (typed, sentence) => {
    expect(() => readDay(typed, MONDAY)).toThrow(sentence);
  });

  test('whatever was typed, is a day to come or a sentence', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z/. -]{0,20}$/)), (typed) => {
        try {
          expect(readDay(typed, MONDAY) >= MONDAY).toBe(true);
        } catch (error) {
          expect((error as Error).name).toBe('UserError');
        }
      }),
    );
  });
});

describe('A day', () => {
  test('is where one is', () => {
    const night = new Date('2026-06-30T23:30:00Z');
    expect([dayIn(night), dayIn(night, 'UTC'), dayIn(night, 'Pacific/Auckland')]).toEqual(['2026-07-01', '2026-06-30', '2026-07-01']);
  });
  test('counts over both changes of the clock and a leap day', () => {
    expect([addDays('2027-03-27', 2), addDays('2027-10-30', 2), addDays('2028-02-28', 2)]).toEqual([
      '2027-03-29',
      '2027-11-01',
      '2028-03-01',
    ]);
    expect(daysBetween('2026-11-23', '2027-11-23')).toBe(365);
  });
  test('is written out', () => {
    expect([dayInWords('2026-12-04'), weekdayOf('2026-12-04')]).toEqual(['Friday 4 December 2026', 5]);
  });
});
