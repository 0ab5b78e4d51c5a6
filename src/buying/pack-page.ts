import { dayInWords } from '../chat/days';
import { windowsChart } from './chart';
import { escapeHtml } from './html';
import type { Pack } from './pack';
import { ROUTE_WORDS, RUNG_WORDS } from './poll';
import { bracketInWords } from './views';
import { monthInWords } from './words';

const list = (items: readonly string[]): string =>
  items.length > 0 ? `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>` : '';
const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;
const section = (title: string, ...parts: readonly string[]): string =>
  parts.some(Boolean) ? `<section><h2>${escapeHtml(title)}</h2>${parts.join('')}</section>` : '';

const STYLE = `body{font:1.05rem/1.5 system-ui,sans-serif;color:#0b0c0c;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.8rem;line-height:1.2}h2{margin-top:2rem}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;margin:.5rem 0}
th,td{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #b1b4b6;vertical-align:top}svg{max-width:100%;height:auto}
.note{border-left:6px solid #b1b4b6;padding-left:1rem}pre{white-space:pre-wrap;font:inherit;border:1px solid #b1b4b6;padding:1rem}
@media print{body{margin:0;max-width:none}section{break-inside:avoid}}`;

/** A message that somebody can send to colleagues in procurement as it is. */
export const draftMessage = (pack: Pack, councilName: (id: string) => string): string =>
  [
    'Dear colleague,',
    '',
    `Through Guildhall, ${pack.seen.answered ?? 0} councils have said that they are interested in buying this together: ${pack.poll.need}`,
    '',
    `Category: ${pack.categoryName}. Wanted from ${monthInWords(pack.poll.from)}.${pack.poll.mustHaves ? ` It must have: ${pack.poll.mustHaves}.` : ''}`,
    ...(pack.seen.councils ? [`Interested: ${pack.seen.councils.map(councilName).join(', ')}.`] : []),
    '',
    'This is an expression of interest, not a commitment to buy, and no supplier has been asked. Before anybody speaks to suppliers we should agree who leads,',
    'and, above the threshold, publish a preliminary market engagement notice (UK2). Could we talk about it in the next two weeks?',
  ].join('\n');

const counts = (all: Readonly<Record<string, number>> | undefined, words: Readonly<Record<string, string>>): string[] =>
  Object.entries(all ?? {}).map(([key, count]) => `${words[key] ?? key}: ${count}`);

/** The pack as a page that can be printed: no scripts, nothing fetched. */
export const packPage = (pack: Pack, councilName: (id: string) => string): string => {
  const { seen, poll } = pack;
  const windows = [...pack.windows].sort((a, b) => a.ends.localeCompare(b.ends));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pack: ${escapeHtml(poll.need.slice(0, 80))}</title><style>${STYLE}</style></head><body><main>
<h1>${escapeHtml(poll.need)}</h1>
<p>Asked by ${escapeHtml(councilName(poll.council))}. Closed on ${dayInWords(pack.closedAt.toISOString().slice(0, 10))}: ${seen.answered ?? 0} councils, ${poll.quorum} were needed.</p>
<p class="note">Interest, not a commitment to buy, and not legal advice. For councils that take part: do not pass it to suppliers. It may be asked for under the Freedom of Information Act.</p>
${section('What is needed', list([`Category: ${pack.categoryName}`, `From ${monthInWords(poll.from)}`, ...(poll.mustHaves ? [`Must have: ${poll.mustHaves}`] : [])]))}
${section('Who takes part', seen.councils ? list(seen.councils.map(councilName)) : '<p>The council that asked chose not to show names.</p>', pack.leaders.length > 0 ? `<p>Would lead: ${escapeHtml(pack.leaders.map(councilName).join(', '))}.</p>` : seen.leading ? `<p>Would lead: ${seen.leading}.</p>` : '', list([...counts(seen.rungs, RUNG_WORDS), ...pack.raised.map(({ council, level }) => `${councilName(council)} has raised its interest to ${level}`)]))}
${section(
  'When present contracts end',
  windows.length > 0 ? windowsChart(pack, councilName) : '',
  windows.length > 0
    ? table(
        'The same as a table',
        ['Council', 'Contract ends'],
        windows.map(({ council, ends }) => [councilName(council), monthInWords(ends)]),
      )
    : list(Object.entries(pack.years).map(([year, count]) => `${year}: ${count} end`)),
)}
${section('Together', list([seen.spend ? `Spend a year: ${bracketInWords(seen.spend, 'pounds')}, counting the lower end of every band` : `Spend a year: not told, because ${poll.spendJudged ? 'it was looked at when the poll first closed' : 'fewer than five councils gave a band'}`, seen.volume ? `Cases or users a year: ${bracketInWords(seen.volume, 'count')}` : 'Cases or users a year: not told, because fewer than five councils gave them']))}
${section('Routes that councils prefer', list(counts(seen.routes, ROUTE_WORDS)))}
${section('What it must have, in their words', list(pack.wishes))}
${section('What ties councils down', list(pack.limits))}
${section('Suppliers today', list(pack.suppliers.map(({ name, councils }) => `${name}: ${councils} councils`)))}
${section(
  'Next steps',
  table(
    'Counted back from the month in which the new contract is wanted',
    ['By', 'Step'],
    pack.steps.map(({ on, what }) => [dayInWords(on), what]),
  ),
  `<p>The threshold for councils is £${pack.threshold.toLocaleString('en-GB')} including VAT, over the whole contract and all councils.</p>`,
  list(pack.notes),
  `<p>See <a href="${escapeHtml(pack.source)}">the official guidance</a>.</p>`,
)}
${section('A message to procurement colleagues', `<pre>${escapeHtml(draftMessage(pack, councilName))}</pre>`)}
</main></body></html>
`;
};
