import type { PersonId } from '../chat/event';
import type { Turn } from '../chat/turn';
import { NotAllowed, NotFound, UserError } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import { answerLine, newSecret, type Receipt } from './chain';
import { type Answer, type Level, type Poll, shortId } from './poll';
import type { NewAnswer } from './read';
import { answered, declined, entrusted, levelled, proposed, reported, revoked, withdrawn } from './rules';
import { buyerOf, type PartIn, speakerOf, speaks } from './who';

export type AnsweringPorts = {
  polls: Collection<Poll>;
  speakersOf(council: string): Promise<readonly PersonId[]>;
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  clock: Clock;
  partIn: PartIn;
};

export type Answering = ReturnType<typeof answering>;

/** Throws a sentence where a council may not answer for another. */
export const mayAnswerFor = (poll: Poll, own: string, council: string): void => {
  if (own === council || poll.proxies.some((proxy) => proxy.council === own && proxy.of === council)) return;
  throw new NotAllowed(
    'You can answer for another council only after its lead has written: poll proxy, the poll, and your council’s name.',
  );
};

/** Polls, for councils that answer: one council has one voice, whoever presses. */
export const answering = ({ polls: kept, speakersOf, tell, clock, partIn }: AnsweringPorts) => {
  const changed = async (id: string, rule: (before: Poll) => Poll): Promise<Poll> => {
    const after = await change(kept, id, rule);
    if (!after) throw new NotFound('That poll is no longer there.');
    return after;
  };
  const mine = (turn: Turn) => ({ by: turn.event.speaker.id, byName: turn.event.speaker.name, at: clock() });

  return {
    /** The council's answer, or an officer's, which waits for the lead. `sure`: it counts. `of`: another council, with its consent. */
    answer: async (turn: Turn, id: string, version: number, given: NewAnswer, of?: string): Promise<{ poll: Poll; sure: boolean }> => {
      const own = of ? speakerOf(turn, 'answer for another council') : buyerOf(turn);
      const council = of ?? own;
      const answer: Answer = { ...given, ...mine(turn), council, level: 'interest', ...(council === own ? {} : { through: own }) };
      const rule = (before: Poll): Poll => {
        mayAnswerFor(before, own, council);
        return speaks(turn) ? answered(before, answer, version, newSecret()) : proposed(before, answer, version);
      };
      const poll = await changed(id, rule);
      if (council !== own)
        for (const lead of await speakersOf(council)) await tell(lead, 'polls.answered-for', id, `${own} ${answer.at.toISOString()}`);
      if (speaks(turn)) return { poll, sure: true };
      for (const lead of await speakersOf(council)) await tell(lead, 'polls.confirm', id, `${council} ${answer.at.toISOString()}`);
      return { poll, sure: false };
    },
    /** A lead makes an officer's answer the council's. `seen`: when the answer they read was given; without it, the one that waits now. */
    confirm: async (turn: Turn, id: string, seen?: number): Promise<Poll> => {
      const council = speakerOf(turn, 'confirm an answer');
      return changed(id, (before) => {
        const waiting = before.waiting.find((one) => one.council === council);
        if (!waiting) throw new UserError('No answer of a colleague waits for you here.');
        if (seen !== undefined && seen !== waiting.at.getTime())
          throw new UserError(`${waiting.byName} has answered since you read this. Read that answer first: poll show ${shortId(before)}`);
        return answered(before, { ...waiting, at: clock() }, before.version, newSecret());
      });
    },
    decline: async (turn: Turn, id: string): Promise<Poll> => {
      const council = speakerOf(turn, 'say that it is nothing for you');
      return changed(id, (before) => declined(before, council, clock()));
    },
    withdraw: async (turn: Turn, id: string): Promise<Poll> => {
      const council = speakerOf(turn, 'withdraw its answer');
      return changed(id, (before) => withdrawn(before, council, clock()));
    },
    level: async (turn: Turn, id: string, level: Level, authority: string): Promise<Poll> => {
      const council = speakerOf(turn, 'raise or lower its interest');
      return changed(id, (before) => levelled(before, council, level, { ...mine(turn), authority }));
    },
    /** Lets another council answer for one's own. The words are kept as the written consent. */
    entrust: async (turn: Turn, id: string, council: string, consent: string): Promise<Poll> => {
      const of = speakerOf(turn, 'let another council answer');
      if (consent.trim().length < 5)
        throw new UserError('Write your consent after a colon, so that it is kept. For example: agreed by the head of IT');
      return changed(id, (before) => entrusted(before, { ...mine(turn), council, of, consent: consent.trim().slice(0, 300) }));
    },
    /** Takes the consent back, and what was answered with it. */
    revoke: async (turn: Turn, id: string): Promise<Poll> => {
      const of = speakerOf(turn, 'take its consent back');
      return changed(id, (before) => revoked(before, of, clock()));
    },
    report: async (turn: Turn, id: string, said: Poll['afterwards'][number]['said']): Promise<Poll> => {
      const council = buyerOf(turn);
      return changed(id, (before) => reported(before, partIn(before, council), said, clock()));
    },
    /** What a council keeps to prove that it was counted; undefined where it has not answered. */
    receipt: (poll: Poll, council: string | undefined): Receipt | undefined => {
      const own = poll.answers.find((one) => one.council === council);
      const secret = council ? poll.secrets[council] : undefined;
      return own && secret ? { poll: shortId(poll), secret, line: answerLine(own) } : undefined;
    },
  };
};
