import { dayIn } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { View } from '../chat/view';
import type { Clock } from '../log';
import { changesView, inheritedView } from './move-views';
import type { Moves } from './moves';
import { summaryView } from './plan-views';
import { summaryOf } from './summaries';
import type { Assessments } from './use-cases';
import type { Titles } from './views';

export type AssessmentMessagePorts = {
  assessments: Assessments;
  moves: Moves;
  titlesOf(standard: string): Titles;
  councilOf(person: PersonId): Promise<{ id: string } | undefined>;
  nameOf(person: PersonId): Promise<string>;
  clock: Clock;
};

/** Messages of this feature that nobody asked for. */
export const UNASKED = ['assessments.standard-changes', 'assessments.handed-over'] as const;

/** How the messages of this feature read when they are sent; undefined where they are no longer needed. */
export const assessmentMessages = (
  ports: AssessmentMessagePorts,
): Record<string, (subject: string, to: PersonId) => Promise<View | undefined>> => ({
  'assessments.standard-changes': async (standard, to) => {
    const council = await ports.councilOf(to);
    return council && changesView(await ports.moves.concerned(standard, council.id), dayIn(ports.clock()));
  },
  // The subject is whose it was, and in which assessments, because nothing else remembers whose a review was.
  'assessments.handed-over': async (subject, to) => {
    const [from = '', ...ids] = subject.split(' ');
    const council = await ports.councilOf(to);
    const handed = council ? (await ports.assessments.ofCouncil(council.id)).filter(({ id }) => ids.includes(id)) : [];
    return handed.length > 0 ? inheritedView(handed, await ports.nameOf(from)) : undefined;
  },
  'assessments.summary': async (subject, to) => {
    const [id = '', first] = subject.split(':');
    const assessment = await ports.assessments.byLink(id);
    if (!assessment?.summary || assessment.summary.stopped || summaryOf(to) !== id) return undefined;
    return summaryView(assessment, ports.titlesOf(assessment.standard), dayIn(ports.clock()), first !== undefined);
  },
});
