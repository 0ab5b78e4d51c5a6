import type { Turn } from '../chat/turn';
import { NotAllowed } from '../errors';
import type { Poll } from './poll';

/** The council for which somebody may act about buying. Throws a sentence for everybody else. */
export const buyerOf = ({ who, event }: Turn): string => {
  if (event.speaker.standing !== 'member') throw new NotAllowed('Guest accounts see nothing about buying. Ask someone at the council.');
  if (!who.council || !who.roles.has('officer'))
    throw new NotAllowed('This workspace is not linked to a council yet. Type “council link” and your council’s name to start.');
  return who.council.id;
};

/** Like `buyerOf`, for coordinators too, who may belong to no council. */
export const viewerOf = (turn: Turn): string | undefined =>
  turn.who.roles.has('coordinator') && turn.event.speaker.standing === 'member' ? turn.who.council?.id : buyerOf(turn);

export const speaks = ({ who }: Turn): boolean => who.roles.has('lead') || who.roles.has('deputy');

/** The council, for somebody who speaks for it. `what`: what only they can do. */
export const speakerOf = (turn: Turn, what: string): string => {
  const council = buyerOf(turn);
  if (!speaks(turn)) throw new NotAllowed(`Only your council’s lead or deputy can ${what}. Type “council” to see who they are.`);
  return council;
};

export type PartIn = <C extends string | undefined>(poll: Poll, council: C) => C;

/**
 * As which council somebody takes part in a poll: their own, or one that merged into it after the poll had closed. What was counted stays under the names of
 * that day. `successorOf`: who does an ended council’s work now.
 */
export const partIn =
  (successorOf: (council: string) => string | undefined): PartIn =>
  (poll, council) => {
    const there = [poll.council, ...poll.answers.map((one) => one.council)];
    if (council === undefined || there.includes(council)) return council;
    return (there.find((one) => successorOf(one) === council) as typeof council) ?? council;
  };
