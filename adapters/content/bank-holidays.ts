import { readFileSync } from 'node:fs';
import { z } from 'zod';

const days = z.array(z.iso.date());
const file = z.object({ source: z.string(), checked: z.iso.date(), 'england-and-wales': days, scotland: days, 'northern-ireland': days });

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const londonDay = (at: Date): { weekday: string; iso: string } => {
  const part = Object.fromEntries(london.formatToParts(at).map(({ type, value }) => [type, value]));
  return { weekday: part.weekday ?? '', iso: `${part.year}-${part.month}-${part.day}` };
};

/**
 * Reads the file of bank holidays once and returns `isWorkingDay(day, nation)`: the calendar day in London, where `nation` is England,
 * Wales, Scotland or Northern Ireland. For another nation a holiday anywhere in the UK counts, so that nobody is disturbed on one.
 * Years that are not in the file know weekends only: refresh it when gov.uk publishes the next year (CONTRIBUTING.md says how).
 */
export const readBankHolidays = (path: string): ((day: Date, nation: string) => boolean) => {
  const read = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  const englandAndWales = new Set(read['england-and-wales']);
  const scotland = new Set(read.scotland);
  const northernIreland = new Set(read['northern-ireland']);
  const everywhere = new Set([...englandAndWales, ...scotland, ...northernIreland]);
  const byNation = new Map([
    ['England', englandAndWales],
    ['Wales', englandAndWales],
    ['Scotland', scotland],
    ['Northern Ireland', northernIreland],
  ]);
  return (day, nation) => {
    const { weekday, iso } = londonDay(day);
    if (weekday === 'Sat' || weekday === 'Sun') return false;
    return !(byNation.get(nation) ?? everywhere).has(iso);
  };
};
