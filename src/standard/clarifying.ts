import type { PersonId } from '../chat/event';
import type { Turn } from '../chat/turn';
import { NotFound } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import { type Ask, latestOf, pagesOf } from './ask-store';
import { type Clarification, type checked, closest, withdrawn } from './clarification';

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
  /** Tells those of one page who had asked the same in vain, each once. Returns who they are. The same message twice is one, so this may run again at any time. */
  const tellThese = async (made: Clarification, page: readonly Ask[]): Promise<PersonId[]> => {
    const same = page.filter((ask) => wasLeft(ask) && closest([made], ask.question, ask.outcome === 'unknown' ? [] : ask.points));
    const people = [...new Set(same.map(({ person }) => person))].filter((person) => person !== '' && person !== made.by);
    for (const person of people) await tell(person, 'clarifications.published', made.id);
    return people;
  };
  const toldAll = (id: string) => change(kept, id, (before): Clarification => ({ ...before, todo: 'none' }));
  /** Whoever presses the button waits for one page; where there are more, the sweep does the rest. */
  const tellLatest = async (made: Clarification): Promise<{ told: number; all: boolean }> => {
    const { page, all } = await latestOf(asks, made.standard, made.at);
    const { length: told } = await tellThese(made, page);
    if (all) await toldAll(made.id);
    return { told, all };
  };
  const tellEverybody = async (made: Clarification): Promise<void> => {
    for await (const page of pagesOf(asks, made.standard)) await tellThese(made, page);
    await toldAll(made.id);
  };
  return {
    /** Returns it and how many people are told for now; its `todo` says whether others may follow. `id` is the same for a repeated event, which then publishes nothing anew. */
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
      const { told, all } = await tellLatest(made);
      return { made: { ...made, todo: all ? 'none' : 'tell' }, told };
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
    /** The one that is most about what was asked, the newest of several. `points`: those that were found for it. */
    about: async (standard: string, question: string, points: readonly number[] = []): Promise<Clarification | undefined> => {
      const standing = (await kept.find({ standard }, { sort: ['at', 'down'] })).filter((one) => !one.withdrawn);
      return closest(standing, question, points);
    },
    /** Tells those who asked longer ago, or whom a process that died did not. */
    catchUp: async (): Promise<void> => {
      for (const one of await kept.find({ todo: 'tell' }, { limit: 50 })) await tellEverybody(one);
    },
    /** What was made clear stays, without who did. */
    erase: async (person: PersonId): Promise<void> => {
      for (const { id } of await kept.find({}))
        await change(kept, id, (before) => (before.by === person ? { ...before, by: '', byName: 'a coordinator' } : before));
    },
  };
};
