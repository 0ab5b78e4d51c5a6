import type { PersonId } from '../chat/event';
import type { Turn } from '../chat/turn';
import { NotFound } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import type { Ask } from './ask-store';
import { alike, type Clarification, type checked, withdrawn } from './clarification';

export type ClarifyingPorts = {
  clarifications: Collection<Clarification>;
  asks: Collection<Ask>;
  tell(to: PersonId, kind: string, subject: string): Promise<void>;
  clock: Clock;
};

export type Clarifying = ReturnType<typeof clarifying>;

/** Whether somebody was left without an answer. */
const wasLeft = ({ outcome, feedback, picked }: Ask): boolean =>
  picked === undefined && (outcome !== 'answered' || feedback === 'not') && feedback !== 'helpful';

/** Clarifications: published by a coordinator, told once to those who had asked the same in vain, and found by those who ask it next. */
export const clarifying = ({ clarifications: kept, asks, tell, clock }: ClarifyingPorts) => {
  /** The same message twice is one, so this may run again at any time. */
  const tellAskers = async ({ id, standard, question, by }: Clarification): Promise<number> => {
    const same = (await asks.find({ standard })).filter((ask) => wasLeft(ask) && alike(question, ask.question));
    const people = [...new Set(same.map(({ person }) => person))].filter((person) => person !== '' && person !== by);
    for (const person of people) await tell(person, 'clarifications.published', id);
    await change(kept, id, (before): Clarification => ({ ...before, todo: 'none' }));
    return people.length;
  };
  return {
    /** Returns it and how many people are told. `id` is the same for a repeated event, which then publishes nothing anew. */
    publish: async (turn: Turn, id: string, given: ReturnType<typeof checked>): Promise<{ made: Clarification; told: number }> => {
      const { speaker } = turn.event;
      const made: Clarification = {
        ...given,
        id,
        revision: 0,
        by: speaker.id,
        byName: speaker.name,
        at: clock(),
        withdrawn: false,
        todo: 'tell',
      };
      await kept.insert(made);
      return { made, told: await tellAskers(made) };
    },
    withdraw: async (id: string): Promise<Clarification> => {
      const after = await change(kept, id, (before) => withdrawn(before, clock()));
      if (!after) throw new NotFound('I cannot find that clarification.');
      return after;
    },
    get: async (id: string): Promise<Clarification | undefined> => {
      const found = await kept.get(id);
      return found?.withdrawn ? undefined : found;
    },
    /** Of one point, the newest first. */
    of: async (standard: string, point: number): Promise<Clarification[]> =>
      (await kept.find({ standard, point }, { sort: ['at', 'down'] })).filter((one) => !one.withdrawn),
    /** The newest one about what was asked. */
    about: async (standard: string, question: string): Promise<Clarification | undefined> =>
      (await kept.find({ standard }, { sort: ['at', 'down'] })).find((one) => !one.withdrawn && alike(one.question, question)),
    /** Tells those whom a process that died did not. */
    catchUp: async (): Promise<void> => {
      for (const one of await kept.find({ todo: 'tell' }, { limit: 50 })) await tellAskers(one);
    },
    /** What was made clear stays, without who did. */
    erase: async (person: PersonId): Promise<void> => {
      for (const { id } of await kept.find({}))
        await change(kept, id, (before) => (before.by === person ? { ...before, by: '', byName: 'a coordinator' } : before));
    },
  };
};
