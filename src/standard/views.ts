import { runButton } from '../chat/commands';
import { longDate } from '../chat/dates';
import { shorten } from '../chat/shorten';
import { type Block, buttons, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import type { Clarification } from './clarification';
import { type Change, DEFAULT_STANDARD, type Library, type Point, pointOf, SECTIONS, type Section, type Standard } from './standard';

const SHOWN = 8;
/** The latest clarifications of a point; an answer is cut, since whoever asks gets it whole. */
const CLARIFIED = 3;
const date = (iso: string): string => longDate(new Date(`${iso}T12:00:00Z`));

/** What must be said wherever a standard that is no longer current is quoted; nothing for the current one. */
export const statusNote = (standard: Standard): readonly Block[] => (standard.note ? [note(standard.note)] : []);

const status = (standard: Standard): string => {
  switch (standard.status) {
    case 'current':
      return `current since ${date(standard.from)}`;
    case 'historical':
      return `historical: ${date(standard.from)} to ${standard.to ? date(standard.to) : 'its successor'}`;
    case 'deprecated':
      return `deprecated; published ${date(standard.from)}`;
    case 'draft':
      return 'draft';
  }
};

/** "Point 12, Make new source code open, Service Standard 2019" with its official page. */
export const sourceLine = (standard: Standard, point: Point): Rich => [
  `Point ${point.number}, ${point.title}, ${standard.shortName}${standard.status === 'current' ? '' : ` (${standard.status})`}. `,
  { link: point.url, text: 'Read it at the source' },
];

const pointCommand = (standard: Standard, number: number): string =>
  standard.id === DEFAULT_STANDARD ? `point ${number}` : `point ${number} of ${standard.id}`;

/** A point at a glance, with one section of our guidance open. */
export const pointView = (
  library: Library,
  standard: Standard,
  point: Point,
  section: Section = 'asks',
  clarified: readonly Clarification[] = [],
): View => {
  const guidance = library.passages.filter((passage) => passage.standard === standard.id && passage.point === point.number);
  const there = (Object.keys(SECTIONS) as Section[]).filter((one) => guidance.some((passage) => passage.section === one));
  const open = guidance.filter((passage) => passage.section === section).slice(0, SHOWN);
  const others = there.filter((one) => one !== section);
  const title = `Point ${point.number}: ${point.title}`;
  return view(
    title,
    heading(title),
    ...statusNote(standard),
    text(point.gist),
    ...(open.length > 0
      ? [
          text({ bold: SECTIONS[section] }),
          list(open.map((passage) => (passage.question ? `${passage.question} ${passage.text}` : passage.text))),
        ]
      : []),
    ...(clarified.length > 0
      ? [
          text({ bold: 'Made clear by coordinators' }),
          list(clarified.slice(0, CLARIFIED).map(({ question, answer }): Rich => [{ bold: question }, ` ${shorten(answer, 400)}`])),
        ]
      : []),
    note([`Phases: ${point.phases.join(', ')}. The words above are ours. `, ...(sourceLine(standard, point) as readonly never[])]),
    ...(others.length > 0
      ? [
          buttons(
            ...others.map((one) => ({ label: SECTIONS[one], action: 'standard.section', value: `${standard.id} ${point.number} ${one}` })),
          ),
        ]
      : []),
    buttons(
      ...(pointOf(standard, point.number - 1) ? [runButton(`Point ${point.number - 1}`, pointCommand(standard, point.number - 1))] : []),
      ...(pointOf(standard, point.number + 1) ? [runButton(`Point ${point.number + 1}`, pointCommand(standard, point.number + 1))] : []),
      runButton('All points', `points ${standard.id}`),
    ),
  );
};

/** The points of a standard by title. */
export const pointsView = (standard: Standard): View =>
  view(
    `The points of ${standard.shortName}`,
    heading(standard.shortName),
    ...statusNote(standard),
    { type: 'list', items: standard.points.map((point) => point.title), ordered: true },
    note([
      `Type “${pointCommand(standard, 1)}” to read one. `,
      { link: standard.source, text: 'The official page' },
      `. ${standard.licence}`,
    ]),
  );

/** Every standard the bot knows, newest first. */
export const standardsView = (library: Library): View => {
  const all = [...library.standards].sort((a, b) => b.from.localeCompare(a.from));
  const rows = all.map((standard) => ({
    label: standard.shortName,
    value: [`${standard.points.length} points, ${status(standard)}. Id: ${standard.id}`],
  }));
  return view(
    'The standards I know',
    heading('The standards I know'),
    { type: 'facts', facts: rows },
    note('The service standard is voluntary for councils.'),
    buttons(
      ...all.map((standard) => runButton(`Points of ${standard.id}`, `points ${standard.id}`)),
      runButton('Compare 2016 with 2019', 'compare lgdss-2016 gds-2019'),
    ),
  );
};

const numbers = (all: readonly number[]): string =>
  all.length === 0 ? 'nothing' : `${all.length > 1 ? 'points' : 'point'} ${all.join(' and ')}`;
const PER_PAGE = 8;

const changeLine = (older: Standard, newer: Standard, change: Change): Rich => {
  const title = change.from[0] !== undefined ? pointOf(older, change.from[0])?.title : pointOf(newer, change.to[0] ?? 0)?.title;
  return [{ bold: `${numbers(change.from)} → ${numbers(change.to)}` }, ` (${change.relation}) ${title ?? ''}. ${change.note}`];
};

/** What changed between two standards, a page at a time. */
export const compareView = (older: Standard, newer: Standard, changes: readonly Change[], page: number): View => {
  const pages = Math.ceil(changes.length / PER_PAGE);
  const shown = changes.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const title = `From ${older.shortName} to ${newer.shortName}`;
  const go = (label: string, to: number) => ({ label, action: 'standard.compare', value: `${older.id} ${newer.id} ${to}` });
  return view(
    title,
    heading(title),
    ...statusNote(older),
    list(shown.map((change) => changeLine(older, newer, change))),
    note(`Page ${page + 1} of ${pages}. The mapping is our own reading.`),
    ...(pages > 1
      ? [buttons(...(page > 0 ? [go('Previous page', page - 1)] : []), ...(page + 1 < pages ? [go('Next page', page + 1)] : []))]
      : []),
  );
};
