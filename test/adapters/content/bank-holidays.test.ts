import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBankHolidays } from '../../../adapters/content/bank-holidays';

const path = join(__dirname, '../../../content/bank-holidays.json');
const isWorkingDay = readBankHolidays(path);
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day));
const plus = (day: Date, days: number) => new Date(day.getTime() + days * 86_400_000);
const iso = (day: Date) => day.toISOString().slice(0, 10);
const isWeekend = (day: Date) => day.getUTCDay() % 6 === 0;

/** Easter Sunday (Gregorian, anonymous algorithm). */
const easter = (year: number): Date => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return utc(year, Math.floor(n / 31), (n % 31) + 1);
};
const firstMonday = (year: number, month: number): Date => plus(utc(year, month, 1), (8 - utc(year, month, 1).getUTCDay()) % 7);
const lastMonday = (year: number, month: number): Date => plus(firstMonday(year, month + 1), -7);

/** Fixed days in order: one on a weekend, or on a day already taken, moves to the next free weekday. */
const substituted = (...fixed: Date[]): Date[] => {
  const proper = new Set(fixed.filter((day) => !isWeekend(day)).map(iso));
  const moved = fixed.filter(isWeekend).map((day) => {
    let free = day;
    while (isWeekend(free) || proper.has(iso(free))) free = plus(free, 1);
    proper.add(iso(free));
    return free;
  });
  return [...fixed.filter((day) => !isWeekend(day)), ...moved];
};

const christmas = (year: number) => substituted(utc(year, 12, 25), utc(year, 12, 26));
const shared = (year: number) => [plus(easter(year), -2), firstMonday(year, 5), lastMonday(year, 5), ...christmas(year)];
const computed: Record<string, (year: number) => Date[]> = {
  'england-and-wales': (year) => [...shared(year), ...substituted(utc(year, 1, 1)), plus(easter(year), 1), lastMonday(year, 8)],
  scotland: (year) => [
    ...shared(year),
    ...substituted(utc(year, 1, 1), utc(year, 1, 2)),
    firstMonday(year, 8),
    ...substituted(utc(year, 11, 30)),
    ...(year === 2026 ? [utc(2026, 6, 15)] : []),
  ],
  'northern-ireland': (year) => [
    ...shared(year),
    ...substituted(utc(year, 1, 1)),
    ...substituted(utc(year, 3, 17)),
    plus(easter(year), 1),
    ...substituted(utc(year, 7, 12)),
    lastMonday(year, 8),
  ],
};

describe('The file of bank holidays', () => {
  const file = JSON.parse(readFileSync(path, 'utf8'));

  test.each(Object.keys(computed))('has the days that follow from the law for %s, 2026 to 2028', (division) => {
    const expected = [2026, 2027, 2028].flatMap((year) => computed[division]?.(year) ?? []).map(iso);
    expect(file[division]).toEqual(expected.sort());
  });

  test('says where it is from and when it was checked', () => {
    expect(file.source).toContain('gov.uk');
    expect(file.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('A working day', () => {
  const nations = ['England', 'Wales', 'Scotland', 'Northern Ireland'];

  test.each([
    ['2026-11-23', 'an ordinary Monday', nations],
    ['2026-11-28', 'a Saturday', []],
    ['2026-11-29', 'a Sunday', []],
    ['2026-12-25', 'Christmas Day', []],
    ['2026-12-28', 'Boxing Day’s substitute', []],
    ['2026-12-29', 'the day after it', nations],
    ['2027-12-27', 'Christmas Day’s substitute', []],
    ['2026-04-03', 'Good Friday', []],
    ['2026-04-06', 'Easter Monday', ['Scotland']],
    ['2026-11-30', 'St Andrew’s Day', ['England', 'Wales', 'Northern Ireland']],
    ['2026-06-15', 'the World Cup holiday', ['England', 'Wales', 'Northern Ireland']],
    ['2027-01-04', '2 January’s substitute', ['England', 'Wales', 'Northern Ireland']],
    ['2026-08-03', 'Scotland’s summer bank holiday', ['England', 'Wales', 'Northern Ireland']],
    ['2026-08-31', 'the others’ summer bank holiday', ['Scotland']],
    ['2026-03-17', 'St Patrick’s Day', ['England', 'Wales', 'Scotland']],
    ['2026-07-13', '12 July’s substitute', ['England', 'Wales', 'Scotland']],
  ])('%s, %s, is one in %j', (day, _, working) => {
    expect(nations.filter((nation) => isWorkingDay(noon(day), nation))).toEqual(working);
  });

  test.each([
    ['2026-08-30T22:59:00Z', '2026-08-30 in London, a Sunday', false],
    ['2026-08-30T23:01:00Z', '2026-08-31 in London, a holiday', false],
    ['2026-08-31T23:01:00Z', '2026-09-01 in London, though still August in UTC', true],
    ['2026-12-28T23:59:00Z', '2026-12-28 in London in winter', false],
    ['2026-12-29T00:01:00Z', '2026-12-29 in London in winter', true],
  ])('is told by the calendar in London: %s is %s', (at, _, expected) => {
    expect(isWorkingDay(new Date(at), 'England')).toBe(expected);
  });

  test('is none where the nation is not known and there is a holiday anywhere in the UK', () => {
    expect(isWorkingDay(noon('2026-11-30'), 'unknown')).toBe(false);
    expect(isWorkingDay(noon('2026-12-01'), 'unknown')).toBe(true);
  });

  test('knows weekends only, in a year that is not in the file', () => {
    expect(isWorkingDay(noon('2031-12-25'), 'England')).toBe(true);
    expect(isWorkingDay(noon('2031-12-27'), 'England')).toBe(false);
  });
});

test('A file with a day that is no date stops the start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holidays-'));
  const wrong = join(folder, 'wrong.json');
  const rest = { source: 'x', checked: '2026-11-23', scotland: [], 'northern-ireland': [] };
  writeFileSync(wrong, JSON.stringify({ ...rest, 'england-and-wales': ['2026-13-01'] }));
  expect(() => readBankHolidays(wrong)).toThrow(/date/i);
  rmSync(folder, { recursive: true });
});
