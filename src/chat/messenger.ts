import type { Address } from './event';
import type { View } from './view';

/** How an attempt to speak ended. Only `unknown` may have reached the person without our knowing. */
export type Outcome =
  | { kind: 'sent' }
  /** Certainly not sent; may be tried again after this many seconds. `limited`: nothing else may go to that workspace before. */
  | { kind: 'later'; afterSeconds: number; reason: string; limited?: true }
  /** Certainly not sent and never will be: blocked, archived, revoked. `lost`: the account or channel itself is no longer there. */
  | { kind: 'gone'; reason: string; lost?: true }
  /** The platform may have accepted it before the line broke. */
  | { kind: 'unknown'; reason: string };

/** At most so many messages in any such time. */
export type Window = { most: number; milliseconds: number };
/** What a platform allows in one conversation, and in all of a workspace. */
export type Allowance = { conversation: readonly Window[]; workspace: readonly Window[] };

/** Port: speak first. `send` never throws for what a platform answers; that is an `Outcome`. */
export type Messenger = {
  /** `key` marks the message, so that `find` can look for it where the platform allows. */
  send(to: Address, view: View, key: string): Promise<Outcome>;
  /** After an `unknown` outcome: did the message with this key arrive? It cannot have been sent before `since`. Throws `NotNow` where it can be asked later. */
  find(to: Address, key: string, since: Date): Promise<'arrived' | 'absent' | 'cannot tell'>;
  /** How often one may speak there; without it as often as one likes. */
  allowance?(to: Address): Allowance;
};
