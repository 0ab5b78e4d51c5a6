import { z } from 'zod';
import { type PersonId, platformOf, type WorkspaceId } from '../chat/event';
import { NotAllowed, UserError } from '../errors';
import type { Shape } from '../store/collection';

const REQUEST_STATES = ['open', 'approved', 'refused', 'withdrawn', 'undone'] as const;

const workspace = z.object({
  id: z.string(),
  revision: z.number(),
  platform: z.enum(['slack', 'teams', 'console']),
  /** Empty until the platform tells it. */
  name: z.string(),
  /** Kept when the app is removed, for history and for its return. */
  councilId: z.string().optional(),
  state: z.enum(['new', 'asked', 'linked', 'removed']),
  /** The latest request to link it; an answer to any other is refused. A linked workspace may ask again once its council was replaced. */
  requestId: z.string().optional(),
  requestState: z.enum(REQUEST_STATES).optional(),
  asked: z
    .object({
      council: z.string(),
      by: z.string(),
      byName: z.string(),
      at: z.date(),
      answeredBy: z.string().optional(),
      answeredByName: z.string().optional(),
      answeredAt: z.date().optional(),
    })
    .optional(),
  linkedBy: z.string().optional(),
  linkedAt: z.date().optional(),
  createdAt: z.date(),
  /** Messages still to be written down for delivery: to the coordinators, or to who asked. */
  todo: z.enum(['ask', 'answer', 'none']),
});
/** One Slack team or Teams tenant, and the council it belongs to. */
export type Workspace = z.infer<typeof workspace>;

export const workspaceShape: Shape<Workspace> = {
  name: 'workspaces',
  schema: workspace,
  indexes: [{ fields: ['requestId'] }, { fields: ['requestState'] }, { fields: ['councilId'] }, { fields: ['todo'] }],
};

/** Who does it. Names are kept beside ids so that outcomes read well; both are erased together. */
export type By = { id: PersonId; name: string };

const STALE = 'This request no longer stands: it was withdrawn, or a newer one took its place. Type “council pending” to see what is open.';

export const newWorkspace = (id: WorkspaceId, name: string, now: Date): Workspace => ({
  id,
  revision: 0,
  platform: platformOf(id),
  name,
  state: 'new',
  createdAt: now,
  todo: 'none',
});

/** Whether its people act for the council in `councilId`. */
export const isLinked = (before: Workspace): boolean => before.state === 'linked' && before.councilId !== undefined;

/** Asks for a link. The same wish again changes nothing; another one takes its place. */
export const ask = (before: Workspace, council: string, by: By, requestId: string, now: Date): Workspace => {
  if (before.requestState === 'open' && before.asked?.council === council) return before;
  return {
    ...before,
    ...(isLinked(before) ? {} : { state: 'asked', councilId: undefined, linkedBy: undefined, linkedAt: undefined }),
    requestId,
    requestState: 'open',
    asked: { council, by: by.id, byName: by.name, at: now },
    todo: 'ask',
  };
};

const request = (before: Workspace, requestId: string): NonNullable<Workspace['asked']> => {
  if (before.requestId !== requestId || !before.asked) throw new UserError(STALE);
  return before.asked;
};

const answered = (asked: NonNullable<Workspace['asked']>, by: By, now: Date) => ({
  ...asked,
  answeredBy: by.id,
  answeredByName: by.name,
  answeredAt: now,
});

const closed = (before: Workspace): string => {
  const who = before.asked?.answeredByName ?? 'another coordinator';
  if (before.requestState === 'approved') return `${who} has already approved this request.`;
  if (before.requestState === 'refused') return `${who} has already refused this request.`;
  if (before.requestState === 'undone') return `${who} has already undone this link.`;
  return 'The person who asked has withdrawn this request.';
};

/** Links it. Approving twice changes nothing. */
export const approve = (before: Workspace, requestId: string, by: By, now: Date): Workspace => {
  const asked = request(before, requestId);
  if (before.requestState === 'approved') return before;
  if (before.requestState !== 'open') throw new UserError(closed(before));
  return {
    ...before,
    state: 'linked',
    councilId: asked.council,
    linkedBy: by.id,
    linkedAt: now,
    requestState: 'approved',
    asked: answered(asked, by, now),
    todo: 'answer',
  };
};

/** Refuses the request. A link that stands already (to a council since replaced) stays. */
export const refuse = (before: Workspace, requestId: string, by: By, now: Date): Workspace => {
  const asked = request(before, requestId);
  if (before.requestState === 'refused') return before;
  if (before.requestState !== 'open') throw new UserError(closed(before));
  const state = isLinked(before) ? 'linked' : 'new';
  return { ...before, state, requestState: 'refused', asked: answered(asked, by, now), todo: 'answer' };
};

/** Only who asked may, and only while nobody has answered. */
export const withdraw = (before: Workspace, requestId: string, by: PersonId): Workspace => {
  const asked = request(before, requestId);
  if (asked.by !== by) throw new NotAllowed('Only the person who asked can withdraw a request.');
  if (before.requestState === 'withdrawn') return before;
  if (before.requestState !== 'open') throw new UserError(`You can no longer withdraw it: ${closed(before)}`);
  return { ...before, state: isLinked(before) ? 'linked' : 'new', requestState: 'withdrawn', todo: 'none' };
};

/** Undoes the link that this request made; a later one is left alone. */
export const unlink = (before: Workspace, requestId: string, by: By, now: Date): Workspace => {
  const asked = request(before, requestId);
  if (before.requestState === 'undone') return before;
  if (before.requestState !== 'approved') throw new UserError('This request has made no link, so there is nothing to undo.');
  return {
    ...before,
    state: before.state === 'removed' ? 'removed' : 'new',
    councilId: undefined,
    linkedBy: undefined,
    linkedAt: undefined,
    requestState: 'undone',
    asked: answered(asked, by, now),
    todo: 'answer',
  };
};

/** The app came (back). A link that a coordinator approved holds for as long as the workspace exists. */
export const installed = (before: Workspace, name: string): Workspace => {
  const state = before.state === 'removed' ? (before.councilId ? 'linked' : 'new') : before.state;
  return state === before.state && (name === before.name || name === '') ? before : { ...before, state, name: name || before.name };
};

/** The app went. What was asked is withdrawn; the council stays for history. */
export const removed = (before: Workspace): Workspace => {
  if (before.state === 'removed') return before;
  const open = before.requestState === 'open';
  return { ...before, state: 'removed', requestState: open ? 'withdrawn' : before.requestState, todo: open ? 'none' : before.todo };
};
