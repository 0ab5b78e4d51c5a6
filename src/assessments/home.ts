import { runButton } from '../chat/commands';
import { addDays, type Day, dayInWords } from '../chat/days';
import type { PersonId } from '../chat/event';
import { type Block, buttons, heading, list, note, type Rich, text } from '../chat/view';
import { type Assessment, openPoints } from './assessment';
import { namesAmong } from './named';
import { type IsWorkingDay, openSteps, STEP_WORDS } from './review';
import { progressInWords, showCommand, startButton, type Titles } from './views';

/** As many as anybody has to do soon: what a digest has no room for stands here. */
const MOST = 40;
/** Items of one list, so that none grows longer than a platform takes. */
const TOGETHER = 10;
/** How many days ahead a digest looks. */
const AHEAD = 7;
const LISTED = 8;
const BUTTONS = 5;

type Task = { service: string; what: string; due?: Day; owner?: PersonId; ownerName?: string };

/** Who looks at Home, and when. `speaks`: for the council, so colleagues’ things concern them too. */
export type Looking = { me: PersonId; speaks: boolean; today: Day; isWorkingDay: IsWorkingDay };

const tasksOf = (one: Assessment, service: string, titles: Titles, isWorkingDay: IsWorkingDay): Task[] => {
  const { review } = one;
  const points = openPoints(one).map(({ number, state }): Task => ({ ...state, service, what: `${number}. ${titles.title(number)}` }));
  const steps = review
    ? openSteps(review, isWorkingDay).map(({ step, due }): Task => ({ ...review, service, what: STEP_WORDS[step], due }))
    : [];
  return [...points, ...steps];
};

/** Tasks under their heading; nothing where there are none. */
const tasksBlocks = (title: string, tasks: readonly Task[], line: (task: Task) => Rich): Block[] => {
  if (tasks.length === 0) return [];
  const shown = tasks.slice(0, MOST);
  const parts = Array.from({ length: Math.ceil(shown.length / TOGETHER) }, (_, part) =>
    shown.slice(part * TOGETHER, (part + 1) * TOGETHER),
  );
  const more = tasks.length - shown.length;
  return [
    text({ bold: title }),
    ...parts.map((part) => list(part.map(line))),
    ...(more > 0 ? [note(`… and ${more} more. Type “check”, and open an assessment to see all that is in it.`)] : []),
  ];
};

/** Home: what is mine to do, for those who speak for the council what colleagues have to do soon, and the council's assessments. */
export const homeBlocks = (all: readonly Assessment[], looking: Looking, titlesOf: (standard: string) => Titles): readonly Block[] => {
  const { me, speaks, today, isWorkingDay } = looking;
  const nameOf = namesAmong(all);
  const tasks = all
    .flatMap((one) => tasksOf(one, nameOf(one), titlesOf(one.standard), isWorkingDay))
    .sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
  const when = (due?: Day): string => (due ? `, ${due < today ? 'was due' : 'by'} ${dayInWords(due)}` : '');
  const line = ({ service, what, due }: Task): Rich => [{ bold: service }, `: ${what}${when(due)}`];
  const theirs = ({ service, what, due, ownerName = 'a colleague' }: Task): Rich => [
    { bold: service },
    `: ${what}${when(due)}, ${ownerName}`,
  ];
  const soon = addDays(today, AHEAD);
  const others = speaks ? tasks.filter(({ owner, due }) => owner && owner !== me && due && due <= soon) : [];
  return [
    heading('Assessments'),
    ...tasksBlocks(
      'Yours to do',
      tasks.filter(({ owner }) => owner === me),
      line,
    ),
    ...tasksBlocks('Your colleagues’, due within a week', others, theirs),
    ...(all.length > 0
      ? [list(all.slice(0, LISTED).map((one): Rich => `${nameOf(one)}: ${progressInWords(one)}`))]
      : [text('Your council has none yet.')]),
    buttons(
      ...all.slice(0, BUTTONS).map((one) => runButton(nameOf(one), showCommand(one))),
      ...(all.length > BUTTONS ? [runButton(`All ${all.length} assessments`, 'check')] : []),
      startButton,
    ),
  ];
};
