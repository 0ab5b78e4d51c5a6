import { longDate } from '../chat/dates';
import { dayInWords } from '../chat/days';
import { toCsv } from '../csv';
import type { Assessment, Entry, PointState } from './assessment';
import { arrivalsOf, changesOf, type Happening, happeningInWords, historyOf } from './history';
import { ratingInWords } from './rating';
import { progressInWords, type Titles } from './views';

/** Notes are exported whole. */
const WHOLE = Number.POSITIVE_INFINITY;

/** Text that Markdown shows as it was typed. */
const plain = (typed: string): string => typed.replace(/[\\`*_{}[\]<>()#+\-!|~&]/g, '\\$&').replace(/\s*\n\s*/g, ' ');

const pointLines = (points: Assessment['points'], titles: Titles, level: string): string[] =>
  points.flatMap(({ number, state }) => [
    `${level} ${number}. ${plain(titles.title(number))}`,
    '',
    `**${ratingInWords(state)}**`,
    '',
    ...(state.look ? [`Needs another look: ${plain(state.look)}`, ''] : []),
    ...(state.note ? [plain(state.note), ''] : []),
    ...(state.evidence ? [`Evidence: <${state.evidence}>`, ''] : []),
    ...(state.owner ? [`Owner: ${plain(state.ownerName ?? 'somebody')}${state.due ? `, by ${dayInWords(state.due)}` : ''}`, ''] : []),
  ]);

const historyLines = (history: readonly Happening[], level: string): string[] =>
  history.length === 0 ? [] : [`${level} History`, '', ...history.map((one) => `- ${plain(happeningInWords(one))}`), ''];

/** The assessment in the shape of a published assessment report: the service, the outcome point by point, the evidence; then who changed what. */
export const assessmentMarkdown = (assessment: Assessment, titles: Titles, titlesOf: (standard: string) => Titles): string => {
  const lines = pointLines(assessment.points, titles, '##');
  const earlier = (assessment.earlier ?? []).flatMap(({ standard, points, log, movedAt, movedByName }) => [
    `## Before: ${plain(titlesOf(standard).shortName)}`,
    '',
    `As it stood when ${plain(movedByName)} moved it to another standard, ${longDate(movedAt)}.`,
    '',
    ...pointLines(points, titlesOf(standard), '###'),
    ...historyLines(changesOf(log, WHOLE), '###'),
  ]);
  return [
    `# ${plain(assessment.service)}`,
    '',
    `| | |\n|---|---|\n| Standard | ${plain(titles.shortName)} |\n| Phase | ${assessment.phase} |\n| Service is | ${assessment.source} |\n| Started | ${longDate(assessment.createdAt)} |\n| Result so far | ${progressInWords(assessment)} |`,
    '',
    'This is the council’s own assessment, kept in Guildhall. It is not a ruling on whether the service meets the standard.',
    '',
    ...lines,
    ...historyLines(historyOf(assessment, WHOLE), '##'),
    ...earlier,
  ].join('\n');
};

const HEAD = ['service', 'standard', 'phase', 'point', 'title', 'rating', 'as given', 'note', 'evidence', 'owner', 'due', 'look again'];
const HISTORY = ['changed at', 'changed by', 'change'];

const stateCells = ({ rating, given, note, evidence, ownerName, due, look }: PointState): string[] => [
  rating,
  given ?? '',
  note,
  evidence ?? '',
  ownerName ?? '',
  due ?? '',
  look ?? '',
];

/** One row a point as it stands, and then one a change: how it stood after that, when, by whom, and what was changed. */
export const assessmentCsv = (assessment: Assessment, titlesOf: (standard: string) => Titles): string => {
  const { service, standard, phase, points, log, earlier = [] } = assessment;
  const about = (of: string, point: number, state: PointState): string[] => [
    service,
    of,
    phase,
    String(point),
    titlesOf(of).title(point),
    ...stateCells(state),
  ];
  const none = HEAD.slice(3).map(() => '');
  const changes = (of: string, entries: readonly Entry[]): string[][] =>
    changesOf(entries, WHOLE).map(({ at, who, what, entry }) => [
      ...(entry ? about(of, entry.point, entry.after) : [service, of, phase, ...none]),
      at.toISOString(),
      who,
      what,
    ]);
  return toCsv([
    [...HEAD, ...HISTORY],
    ...points.map(({ number, state }) => [...about(standard, number, state), ...HISTORY.map(() => '')]),
    ...arrivalsOf(assessment).map(({ at, who, what }) => [service, standard, phase, ...none, at.toISOString(), who, what]),
    ...earlier.flatMap((one) => changes(one.standard, one.log)),
    ...changes(standard, log),
  ]);
};
