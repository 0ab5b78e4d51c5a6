import type { ChatEvent, PersonId, WorkspaceId } from './event';
import type { Reply } from './view';

/** Somebody else is answering this very event, or died doing so a moment ago: only a later delivery can tell. */
export class StillAnswering extends Error {
  override name = 'StillAnswering';
}

/** What an adapter hands its events to. */
export type Front = {
  /**
   * Answers one event, once: a repeat of the same key gets `done`. Never throws for a person's mistake; throws only for an event
   * with `retries`: when something broke, so that the adapter answers 500 and the platform delivers it again, or `StillAnswering`
   * for a repeat of what is not settled yet, which must not be acknowledged either.
   */
  answer(event: ChatEvent): Promise<Reply>;
  /** For events with `retries`: the reply was performed, so a repeat is now only a repeat. */
  settled(key: string): Promise<void>;
};

/** What an adapter tells the core about workspaces. */
export type Lifecycle = {
  installed(workspace: WorkspaceId, name: string): Promise<void>;
  /** The app was removed or its tokens revoked: forget the tokens at once. */
  removed(workspace: WorkspaceId): Promise<void>;
  /** An account was closed. */
  left(person: PersonId): Promise<void>;
  /** May this workspace talk to us at all? (Teams tenants must be let in.) */
  isLetIn(workspace: WorkspaceId): Promise<boolean>;
};
