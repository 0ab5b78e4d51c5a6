import { addDays, type Day, dayIn } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { Clock, Log } from '../log';
import { type Collection, change } from '../store/collection';
import { newSecret } from './chain';
import type { Poll } from './poll';
import { closed, inherited } from './rules';

export type RoundPorts = {
  polls: Collection<Poll>;
  /** Councils that have somebody to ask. */
  councils(): Promise<readonly string[]>;
  /** Those who speak for a council, leads first. */
  speakersOf(council: string): Promise<readonly PersonId[]>;
  coordinators(): Promise<readonly PersonId[]>;
  /** The council that does a council's work now; undefined while it exists itself, or where several took its place. */
  successorOf(council: string): string | undefined;
  isWorkingDay(day: Day, council: string): boolean;
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  clock: Clock;
  log: Log;
};

const DAY = 86_400_000;
/** After so many working days without an answer, the others who speak for a council are asked as well. */
const PATIENCE = 3;
/** So often councils are looked through for those that joined since. */
const AGAIN = DAY / 4;
const REMINDERS = { most: 3, apart: 4 * DAY, first: 4 * DAY, last: 2 * DAY };

type Kept = Pick<RoundPorts, 'polls' | 'speakersOf' | 'successorOf' | 'tell' | 'clock'>;

/** One person of a council: whoever answered, as long as they still speak for it, or else the first lead. */
const voiceOf = async ({ speakersOf, successorOf }: Kept, poll: Poll, council: string): Promise<PersonId | undefined> => {
  const speakers = await speakersOf(successorOf(council) ?? council);
  const { by } = poll.answers.find((one) => one.council === council) ?? {};
  return (
    speakers.find((one) => one === by) ?? (council === poll.council ? speakers.find((one) => one === poll.owner) : undefined) ?? speakers[0]
  );
};

/** The poll in this wording: a message about an older one is dropped. */
const wordingOf = ({ id, version }: Poll): string => `${id}:${version}`;

const participants = (poll: Poll): Set<string> => new Set([poll.council, ...poll.answers.map(({ council }) => council)]);

const reach = async (ports: RoundPorts, poll: Poll): Promise<void> => {
  const { polls, tell, clock } = ports;
  const asked = new Set(poll.asked.map(({ council }) => council));
  const now: Poll['asked'] = [];
  for (const council of await ports.councils()) {
    if (council === poll.council || asked.has(council)) continue;
    const [first] = await ports.speakersOf(council);
    if (!first) continue;
    await tell(first, 'polls.asked', wordingOf(poll), String(poll.version));
    now.push({ council, at: clock(), deputies: false });
  }
  await change(polls, poll.id, (before): Poll => {
    if (before.version !== poll.version) return before;
    const known = new Set(before.asked.map(({ council }) => council));
    return { ...before, reachedAt: clock(), asked: [...before.asked, ...now.filter(({ council }) => !known.has(council))] };
  });
};

const askOthers = async (ports: RoundPorts, poll: Poll): Promise<void> => {
  const today = dayIn(ports.clock());
  const since = (from: Date, council: string): number => {
    let days = 0;
    for (let day = addDays(dayIn(from), 1); day <= today; day = addDays(day, 1)) if (ports.isWorkingDay(day, council)) days += 1;
    return days;
  };
  const answered = new Set([...poll.answers.map(({ council }) => council), ...poll.declined]);
  const late = poll.asked.filter(({ council, at, deputies }) => !deputies && !answered.has(council) && since(at, council) >= PATIENCE);
  if (late.length === 0) return;
  for (const { council } of late)
    for (const person of await ports.speakersOf(council)) await ports.tell(person, 'polls.asked', wordingOf(poll), String(poll.version));
  const done = new Set(late.map(({ council }) => council));
  const asked = (all: Poll['asked']) => all.map((one) => (done.has(one.council) ? { ...one, deputies: true } : one));
  await change(ports.polls, poll.id, (before) => ({ ...before, asked: asked(before.asked) }));
};

/** Whether a reminder may still go: one that waited for somebody’s hours may come too late. */
export const remindsStill = ({ answers, quorum, deadline }: Poll, now: Date): boolean =>
  answers.length < quorum && now.getTime() <= deadline.getTime() - REMINDERS.last;

/** Whether those who have not answered are to be reminded: only where answers come too slowly, seldom, and not at the end. */
export const remindsNow = (poll: Poll, now: Date): boolean => {
  const start = poll.asksFrom.getTime();
  const last = poll.reminded.at(-1)?.getTime() ?? start;
  if (poll.reminded.length >= REMINDERS.most || !remindsStill(poll, now)) return false;
  if (now.getTime() < start + REMINDERS.first || now.getTime() < last + REMINDERS.apart) return false;
  const expected = (poll.answers.length / (now.getTime() - start)) * (poll.deadline.getTime() - start);
  return expected < poll.quorum;
};

