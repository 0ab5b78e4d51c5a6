import { runButton } from '../chat/commands';
import { longDate } from '../chat/dates';
import { dayInWords } from '../chat/days';
import type { PersonId } from '../chat/event';
import { shorten } from '../chat/shorten';
import { type Block, type Button, buttons, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import { type Assessment, openPoints, type PointState, tally } from './assessment';
import { namesAmong } from './named';
import { RATINGS, ratingInWords } from './rating';
import { STEPS } from './review';

/** What views need to know of a standard. */
export type Titles = { shortName: string; note?: string; points: readonly { number: number }[]; title(number: number): string };

const BAR = 10;
const NEXT = 3;
const MOST_OPEN = 10;

/** What a button runs: by the id, because others may be called the same. */
export const showCommand = ({ id }: Assessment): string => `check show ${id}`;

export const rateButton = (assessment: Assessment, point?: number): Button => ({
  label: point === undefined ? 'Rate a point' : `Rate point ${point}`,
  action: 'assessments.rate',
  value: `${assessment.id}${point === undefined ? '' : `:${point}`}`,
  opensForm: true,
  style: 'primary',
});
const assignButton = (assessment: Assessment): Button => ({
  label: 'Assign a point',
  action: 'assessments.assign',
  value: assessment.id,
  opensForm: true,
});
export const startButton: Button = {
  label: 'Start an assessment',
  action: 'assessments.new',
  value: '',
  opensForm: true,
  style: 'primary',
};

/** "3 of 14 met, 2 partly, 9 not started": what counts first, what is nothing left out. */
export const progressInWords = (assessment: Assessment): string => {
  const counts = tally(assessment);
  const others = RATINGS.filter((rating) => rating !== 'met' && counts[rating] > 0).map((rating) => `${counts[rating]} ${rating}`);
  return [`${counts.met} of ${assessment.points.length} met`, ...others].join(', ');
};

/** A bar of ten signs, which stands behind the words that say the same. */
const bar = (assessment: Assessment): string => {
  const counts = tally(assessment);
  const settled = counts.met + counts['not applicable'] + counts.partly / 2;
  const full = Math.round((settled / assessment.points.length) * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
};

const kind = ({ phase, source, small }: Assessment): string => `${phase}, ${source}${small ? ', small team' : ''}`;

/** Where it came from, when councils became one. */
const origin = ({ cameFrom }: Assessment): string => (cameFrom?.length ? `, from ${cameFrom.at(-1)?.name}` : '');

const whoAndWhen = ({ owner, ownerName, due }: PointState): readonly (string | { person: PersonId; name: string })[] => [
  ...(owner ? [', ', { person: owner, name: ownerName ?? 'somebody' }] : []),
  ...(due ? [`, by ${dayInWords(due)}`] : []),
];

const pointLine = (titles: Titles, number: number, state: PointState): Rich => [
  { bold: `${number}. ${titles.title(number)}` },
  ` – ${ratingInWords(state)}`,
  ...whoAndWhen(state),
  ...(state.evidence
    ? [', ', { link: state.evidence, text: 'evidence' }]
    : state.note
      ? [`: ${shorten(state.note.replace(/\s+/g, ' '), 120)}`]
      : []),
  ...(state.look ? ['. ', { bold: 'Look again' }, `: ${shorten(state.look, 100)}`] : []),
];

/** The points of the standard that were left out, and why. */
const leftOut = (assessment: Assessment, titles: Titles): readonly Block[] => {
  const there = new Set(assessment.points.map(({ number }) => number));
  const absent = titles.points.filter(({ number }) => !there.has(number)).map(({ number }) => number);
  if (absent.length === 0) return [];
  return [note(`Not asked of a service that is ${kind(assessment)}: ${absent.length > 1 ? 'points' : 'point'} ${absent.join(', ')}.`)];
};

/** What to do next: what is due first, then what is not met, then what nobody started. */
const nextPoints = (assessment: Assessment): Assessment['points'] => {
  const order = ['not met', 'partly', 'not started'];
  const looks = assessment.points.filter(({ state }) => state.look && (state.rating === 'met' || state.rating === 'not applicable'));
  return [...looks, ...openPoints(assessment)]
    .sort(
      (a, b) =>
        (a.state.due ?? '9999').localeCompare(b.state.due ?? '9999') ||
        order.indexOf(a.state.rating) - order.indexOf(b.state.rating) ||
        a.number - b.number,
    )
    .slice(0, NEXT);
};

const nextBlocks = (assessment: Assessment, titles: Titles): readonly Block[] => {
  const next = nextPoints(assessment);
  if (next.length === 0) return [text('Every point is met or does not apply. Export it, and book a review.')];
  return [
    text({ bold: 'Next' }),
    list(next.map(({ number, state }) => pointLine(titles, number, state))),
    buttons(
      ...next.map(({ number }) => rateButton(assessment, number)).map((one, index) => (index === 0 ? one : { ...one, style: undefined })),
      ...next.slice(0, 1).map(({ number }) => runButton(`What does point ${number} ask?`, `point ${number} of ${assessment.standard}`)),
    ),
  ];
};

const allPoints = (assessment: Assessment, titles: Titles): readonly Block[] => [
  text({ bold: 'All points' }),
  list(assessment.points.map(({ number, state }) => pointLine(titles, number, state))),
  ...leftOut(assessment, titles),
];

/** What is said beside the points: that a newer standard is there, when the review is, that the summary stopped. */
const asides = (assessment: Assessment, newer?: { id: string; shortName: string; from: string }): readonly Block[] => {
  const { review, summary, points } = assessment;
  const look = points.filter(({ state }) => state.look).length;
  return [
    ...(look > 0 ? [text(`${look === 1 ? '1 point needs' : `${look} points need`} another look since the standard changed.`)] : []),
    ...(newer
      ? [
          text(`${newer.shortName} counts from ${dayInWords(newer.from)}.`),
          buttons(runButton('See what would move', `check move ${assessment.id} to ${newer.id}`)),
        ]
      : []),
    ...(review ? [note(`Review on ${dayInWords(review.on)}.`)] : []),
    ...(summary?.stopped ? [note('The weekly summary stopped: I can no longer post in its channel.')] : []),
  ];
};

/** `said`: a sentence about what was just done. `brief`: without the points, which few want to see after each change. `newer`: a newer standard. */
export type CardOptions = { said?: string; brief?: boolean; newer?: { id: string; shortName: string; from: string } };

/** An assessment on one card: progress, what is next, every point. */
export const assessmentView = (assessment: Assessment, titles: Titles, { said, brief = false, newer }: CardOptions = {}): View => {
  const progress = progressInWords(assessment);
  return view(
    said ?? `${assessment.service}: ${progress}`,
    heading(assessment.service),
    ...(said === undefined ? [] : [text(said)]),
    ...(titles.note ? [note(titles.note)] : []),
    text(`${progress}. ${bar(assessment)}`),
    note(
      `${titles.shortName}, ${kind(assessment)}. Changed ${longDate(assessment.changedAt)}. Ratings are your council’s own, not a ruling.`,
    ),
    ...(brief ? [] : asides(assessment, newer)),
    ...nextBlocks(assessment, titles),
    ...(brief ? [] : allPoints(assessment, titles)),
    buttons(
      ...(brief ? [runButton('All points', showCommand(assessment))] : []),
      { ...rateButton(assessment), style: undefined },
      assignButton(assessment),
      ...(brief ? [] : [runButton('Review', `check review ${assessment.id}`)]),
      runButton('Export', `check export ${assessment.id}`),
      runButton('History', `check history ${assessment.id}`),
      ...(brief ? [{ label: 'Undo my last change', action: 'assessments.undo', value: assessment.id }] : []),
    ),
  );
};

/** What has a day and nobody who does it, where a colleague can find it. */
const nobodys = (all: readonly Assessment[]): readonly Block[] => {
  const nameOf = namesAmong(all);
  const lines = all.flatMap((one): Rich[] => {
    const points = openPoints(one).filter(({ state }) => state.due && !state.owner);
    const { review } = one;
    const isOpen = review && !review.owner && STEPS.some((step) => !review.done.includes(step));
    return [
      ...points.map(({ number, state }): Rich => [{ bold: nameOf(one) }, `: point ${number}, due ${dayInWords(state.due as string)}`]),
      ...(isOpen ? [[{ bold: nameOf(one) }, `: the review on ${dayInWords(review.on)}`]] : []),
    ];
  });
  if (lines.length === 0) return [];
  const more = lines.length - MOST_OPEN;
  return [
    text({ bold: 'Nobody’s, with a day set' }),
    list(lines.slice(0, MOST_OPEN)),
    ...(more > 0 ? [note(`… and ${more} more in the assessments.`)] : []),
  ];
};

/** The council's assessments. */
export const listView = (all: readonly Assessment[]): View => {
  if (all.length === 0)
    return view(
      'No assessments yet',
      heading('Assessments'),
      text('Your council has none yet. Start one in a line: check start "Missed bin collection" beta bought'),
      buttons(startButton),
    );
  const nameOf = namesAmong(all);
  return view(
    `${all.length} assessments`,
    heading('Assessments'),
    list(all.map((one): Rich => [{ bold: one.service }, ` – ${kind(one)}${origin(one)}: ${progressInWords(one)}`])),
    ...nobodys(all),
    buttons(...all.slice(0, 10).map((one) => runButton(nameOf(one), showCommand(one))), startButton),
  );
};

/** Where the files can be fetched. */
export const exportView = (assessment: Assessment, markdown: string, csv: string): View =>
  view(
    `Export of ${assessment.service}`,
    text(`“${assessment.service}” as a report to read, and as a table for a spreadsheet.`),
    buttons({ label: 'Download the report (Markdown)', url: markdown }, { label: 'Download the table (CSV)', url: csv }),
    note('The links work for 15 minutes. They show names and evidence: do not pass them on.'),
  );
