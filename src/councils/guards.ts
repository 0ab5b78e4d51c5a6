import type { Turn } from '../chat/turn';
import { NotAllowed } from '../errors';
import { keptName } from './identify';
import type { By } from './workspace';

export const GUEST = 'Guest accounts can ask about the standard. For anything else, ask someone at the council to do it.';

/** Guests and people of other organisations get no further. */
export const memberOnly = ({ event }: Turn): void => {
  if (event.speaker.standing !== 'member') throw new NotAllowed(GUEST);
};

export const coordinatorOnly = (turn: Turn): void => {
  memberOnly(turn);
  if (!turn.who.roles.has('coordinator')) throw new NotAllowed('Only a coordinator of the network can do this.');
};

/** Lead, deputy or coordinator: who may name people. */
export const mayName = ({ who }: Turn): boolean => who.roles.has('lead') || who.roles.has('deputy') || who.roles.has('coordinator');

export const by = ({ event }: Turn): By => ({ id: event.speaker.id, name: keptName(event.speaker.name) });
