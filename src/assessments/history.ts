import { runButton } from '../chat/commands';
import { longDate } from '../chat/dates';
import { type Day, dayInWords } from '../chat/days';
import { shorten } from '../chat/shorten';
import { buttons, heading, list, note, text, type View, view } from '../chat/view';
import type { Assessment, Entry } from './assessment';
import { ratingInWords } from './rating';
import { showCommand } from './views';

const noteInWords = (before: string, after: string, most: number): string => {
  const [was, now] = [shorten(before, most), shorten(after, most)];
  if (before === after) return '';
  if (after === '') return `the note was taken away (“${was}”)`;
  return before === '' ? `note: ${now}` : `note: ${now} (before: “${was}”)`;
};

const lookInWords = (before: string | undefined, after: string | undefined): string => {
  if (before === after) return '';
  return after ? 'to be looked at again' : 'looked at again';
};

/** What one change did, all of it. `most`: how long a note may be. */
export const changeInWords = ({ before, after, undone }: Entry, most: number): string => {
  const parts = [
    before.rating !== after.rating || before.given !== after.given ? `${ratingInWords(before)} → ${ratingInWords(after)}` : '',
    noteInWords(before.note, after.note, most),
    before.owner !== after.owner ? (after.owner ? `assigned to ${after.ownerName ?? 'somebody'}` : 'nobody’s any more') : '',
    before.due !== after.due ? (after.due ? `due ${dayInWords(after.due as Day)}` : 'no longer due') : '',
    lookInWords(before.look, after.look),
  ];
  return `${parts.filter(Boolean).join('; ') || 'changed'}${undone ? ' (undone)' : ''}`;
};

/** Something that happened to an assessment. `point`: the one that was changed. */
export type Happening = { at: Date; who: string; what: string; point?: number; entry?: Entry };

const ENDED = 'Guildhall (the council ended)';

/** What was changed against a standard, the first first. `most`: how long a note may be. */
export const changesOf = (log: readonly Entry[], most: number): Happening[] =>
  log.map((entry) => ({ at: entry.at, who: entry.byName, what: changeInWords(entry, most), point: entry.point, entry }));

/** Councils that it came from, the first first. */
export const arrivalsOf = ({ cameFrom = [] }: Assessment): Happening[] =>
  cameFrom.map(({ at, name }) => ({ at, who: ENDED, what: `it came over from ${name} with everything in it` }));

/** Everything that happened to it as it stands now, the first first. */
export const historyOf = (assessment: Assessment, most = Number.POSITIVE_INFINITY): Happening[] =>
  [...arrivalsOf(assessment), ...changesOf(assessment.log, most)].sort((a, b) => a.at.getTime() - b.at.getTime());

/** "Point 5, Monday 23 November 2026, Alice: not started → partly" */
export const happeningInWords = ({ at, who, what, point }: Happening, zone?: string): string =>
  `${point === undefined ? '' : `Point ${point}, `}${longDate(at, zone)}, ${who}: ${what}`;

const SHOWN = 20;
const LONGEST_NOTE = 200;

/** Who changed what when, the latest first. */
export const historyView = (assessment: Assessment, zone?: string): View => {
  const all = historyOf(assessment, LONGEST_NOTE);
  const latest = all.slice(-SHOWN).reverse();
  const more = all.length - latest.length;
  return view(
    `History of ${assessment.service}`,
    heading(`History of ${assessment.service}`),
    latest.length === 0 ? text('Nothing has been changed yet.') : list(latest.map((one) => happeningInWords(one, zone))),
    ...(more > 0 ? [note(`… and ${more} more in the export.`)] : []),
    buttons(
      runButton('Back to the assessment', showCommand(assessment)),
      ...(more > 0 ? [runButton('Export', `check export ${assessment.id}`)] : []),
    ),
  );
};
