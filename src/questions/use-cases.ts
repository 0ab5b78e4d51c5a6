import type { PersonId } from '../chat/event';
import type { Turn } from '../chat/turn';
import { NotFound } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import { addWorkingDays, answer, checkText, type Question, take, withdraw } from './question';

export type QuestionPorts = {
  questions: Collection<Question>;
  coordinators(): Promise<readonly PersonId[]>;
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  isWorkingDay(day: Date, nation: string): boolean;
  clock: Clock;
};

export type Questions = ReturnType<typeof questions>;

/** Ask a person: a question goes to the coordinators, one of them answers, the asker hears it. */
export const questions = (ports: QuestionPorts) => {
  const { questions: kept, coordinators, tell, clock } = ports;

  const changed = async (id: string, rule: (question: Question) => Question): Promise<Question> => {
    const after = await change(kept, id, rule);
    if (!after) throw new NotFound('I cannot find that question. It may have been removed.');
    return after;
  };

  const tellAll = async (people: readonly PersonId[], kind: string, subject: string): Promise<void> => {
    for (const person of people) await tell(person, kind, subject);
  };

  /** Writes down the messages a question still owes. The same message twice is one, so this may run again at any time. */
  const tellAbout = async (question: Question): Promise<void> => {
    const people = question.todo === 'route' ? await coordinators() : [question.from].filter(Boolean);
    if (question.todo === 'route' && people.length === 0) return;
    await tellAll(people, question.todo === 'route' ? 'questions.asked' : 'questions.answered', question.id);
    await change(kept, question.id, (before) => (before.todo === question.todo ? { ...before, todo: 'none' as const } : before));
  };

  return {
    /** Saves the question and sends it to every coordinator. `id` is the same for a repeated submission, which then has no second effect. */
    ask: async (turn: Turn, id: string, typed: string, standard: string): Promise<Question> => {
      const { speaker } = turn.event;
      const now = clock();
      const nation = turn.who.council?.nation ?? 'England';
      const question: Question = {
        id,
        revision: 0,
        text: checkText(typed, 'question'),
        standard,
        from: speaker.id,
        fromName: speaker.name,
        workspace: speaker.workspace,
        council: turn.who.council?.id,
        councilName: turn.who.council?.name,
        state: 'open',
        askedAt: now,
        nudgeAt: addWorkingDays(now, 2, (day) => ports.isWorkingDay(day, nation)),
        nudged: false,
        todo: 'route',
      };
      await kept.insert(question);
      await tellAbout(question);
      return question;
    },
    get: (id: string): Promise<Question | undefined> => kept.get(id),
    take: (id: string, by: PersonId): Promise<Question> => changed(id, (question) => take(question, by)),
    /** Saves the answer and sends it to who asked. */
    answer: async (id: string, by: { id: PersonId; name: string }, typed: string): Promise<Question> => {
      const text = checkText(typed, 'answer');
      const after = await changed(id, (question) => answer(question, by, text, clock()));
      await tellAbout(after);
      return after;
    },
    withdraw: (id: string, by: PersonId): Promise<Question> => changed(id, (question) => withdraw(question, by, clock())),
    /** Open questions, oldest first. */
    open: (limit = 20): Promise<Question[]> => kept.find({ state: 'open' }, { sort: ['askedAt', 'up'], limit }),
    openCount: (): Promise<number> => kept.count({ state: 'open' }),
    mine: (person: PersonId, limit = 5): Promise<Question[]> => kept.find({ from: person }, { sort: ['askedAt', 'down'], limit }),
    all: (): Promise<Question[]> => kept.find({}, { sort: ['askedAt', 'up'] }),
    ofCouncil: (council: string): Promise<Question[]> => kept.find({ council }, { sort: ['askedAt', 'up'] }),
    tellAbout,
    tellAll,
  };
};