const remind = async ({ polls, speakersOf, tell, clock }: RoundPorts, poll: Poll): Promise<void> => {
  if (!remindsNow(poll, clock())) return;
  const answered = new Set([...poll.answers.map(({ council }) => council), ...poll.declined]);
  const occasion = `${poll.version}.${poll.reminded.length + 1}`;
  for (const { council } of poll.asked.filter((one) => !answered.has(one.council))) {
    const [first] = await speakersOf(council);
    if (first) await tell(first, 'polls.reminder', wordingOf(poll), occasion);
  }
  await change(polls, poll.id, (before): Poll => {
    const fresh = before.reminded.length === poll.reminded.length;
    return fresh ? { ...before, reminded: [...before.reminded, clock()] } : before;
  });
};

const done = (ports: Kept, poll: Poll): Promise<Poll | undefined> =>
  change(ports.polls, poll.id, (before): Poll => (before.todo === poll.todo ? { ...before, todo: 'none' } : before));

/** Tells one person of each of these councils. The same message twice is one. */
const tellAll = async (ports: Kept, poll: Poll, councils: Iterable<string>, kind: string, occasion?: string): Promise<void> => {
  for (const council of councils) {
    const voice = await voiceOf(ports, poll, council);
    if (voice) await ports.tell(voice, kind, poll.id, occasion);
  }
};

const notices: Readonly<Record<Exclude<Poll['todo'], 'none'>, (ports: RoundPorts, poll: Poll) => Promise<void>>> = {
  opened: async (ports, poll) => {
    for (const person of await ports.coordinators()) await ports.tell(person, 'polls.opened', poll.id);
  },
  outcome: (ports, poll) => tellAll(ports, poll, participants(poll), 'polls.outcome', poll.closedAt?.toISOString()),
  watch: (ports, poll) => tellAll(ports, poll, [poll.council], 'polls.would-succeed', String(poll.answers.length)),
};

const afterwards = async (ports: RoundPorts, poll: Poll): Promise<void> => {
  await tellAll(
    ports,
    poll,
    poll.answers.map(({ council }) => council),
    'polls.afterwards',
  );
  await change(ports.polls, poll.id, (before) => ({ ...before, afterwardsDue: undefined }));
};

/** Councils that merged into another hand it what they had, so that nobody speaks twice and nothing is left without an owner. */
const inherit = async ({ polls, successorOf, clock }: RoundPorts, poll: Poll): Promise<void> => {
  const there = [
    poll.council,
    ...poll.answers.map(({ council }) => council),
    ...poll.waiting.map(({ council }) => council),
    ...poll.declined,
    ...poll.proxies.flatMap(({ council, of }) => [council, of]),
  ];
  const ended = [...new Set(there)].flatMap((council) => {
    const to = successorOf(council);
    return to ? [{ from: council, to }] : [];
  });
  if (ended.length === 0) return;
  await change(polls, poll.id, (before) => ended.reduce((all, { from, to }) => inherited(all, from, to, newSecret(), clock()), before));
};

/** What happens to polls by themselves: councils are asked, others after them, slow ones reminded, and at the deadline all is over. */
export const pollRounds = (ports: RoundPorts) => {
  const { polls, clock, log } = ports;
  const each = async (all: readonly Poll[], work: (poll: Poll) => Promise<unknown>): Promise<void> => {
    for (const poll of all)
      await work(poll).catch((error: unknown) => log.error('A poll could not be carried on', error, { poll: poll.id }));
  };
  return {
    /** Closing comes first: it must happen within a minute of the deadline, once, whoever does it. */
    sweep: async (): Promise<void> => {
      const now = clock();
      await each(await polls.find({ state: 'open', deadline: { before: now } }), (poll) =>
        change(polls, poll.id, (before) => (before.deadline <= now ? closed(before, now) : before)),
      );
      for (const todo of ['opened', 'outcome', 'watch'] as const)
        await each(await polls.find({ todo }), async (poll) => {
          await notices[todo](ports, poll);
          await done(ports, poll);
        });
      await each(await polls.find({ afterwardsDue: { before: now } }), (poll) => afterwards(ports, poll));
      for (const poll of await polls.find({ state: 'open' })) {
        const isDue = poll.asksFrom <= now && now.getTime() - (poll.reachedAt?.getTime() ?? 0) >= AGAIN;
        await each([poll], (one) => inherit(ports, one));
        if (isDue) await each([poll], (one) => reach(ports, one));
        // As it stands now: whom it asked this time, and whoever answered meanwhile.
        const fresh = isDue ? await polls.get(poll.id) : poll;
        await each(fresh ? [fresh] : [], (one) => askOthers(ports, one));
        await each(fresh ? [fresh] : [], (one) => remind(ports, one));
      }
      await each(await polls.find({ watched: true, state: 'missed' }), (poll) => inherit(ports, poll));
    },
  };
};
