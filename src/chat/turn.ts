import { createHash } from 'node:crypto';
import type { ChatEvent } from './event';
import type { Block, Reply } from './view';

export type Role = 'officer' | 'lead' | 'deputy' | 'coordinator';

/** The council a speaker's workspace belongs to, as far as every feature needs it. */
export type OwnCouncil = { id: string; name: string; nation: string };

/** Who is speaking, for whom, and what that lets them do. */
export type Who = {
  /** Empty for guests, outsiders and people in a workspace that is not linked yet. */
  roles: ReadonlySet<Role>;
  council?: OwnCouncil;
};

/** One event being answered. */
export type Turn<E extends ChatEvent = ChatEvent> = { event: E; who: Who; now: Date };

/** Who may use a command: anyone (guests too), officers of a linked council, those who speak for it, or coordinators. */
export type Audience = 'anyone' | 'officer' | 'lead' | 'coordinator' | 'member';

export type Usage = { usage: string; does: string; for: Audience };

export type Command = {
  verb: string;
  /** Other words for the verb: plurals and forms people type. */
  also?: readonly string[];
  usages: readonly Usage[];
  /** `rest` is what came after the verb, trimmed. */
  run(turn: Turn, rest: string): Promise<Reply> | Reply;
};

type Of<K extends ChatEvent['kind']> = Extract<ChatEvent, { kind: K }>;

/** What one feature offers. `main.ts` joins them all. */
export type Routes = {
  commands?: readonly Command[];
  actions?: Readonly<Record<string, (turn: Turn<Of<'action'>>) => Promise<Reply> | Reply>>;
  submissions?: Readonly<Record<string, (turn: Turn<Of<'submission'>>) => Promise<Reply> | Reply>>;
  /** This feature's part of Home. */
  home?(turn: Turn): Promise<readonly Block[]>;
};

/** Whether somebody may use what is for this audience. `member` is anyone of the workspace, linked or not, but no guest. */
export const mayUse = (who: Who, audience: Audience, standing: string): boolean => {
  switch (audience) {
    case 'anyone':
      return true;
    case 'member':
      return standing === 'member';
    case 'officer':
      return standing === 'member' && who.roles.has('officer');
    case 'lead':
      return who.roles.has('lead') || who.roles.has('deputy');
    case 'coordinator':
      return who.roles.has('coordinator');
  }
};

/** An id for what an event makes: the same for a repeated event, which then makes nothing anew. */
export const idOf = ({ event }: Turn): string => createHash('sha256').update(event.key).digest('hex').slice(0, 24);
