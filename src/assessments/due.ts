import { type Day, dayInWords } from '../chat/days';
import type { PersonId } from '../chat/event';
import { type Assessment, openPoints } from './assessment';
import { type IsWorkingDay, openSteps, STEP_WORDS } from './review';

/** Something with an owner and a day, as far as a reminder needs it. `stamp` changes with whatever is done about it. */
export type DueItem = {
  /** `ASSESSMENT:POINT` or `ASSESSMENT:STEP` */
  id: string;
  stamp: string;
  service: string;
  /** "5. Make sure everyone can use the service – partly" */
  what: string;
  /** "point 5" */
  short: string;
  due: Day;
  owner: PersonId;
  ownerName: string;
  /** What “Done” does. */
  act: { label: string; action: string; opensForm?: boolean };
};

type Title = (standard: string, point: number) => string;
const byNumber = new Intl.Collator('en', { numeric: true });
const A_COLLEAGUE = 'A colleague';

const pointItems = (assessment: Assessment, title: Title): DueItem[] =>
  openPoints(assessment).flatMap(({ number, state }): DueItem[] => {
    const { owner, ownerName = A_COLLEAGUE, due, rating } = state;
    if (!owner || !due) return [];
    return [
      {
        id: `${assessment.id}:${number}`,
        stamp: [rating, due, owner, state.note].join(' ').slice(0, 300),
        service: assessment.service,
        what: `${number}. ${title(assessment.standard, number)} – ${rating}`,
        short: `point ${number}`,
        due,
        owner,
        ownerName,
        act: { label: `Done: point ${number}`, action: 'assessments.rate', opensForm: true },
      },
    ];
  });

const stepItems = ({ id, service, review }: Assessment, isWorkingDay: IsWorkingDay): DueItem[] => {
  const { owner, ownerName = A_COLLEAGUE } = review ?? {};
  if (!review || !owner) return [];
  return openSteps(review, isWorkingDay).map(({ step, due }) => ({
    id: `${id}:${step}`,
    stamp: [due, owner].join(' '),
    service,
    what: `${STEP_WORDS[step]} (review on ${dayInWords(review.on)})`,
    short: `the review, ${step}`,
    due,
    owner,
    ownerName,
    act: { label: `Done: ${step}`, action: 'assessments.step' },
  }));
};

/** What is owned and due by a day, the most urgent first. */
export const dueItems = (all: readonly Assessment[], until: Day, title: Title, isWorkingDay: IsWorkingDay): DueItem[] =>
  all
    .flatMap((assessment) => [...pointItems(assessment, title), ...stepItems(assessment, isWorkingDay)])
    .filter(({ due }) => due <= until)
    .sort((a, b) => byNumber.compare(a.due, b.due) || byNumber.compare(a.id, b.id));
