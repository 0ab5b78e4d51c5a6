import { type Day, dayIn } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { Turn } from '../chat/turn';
import { NotAllowed, NotFound } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import type { Answer, Poll } from './poll';
import type { NewPoll } from './read';
import { closedEarly, corrected, extended, held, type Wording, watched } from './rules';
import { type PartIn, speakerOf, viewerOf } from './who';

export type PollPorts = {
  polls: Collection<Poll>;
  /** The end of a day in London, until which a deadline lasts. */
  endOf(day: Day): Date;
  clock: Clock;
  partIn: PartIn;
};

export type Polls = ReturnType<typeof polls>;
const MOST = 30;
const BEFORE_ASKING = 30 * 60_000;
const ERASED = 'someone who was erased';

/** Only the council that asks, through who speaks for it, or a coordinator. */
const ownerOnly = (turn: Turn, poll: Poll, what: string, part: PartIn): void => {
  if (turn.who.roles.has('coordinator') && turn.event.speaker.standing === 'member') return;
  if (part(poll, speakerOf(turn, what)) !== poll.council)
    throw new NotAllowed(`Only the council that asks, or a coordinator, can ${what}.`);
};

/** Polls, for the council that asks. */
export const polls = ({ polls: kept, endOf, clock, partIn: part }: PollPorts) => {
  // Until councils are asked, a poll is a draft between the one that asks and the coordinators. A correction was asked before.
  const visible = (turn: Turn, all: readonly Poll[]): Poll[] => {
    const viewer = viewerOf(turn);
    return all.filter(
      ({ asked, version, asksFrom, council }) =>
        asked.length > 0 || (version > 1 && asksFrom <= clock()) || council === viewer || turn.who.roles.has('coordinator'),
    );
  };
  const get = async (turn: Turn, typed: string): Promise<Poll> => {
    const wanted = typed.trim().toLowerCase();
    const like = wanted.length >= 4 && wanted.length <= 24 ? await kept.find({ id: { starts: wanted } }) : [];
    const found = visible(turn, like);
    if (found.length !== 1) throw new NotFound('I cannot find that poll. Type “poll list” to see them.');
    return found[0] as Poll;
  };
  const changed = async (turn: Turn, typed: string, what: string, rule: (before: Poll) => Poll): Promise<Poll> => {
    const poll = await get(turn, typed);
    ownerOnly(turn, poll, what, part);
    const after = await change(kept, poll.id, rule);
    if (!after) throw new NotFound('That poll is no longer there.');
    return after;
  };

  return {
    get,
    /** The newest first: at most so many, drafts of others among them. */
    list: async (turn: Turn): Promise<Poll[]> => visible(turn, await kept.find({}, { sort: ['createdAt', 'down'], limit: MOST })),
    /** `id` is the same for a repeated event, which then opens no second one. */
    open: async (turn: Turn, id: string, wanted: NewPoll): Promise<Poll> => {
      const council = speakerOf(turn, 'open a poll');
      const { speaker } = turn.event;
      const now = clock();
      const fresh = { answers: [], waiting: [], declined: [], secrets: {}, log: [], asked: [], reminded: [], proxies: [], afterwards: [] };
      const flags = { state: 'open', unsealed: false, held: false, extended: false, watched: false, todo: 'opened' } as const;
      const times = { createdAt: now, asksFrom: new Date(now.getTime() + BEFORE_ASKING), deadline: endOf(wanted.deadline) };
      const by = { council, owner: speaker.id, ownerName: speaker.name };
      const made: Poll = { ...wanted, ...fresh, ...flags, ...times, ...by, id, revision: 0, version: 1 };
      await kept.insert(made);
      return made;
    },
    correct: (turn: Turn, id: string, wording: (before: Poll) => Wording): Promise<Poll> =>
      changed(turn, id, 'correct a poll', (before) => corrected(before, wording(before), clock())),
    close: (turn: Turn, id: string, reason: string): Promise<Poll> =>
      changed(turn, id, 'close a poll early', (before) => closedEarly(before, reason, clock())),
    extend: (turn: Turn, id: string, day: Day): Promise<Poll> =>
      changed(turn, id, 'extend a poll', (before) => extended(before, endOf(day), clock())),
    watch: (turn: Turn, id: string): Promise<Poll> => changed(turn, id, 'keep a poll on watch', watched),
    hold: async (turn: Turn, id: string): Promise<Poll> => {
      if (!turn.who.roles.has('coordinator')) throw new NotAllowed('Only a coordinator of the network can hold a poll back.');
      return changed(turn, id, 'hold a poll back', (before) => held(before, clock()));
    },
    owns: (turn: Turn, poll: Poll): boolean =>
      part(poll, turn.who.council?.id) === poll.council && (turn.who.roles.has('lead') || turn.who.roles.has('deputy')),
    byId: (id: string): Promise<Poll | undefined> => kept.get(id),
    today: (): Day => dayIn(clock()),
    /** Everything a council put in: the polls it opened, and its own answers. */
    ofCouncil: async (council: string) =>
      (await kept.find({})).flatMap(({ id, need, answers, council: asked }) => {
        const own = answers.find((one) => one.council === council);
        return own || asked === council ? [{ id, need, answer: own }] : [];
      }),
    erase: async (person: PersonId): Promise<void> => {
      const nameless = (all: readonly Answer[]) => all.map((one) => (one.by === person ? { ...one, by: '', byName: ERASED } : one));
      for (const one of await kept.find({})) {
        if (!JSON.stringify([one.owner, one.answers, one.waiting, one.proxies]).includes(JSON.stringify(person))) continue;
        await change(kept, one.id, (before) => ({
          ...before,
          ...(before.owner === person ? { owner: '', ownerName: ERASED } : {}),
          answers: nameless(before.answers),
          waiting: nameless(before.waiting),
          proxies: before.proxies.map((proxy) => (proxy.by === person ? { ...proxy, by: '', byName: ERASED } : proxy)),
        }));
      }
    },
  };
};
