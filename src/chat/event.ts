export type Platform = 'slack' | 'teams' | 'console';

/** A Slack team or Teams tenant: `slack:T01`, `teams:<tenant>`, `console:<name>`. */
export type WorkspaceId = string;
/** One account: `slack:T01:U01`, `teams:<tenant>:<user>`. The form used in COORDINATORS. */
export type PersonId = string;
/** Opaque: where one can speak later. Only the adapter named before its first colon reads it. */
export type Address = string;

/** Member: belongs to the workspace. Guest: a guest account there. Outsider: an account of another organisation. */
export type Standing = 'member' | 'guest' | 'outsider';

export type Speaker = {
  id: PersonId;
  workspace: WorkspaceId;
  name: string;
  standing: Standing;
  /** Where this person alone can be reached. */
  address: Address;
  /** IANA zone, where the platform tells it. */
  zone?: string;
  /** The platform did not say in time who this is: good for this event, and nothing to be kept. */
  untold?: boolean;
};

/** Where the words were said. `personal` is a one-to-one chat with the bot (or its Home). */
export type Place = { kind: 'personal' | 'group' | 'channel'; address: Address };

type Said = {
  /** The same delivery has the same key, so that a repeat has no second effect. */
  key: string;
  speaker: Speaker;
  place: Place;
  /** The platform delivers it again until it is acknowledged; the adapter settles it after performing the reply. */
  retries?: boolean;
};

/** Words: after `/guild`, after a mention, or in a one-to-one chat. */
export type CommandEvent = Said & { kind: 'command'; text: string };
/** A button: `name` is `feature.verb`, `value` is what the view put there. */
export type ActionEvent = Said & { kind: 'action'; name: string; value: string };
/** A form sent back: `name` is the form's id, `state` what it was opened with, values by field id. */
export type SubmissionEvent = Said & {
  kind: 'submission';
  name: string;
  state: string;
  values: Readonly<Record<string, string | readonly string[]>>;
};
/** Somebody opened the bot's Home, or met it for the first time. */
export type HomeEvent = Said & { kind: 'home' };

export type ChatEvent = CommandEvent | ActionEvent | SubmissionEvent | HomeEvent;

/** The platform of a workspace, person or address. */
export const platformOf = (id: WorkspaceId | PersonId | Address): Platform => id.slice(0, id.indexOf(':')) as Platform;

/** The workspace a person belongs to: `slack:T01:U01` → `slack:T01`. */
export const workspaceOf = (person: PersonId): WorkspaceId => person.slice(0, person.lastIndexOf(':'));
