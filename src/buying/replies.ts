import type { Day } from '../chat/days';
import { idOf, type Turn } from '../chat/turn';
import { type Reply, toMe } from '../chat/view';
import { UserError } from '../errors';
import { type Answering, mayAnswerFor } from './answering';
import { type Category, categoryName } from './categories';
import { answerForm } from './forms';
import type { Poll } from './poll';
import type { Place } from './reach';
import { ANSWER_KEYS, readAnswer, readPoll } from './read';
import { seen } from './seal';
import type { Polls } from './use-cases';
import { pollListView, pollView } from './views';
import { type PartIn, speakerOf, speaks, viewerOf } from './who';
import { freeText, readDeadline, readFields } from './words';

export type PollRoutePorts = {
  polls: Polls;
  answering: Answering;
  categories: readonly Category[];
  councilName(id: string): string;
  partIn: PartIn;
  /** The one council that words name. Throws a sentence. */
  councilNamed(words: string): { id: string; name: string };
  /** Councils with a workspace. */
  network(): Promise<readonly Place[]>;
  isWorkingDay(day: Day, nation: string): boolean;
  exportView(turn: Turn, poll: Poll): Reply;
};

/** A poll as whoever asks may see it. */
export const shown = (ports: PollRoutePorts, turn: Turn, poll: Poll, said?: string): Reply => {
  const council = ports.partIn(poll, viewerOf(turn));
  return toMe(
    pollView(poll, {
      seen: seen(poll, council),
      own: poll.answers.find((one) => one.council === council),
      waiting: poll.waiting.find((one) => one.council === council),
      receipt: ports.answering.receipt(poll, council),
      categoryName: categoryName(ports.categories, poll.category),
      councilName: ports.councilName,
      owns: ports.polls.owns(turn, poll),
      speaks: speaks(turn),
      coordinates: turn.who.roles.has('coordinator'),
      zone: turn.event.speaker.zone,
      said,
    }),
  );
};

export const openNew = async (ports: PollRoutePorts, turn: Turn, typed: Record<string, string>): Promise<Reply> => {
  speakerOf(turn, 'open a poll');
  const nation = turn.who.council?.nation ?? 'England';
  const wanted = readPoll(typed, ports.categories, ports.polls.today(), (day) => ports.isWorkingDay(day, nation));
  const poll = await ports.polls.open(turn, idOf(turn), wanted);
  return shown(
    ports,
    turn,
    poll,
    'Your poll is open. The coordinators see it first, and then every council is asked once. Answer for your own council too: asking does not count.',
  );
};

type Given = { id: string; version: number; typed: Record<string, string>; of?: string };

export const answer = async (ports: PollRoutePorts, turn: Turn, { id, version, typed, of }: Given): Promise<Reply> => {
  const given = readAnswer(typed, ports.polls.today());
  const { poll, sure } = await ports.answering.answer(turn, id, version, given, of);
  const whose = of ? ports.councilName(of) : 'Your council';
  return shown(
    ports,
    turn,
    poll,
    sure
      ? `${whose} has answered. It can be changed until the poll closes.`
      : 'Thank you. Your lead has been asked to confirm it: until then it does not count.',
  );
};

/** An answer in words, or the form for one. `for COUNCIL` answers for another one. */
export const answerWords = async (ports: PollRoutePorts, turn: Turn, id: string, rest: string): Promise<Reply> => {
  const poll = await ports.polls.get(turn, id);
  const [, named, after = ''] = /^for\s+([^|]+?)\s*(\|[\s\S]*)?$/i.exec(rest) ?? [];
  const of = named ? ports.councilNamed(named) : undefined;
  // Another council's answer is nobody else's to read: what it gave itself is never filled in.
  if (of) mayAnswerFor(poll, speakerOf(turn, 'answer for another council'), of.id);
  const viewer = viewerOf(turn);
  const own = poll.answers.find(({ council, through }) => (of ? council === of.id && through === viewer : council === viewer));
  const words = of ? after.replace(/^\|\s*/, '') : rest;
  if (words === '') return { kind: 'form', form: answerForm(poll, own, of) };
  return answer(ports, turn, { id: poll.id, version: poll.version, typed: readFields(words, ANSWER_KEYS, 'go'), of: of?.id });
};

export const listed = async (ports: PollRoutePorts, turn: Turn): Promise<Reply> => {
  const viewer = viewerOf(turn);
  const all = (await ports.polls.list(turn)).map((poll) => {
    const council = ports.partIn(poll, viewer);
    return { poll, seen: seen(poll, council), answered: poll.answers.some((one) => one.council === council) };
  });
  return toMe(pollListView(all, turn.event.speaker.zone));
};

export const extend = async (ports: PollRoutePorts, turn: Turn, id: string, typed: string): Promise<Reply> => {
  const nation = turn.who.council?.nation ?? 'England';
  const day = readDeadline(typed, ports.polls.today(), (one) => ports.isWorkingDay(one, nation));
  return shown(ports, turn, await ports.polls.extend(turn, id, day), 'Extended. It is open again for everybody.');
};

/** `read`: how the poll stood when its reader opened the form. */
export const correct = async (
  ports: PollRoutePorts,
  turn: Turn,
  id: string,
  typed: Record<string, string | undefined>,
  read?: { version: number; asked: boolean },
): Promise<Reply> => {
  const poll = await ports.polls.correct(turn, id, (before) => {
    if (read && read.version !== before.version)
      throw new UserError('Somebody corrected it meanwhile. Read it again before you change it.');
    if (read && !read.asked && before.asked.length > 0)
      throw new UserError(
        'Councils have been asked since you opened this form. A change now discards their answers and asks everybody again: open the form once more if you want that.',
      );
    return {
      need: freeText(typed.need || before.need),
      mustHaves: typed.must === undefined ? before.mustHaves : freeText(typed.must),
    };
  });
  return shown(
    ports,
    turn,
    poll,
    poll.asked.length > 0 || poll.version > 1 ? 'Corrected. Everybody is asked again with the new wording.' : 'Corrected.',
  );
};
