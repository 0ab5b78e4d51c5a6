import { runButton } from '../chat/commands';
import { addDays, type Day, dayIn, dayInWords, mondayOf } from '../chat/days';
import { type Block, buttons, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import { type Assessment, openPoints } from './assessment';
import { inWords } from './named';
import { type IsWorkingDay, openSteps, reviewDays, STEP_WORDS, STEPS } from './review';
import { progressInWords, showCommand, type Titles } from './views';

/** The timetable of a review, with what is done; before there is one, how to begin. */
export const reviewView = (assessment: Assessment, isWorkingDay: IsWorkingDay, today: Day, said?: string): View => {
  const { review, service } = assessment;
  const name = inWords(assessment);
  const opening = said ? [text(said)] : [];
  if (!review)
    return view(
      said ?? `No review of ${service} yet`,
      heading(`Review of ${service}`),
      ...opening,
      text('There is no date yet. Panels need five weeks: choose a day and I remind you of every step.'),
      note(`Type: check review ${name} on 14 May`),
    );
  const days = reviewDays(review.on, isWorkingDay);
  const line = (step: (typeof STEPS)[number]): Rich => [
    { bold: dayInWords(days[step]) },
    ` – ${STEP_WORDS[step]}${review.done.includes(step) ? ' (done)' : days[step] < today ? ' (was due)' : ''}`,
  ];
  const next = openSteps(review, isWorkingDay)[0];
  const late = days.book < today && !review.done.includes('book') ? [note('That leaves less than five weeks. Ask the panel first.')] : [];
  return view(
    said ?? `Review of ${service} on ${dayInWords(review.on)}`,
    heading(`Review of ${service}`),
    ...opening,
    list(STEPS.map(line)),
    ...late,
    text(
      review.owner
        ? [{ person: review.owner, name: review.ownerName ?? 'somebody' }, ' is reminded of each step.']
        : 'Nobody is reminded: it has no owner.',
    ),
    buttons(
      ...(next
        ? [
            { label: `Done: ${next.step}`, action: 'assessments.step', value: `${assessment.id}:${next.step}` },
            runButton('Take it on', `check review ${assessment.id} mine`),
          ]
        : []),
      runButton('Cancel the review', `check review ${assessment.id} off`),
    ),
    note(`These days can be used for points as well: check assign ${name} 5 @Bob by pre-call`),
  );
};

const DAYS = 7;
const MOST = 8;

/** What a channel reads once a week; undefined where nothing happened and nothing is due. */
export const summaryView = (assessment: Assessment, titles: Titles, today: Day, first: boolean): View | undefined => {
  const since = addDays(mondayOf(today), -DAYS);
  const changed = assessment.log.filter(({ at, undone }) => dayIn(at) >= since && !undone);
  const points = new Set(changed.map(({ point }) => point));
  const until = addDays(today, DAYS);
  const due = openPoints(assessment).filter(({ state }) => state.due && state.due <= until);
  if (points.size === 0 && due.length === 0 && !first) return undefined;
  const line = ({ number, state }: Assessment['points'][number]): Rich => [
    { bold: `${number}. ${titles.title(number)}` },
    ` – ${state.rating}, ${(state.due ?? '') < today ? 'was due' : 'due'} ${dayInWords(state.due ?? today)}`,
    ...(state.owner ? [`, ${state.ownerName ?? 'somebody'}`] : []),
  ];
  const dueBlocks: Block[] =
    due.length > 0
      ? [text({ bold: 'Due by this time next week' }), list(due.slice(0, MOST).map(line))]
      : [text('Nothing is due this week.')];
  return view(
    `${assessment.service}: ${progressInWords(assessment)}`,
    heading(`This week: ${assessment.service}`),
    text(
      `${progressInWords(assessment)}. ${points.size === 0 ? 'Nothing changed' : points.size === 1 ? '1 point changed' : `${points.size} points changed`} since last Monday.`,
    ),
    ...dueBlocks,
    buttons(runButton('Open it', showCommand(assessment))),
    note('Once a week, and only when there is something to say. “check summary … off” ends it.'),
  );
};
