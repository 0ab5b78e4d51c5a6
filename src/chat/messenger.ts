import type { Address } from './event';
import type { View } from './view';

/** How an attempt to speak ended. Only `unknown` may have reached the person without our knowing. */
export type Outcome =
  | { kind: 'sent' }
  /** Certainly not sent; may be tried again after this many seconds. */
  | { kind: 'later'; afterSeconds: number; reason: string }
  /** Certainly not sent and never will be: blocked, archived, revoked, unknown account. */
  | { kind: 'gone'; reason: string }
  /** The platform may have accepted it before the line broke. */
  | { kind: 'unknown'; reason: string };

/** Port: speak first. Never throws for what a platform answers; that is an `Outcome`. */
export type Messenger = {
  /** `key` marks the message, so that `find` can look for it where the platform allows. */
  send(to: Address, view: View, key: string): Promise<Outcome>;
  /** After an `unknown` outcome: did the message with this key arrive? It cannot have been sent before `since`. */
  find(to: Address, key: string, since: Date): Promise<'arrived' | 'absent' | 'cannot tell'>;
};
