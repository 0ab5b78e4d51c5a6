import type { PersonId } from '../chat/event';
import { change } from '../store/collection';
import type { Question } from './question';
import type { QuestionPorts, Questions } from './use-cases';

const withoutPerson = (before: Question, person: PersonId): Question => ({
  ...before,
  ...(before.from === person ? { from: '', fromName: 'someone who was erased' } : {}),
  ...(before.answeredBy === person ? { answeredBy: undefined, answeredByName: 'a coordinator' } : {}),
  ...(before.takenBy === person ? { takenBy: undefined } : {}),
});

/** What happens to questions without anybody asking: the sweep's part, and erasure. */
export const questionUpkeep = ({ questions: kept, coordinators, clock }: QuestionPorts, { tellAbout, tellAll }: Questions) => ({
  /** Writes down what a dead process left out, and what waited for the first coordinator. */
  catchUp: async (): Promise<void> => {
    for (const question of await kept.find({ todo: { in: ['route', 'reply'] } }, { limit: 200 })) await tellAbout(question);
  },
  /** Two working days without an answer: tells the coordinators who have not taken it, once. */
  nudge: async (): Promise<void> => {
    const waiting = await kept.find({ state: 'open', nudged: false, nudgeAt: { before: clock() } }, { limit: 100 });
    for (const question of waiting) {
      const others = (await coordinators()).filter((person) => person !== question.takenBy);
      await tellAll(others, 'questions.waiting', question.id);
      await change(kept, question.id, (before) => ({ ...before, nudged: true }));
    }
  },
  /** What was asked stays, without who asked it. Returns how many questions were changed. */
  erase: async (person: PersonId): Promise<number> => {
    const all = [
      ...(await kept.find({ from: person })),
      ...(await kept.find({ answeredBy: person })),
      ...(await kept.find({ takenBy: person })),
    ];
    for (const { id } of all) await change(kept, id, (before) => withoutPerson(before, person));
    return all.length;
  },
});
