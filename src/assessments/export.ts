import { longDate } from '../chat/dates';
import { dayInWords } from '../chat/days';
import { toCsv } from '../csv';
import type { Assessment } from './assessment';
import { ratingInWords } from './rating';
import { progressInWords, type Titles } from './views';

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

/** The assessment in the shape of a published assessment report: the service, the outcome point by point, the evidence. */
export const assessmentMarkdown = (assessment: Assessment, titles: Titles, titlesOf: (standard: string) => Titles): string => {
  const lines = pointLines(assessment.points, titles, '##');
  const earlier = (assessment.earlier ?? []).flatMap(({ standard, points, movedAt, movedByName }) => [
    `## Before: ${plain(titlesOf(standard).shortName)}`,
    '',
    `As it stood when ${plain(movedByName)} moved it to another standard, ${longDate(movedAt)}.`,
    '',
    ...pointLines(points, titlesOf(standard), '###'),
  ]);
  return [
    `# ${plain(assessment.service)}`,
    '',
    `| | |\n|---|---|\n| Standard | ${plain(titles.shortName)} |\n| Phase | ${assessment.phase} |\n| Service is | ${assessment.source} |\n| Started | ${longDate(assessment.createdAt)} |\n| Result so far | ${progressInWords(assessment)} |`,
    '',
    'This is the council’s own assessment, kept in Guildhall. It is not a ruling on whether the service meets the standard.',
    '',
    ...lines,
    ...earlier,
  ].join('\n');
};

/** One row a point. */
export const assessmentCsv = (assessment: Assessment, titles: Titles): string =>
  toCsv([
    ['service', 'standard', 'phase', 'point', 'title', 'rating', 'as given', 'note', 'evidence', 'owner', 'due', 'look again'],
    ...assessment.points.map(({ number, state }) => [
      assessment.service,
      assessment.standard,
      assessment.phase,
      String(number),
      titles.title(number),
      state.rating,
      state.given ?? '',
      state.note,
      state.evidence ?? '',
      state.ownerName ?? '',
      state.due ?? '',
      state.look ?? '',
    ]),
  ]);
