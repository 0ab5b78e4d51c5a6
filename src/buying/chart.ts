import { escapeHtml } from './html';
import type { Pack } from './pack';
import { monthInWords } from './words';

const ROW = 30;
const NAMES = 230;
const WIDTH = 860;
const TOP = 54;

const monthsFrom = (first: string, month: string): number =>
  (Number(month.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(month.slice(5)) - Number(first.slice(5));

/**
 * When contracts end, as a picture (SVG): a bar for each council from the close of the poll to its end, and a line where the new contract starts.
 * The title and description say the same to a screen reader, and the pack has the months in a table beside it.
 */
export const windowsChart = (pack: Pack, councilName: (id: string) => string): string => {
  const first = pack.closedAt.toISOString().slice(0, 7);
  const rows = [...pack.windows].sort((a, b) => a.ends.localeCompare(b.ends));
  const last = [...rows.map(({ ends }) => ends), pack.poll.from].sort().at(-1) ?? pack.poll.from;
  const months = Math.max(12, monthsFrom(first, last) + 3);
  const at = (month: string): number => NAMES + Math.round(((WIDTH - NAMES - 20) * Math.max(0, monthsFrom(first, month))) / months);
  const height = TOP + rows.length * ROW + 20;
  const years = Array.from({ length: Math.ceil(months / 12) + 1 }, (_, index) => `${Number(first.slice(0, 4)) + index}-01`).filter(
    (month) => month > first && at(month) <= WIDTH - 20,
  );
  // Words to the right of a line near the right edge would be cut.
  const late = at(pack.poll.from) > WIDTH - 220;
  const spoken = rows.map(({ council, ends }) => `${councilName(council)}: ${monthInWords(ends)}`).join('; ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="chart-title chart-text" font-family="system-ui, sans-serif" font-size="14">`,
    '<title id="chart-title">When the present contracts end</title>',
    `<desc id="chart-text">${escapeHtml(`${spoken}. The new contract is wanted from ${monthInWords(pack.poll.from)}.`)}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...years.map(
      (month) =>
        `<line x1="${at(month)}" y1="${TOP - 14}" x2="${at(month)}" y2="${height - 14}" stroke="#b1b4b6"/><text x="${at(month) + 4}" y="${TOP - 18}" fill="#505a5f">${month.slice(0, 4)}</text>`,
    ),
    ...rows.map(({ council, ends }, index) => {
      const y = TOP + index * ROW;
      const name = councilName(council);
      return [
        `<text x="8" y="${y + 16}" fill="#0b0c0c">${escapeHtml(name.length > 30 ? `${name.slice(0, 29)}…` : name)}</text>`,
        `<rect x="${NAMES}" y="${y + 2}" width="${Math.max(4, at(ends) - NAMES)}" height="18" fill="#1d70b8"/>`,
        `<text x="${Math.min(at(ends) + 6, WIDTH - 70)}" y="${y + 16}" fill="#0b0c0c">${escapeHtml(monthInWords(ends).replace(/^(\w{3})\w*/, '$1'))}</text>`,
      ].join('');
    }),
    `<line x1="${at(pack.poll.from)}" y1="${TOP - 46}" x2="${at(pack.poll.from)}" y2="${height - 8}" stroke="#d4351c" stroke-width="2" stroke-dasharray="6 4"/>`,
    `<text x="${at(pack.poll.from) + (late ? -6 : 6)}" y="${TOP - 34}" text-anchor="${late ? 'end' : 'start'}" fill="#942514">wanted from ${escapeHtml(monthInWords(pack.poll.from))}</text>`,
    '</svg>',
  ].join('\n');
};
