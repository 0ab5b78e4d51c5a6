import type { PersonId } from '../chat/event';
import type { View } from '../chat/view';
import type { Clock } from '../log';
import {
  afterwardsView,
  answeredForView,
  askedView,
  confirmView,
  openedView,
  outcomeView,
  reminderView,
  wouldSucceedView,
} from './message-views';
import type { Poll } from './poll';
import { remindsStill } from './rounds';
import { seen } from './seal';
import type { PartIn } from './who';

export type MessagePorts = {
  byId(id: string): Promise<Poll | undefined>;
  councilOf(person: PersonId): Promise<{ id: string } | undefined>;
  councilName(id: string): string;
  clock: Clock;
  partIn: PartIn;
};

/** Messages of this feature that nobody asked for. */
export const POLLS_UNASKED = ['polls.asked', 'polls.reminder', 'polls.outcome', 'polls.would-succeed', 'polls.afterwards'] as const;

type Build = (poll: Poll, council: string, ports: MessagePorts) => View | undefined;

/** Whoever has answered, or said that it is nothing for them, need not be asked. */
const waits = (poll: Poll, council: string): boolean =>
  poll.state === 'open' && !poll.answers.some((one) => one.council === council) && !poll.declined.includes(council);

const build: Readonly<Record<string, Build>> = {
  'polls.asked': (poll, council, ports) => (waits(poll, council) ? askedView(poll, ports) : undefined),
  'polls.reminder': (poll, council, ports) =>
    waits(poll, council) && remindsStill(poll, ports.clock()) ? reminderView(poll, ports) : undefined,
  'polls.confirm': (poll, council) => confirmView(poll, council),
  'polls.answered-for': (poll, council, ports) => answeredForView(poll, council, ports),
  'polls.outcome': (poll, council, ports) =>
    poll.state === 'open' ? undefined : outcomeView(poll, seen(poll, council), ports, council === poll.council),
  'polls.would-succeed': (poll, council) =>
    poll.state === 'missed' && poll.watched ? wouldSucceedView(poll, seen(poll, council)) : undefined,
  'polls.afterwards': (poll, council) => (poll.afterwards.some((one) => one.council === council) ? undefined : afterwardsView(poll)),
};

/**
 * How the messages of this feature read when they are sent; undefined where they are no longer needed. The subject is the poll’s id, and where it matters
 * the version of its wording. Somebody who no longer belongs to a council
 * gets nothing about buying.
 */
export const pollMessages = (ports: MessagePorts): Record<string, (subject: string, to: PersonId) => Promise<View | undefined>> => ({
  ...Object.fromEntries(
    Object.entries(build).map(([kind, make]) => [
      kind,
      async (subject: string, to: PersonId) => {
        const [id = '', version] = subject.split(':');
        const [poll, council] = await Promise.all([ports.byId(id), ports.councilOf(to)]);
        const isCurrent = version === undefined || Number(version) === poll?.version;
        return poll && council && isCurrent ? make(poll, ports.partIn(poll, council.id), ports) : undefined;
      },
    ]),
  ),
  'polls.opened': async (subject) => {
    const poll = await ports.byId(subject);
    return poll?.state === 'open' ? openedView(poll, ports) : undefined;
  },
});
