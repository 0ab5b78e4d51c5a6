import { addDays, type Day, dayIn, mondayOf } from '../chat/days';
import type { Address, PersonId } from '../chat/event';
import type { Turn } from '../chat/turn';
import { UserError } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import type { Assessment } from './assessment';
import type { Assessments } from './use-cases';

export type SummaryPorts = {
  assessments: Collection<Assessment>;
  /** The first moment of a day at which a council may be spoken to. */
  openingOf(council: string, day: Day): Promise<Date>;
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  clock: Clock;
};

export type Summaries = ReturnType<typeof summaries>;

/** The channel of an assessment, as a recipient: it counts to the workspace of whoever chose it. */
const channelOf = ({ id, summary }: Assessment): PersonId => `${summary?.workspace ?? ''}:~${id}`;
/** The assessment whose channel a recipient is; undefined for people. */
export const summaryOf = (to: PersonId): string | undefined => /:~(\w+)$/.exec(to)?.[1];

/** A summary a week to the channel where a team works. */
export const summaries = ({ assessments, openingOf, tell, clock }: SummaryPorts, { changed }: Pick<Assessments, 'changed'>) => {
  const schedule = async (one: Assessment): Promise<Date> => openingOf(one.council, addDays(mondayOf(dayIn(clock())), 7));
  const serve = async (one: Assessment): Promise<void> => {
    await tell(channelOf(one), 'assessments.summary', one.id, mondayOf(dayIn(clock())));
    const summaryDue = await schedule(one);
    await change(assessments, one.id, (before) => (before.summary && !before.summary.stopped ? { ...before, summaryDue } : before));
  };

  return {
    /** From now on a summary comes here; the first at once, so that everybody sees what it is. */
    here: async (turn: Turn, id: string): Promise<Assessment> => {
      const { place, speaker } = turn.event;
      if (place.kind === 'personal')
        throw new UserError('Type this in the channel where the team works, so that I know where the summary should go.');
      const after = await changed(turn, id, (before) => ({
        ...before,
        summary: { address: place.address, workspace: speaker.workspace, by: speaker.id },
        summaryDue: clock(),
      }));
      await tell(channelOf(after), 'assessments.summary', `${id}:first`, turn.event.key);
      const summaryDue = await schedule(after);
      return changed(turn, id, (before) => ({ ...before, summaryDue }));
    },
    off: (turn: Turn, id: string): Promise<Assessment> =>
      changed(turn, id, (before) => ({ ...before, summary: undefined, summaryDue: undefined })),
    addressOf: async (id: string): Promise<Address | undefined> => (await assessments.get(id))?.summary?.address,
    /** The channel is gone, or we are no longer in it: the card says so. */
    lost: async (id: string): Promise<void> => {
      await change(assessments, id, (before) =>
        before.summary ? { ...before, summary: { ...before.summary, stopped: true }, summaryDue: undefined } : before,
      );
    },
    sweep: async (): Promise<void> => {
      for (const one of await assessments.find({ summaryDue: { before: clock() } }, { sort: ['summaryDue', 'up'], limit: 500 }))
        await serve(one);
    },
  };
};
