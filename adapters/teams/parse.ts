import { createHash } from 'node:crypto';
import type { ChatEvent, Place, Speaker, Standing } from '../../src/chat/event';
import { shorten } from '../../src/chat/shorten';
import type { Form } from '../../src/chat/view';
import type { Activity } from './activity';
import { personId, workspaceId, writeAddress } from './address';
import { type CardData, readCardData } from './card-data';
import { isBot, mentionsOf, wordsOf } from './words';

/**
 * How an event came, which decides how its reply goes back: typed; `Action.Execute`, `task/fetch` and `task/submit` are answered in the
 * response; `Action.Submit` arrives as a message.
 */
export type Via = 'message' | 'execute' | 'fetch' | 'dialog' | 'submit' | 'hello';

/** What an activity means to us. `nothing`: accepted and ignored. `invalid`: an invoke that no card of ours sends. */
export type Meaning =
  | { kind: 'nothing' }
  | { kind: 'invalid'; via: Via }
  | { kind: 'words' }
  | { kind: 'card'; via: Via; data: CardData }
  | { kind: 'installed'; hello: boolean };

/** What the connector knows of the speaker and of whom they mention. */
export type Known = { standing: Standing; account?: string; untold?: true; accounts: ReadonlyMap<string, string> };

const object = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});

/** A conversation that does not say what it is counts as a group, unless it can be none: better too private than too open. */
export const placeKind = ({ conversation }: Activity): Place['kind'] => {
  if (conversation.conversationType === 'channel') return 'channel';
  if (conversation.conversationType === 'personal') return 'personal';
  const group = conversation.conversationType === 'groupChat' || conversation.isGroup === true || conversation.id.startsWith('19:');
  return group ? 'group' : 'personal';
};

const cardMeaning = (via: Via, data: unknown): Meaning => {
  const read = readCardData(data);
  return read ? { kind: 'card', via, data: read } : { kind: 'invalid', via };
};

const invokeMeaning = ({ name, value }: Activity): Meaning => {
  if (name === 'adaptiveCard/action') return cardMeaning('execute', object(object(value).action).data);
  if (name === 'task/fetch') return cardMeaning('fetch', object(value).data);
  if (name === 'task/submit') return cardMeaning('dialog', object(value).data);
  return { kind: 'nothing' };
};

/** What an activity means, before anything is looked up. */
export const meaningOf = (activity: Activity): Meaning => {
  const personal = placeKind(activity) === 'personal';
  switch (activity.type) {
    case 'invoke':
      return invokeMeaning(activity);
    case 'message':
      if (typeof activity.value === 'object' && activity.value !== null) return cardMeaning('submit', activity.value);
      return personal || mentionsOf(activity).some(({ id }) => isBot(activity, id)) ? { kind: 'words' } : { kind: 'nothing' };
    case 'installationUpdate':
      // Removal from a chat or a team is not removal from the tenant, so it changes nothing.
      return activity.action?.startsWith('add') ? { kind: 'installed', hello: personal && activity.action === 'add' } : { kind: 'nothing' };
    case 'conversationUpdate':
      return activity.membersAdded?.some(({ id }) => isBot(activity, String(id)))
        ? { kind: 'installed', hello: personal }
        : { kind: 'nothing' };
    default:
      return { kind: 'nothing' };
  }
};

/** Zones found to be real: asking costs more than all the rest of parsing, and there are only some hundreds. */
const zones = new Set<string>();

const zoneOf = ({ localTimezone, entities }: Activity): string | undefined => {
  const zone = localTimezone || entities?.find((entity) => entity.type === 'clientInfo')?.timezone;
  if (typeof zone !== 'string' || zone.length > 64) return undefined;
  if (zones.has(zone)) return zone;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    if (zones.size < 1_000) zones.add(zone);
    return zone;
  } catch {
    return undefined;
  }
};

const fitting = (account: string): string =>
  /^[A-Za-z0-9._@-]{1,100}$/.test(account) ? account : createHash('sha256').update(account).digest('hex');

/** One account: the Entra object id, the same in every conversation; the id in Teams where there is none. */
const accountOf = ({ from }: Activity, known: Known): string => fitting(from.aadObjectId || known.account || from.id.replaceAll(':', '-'));

const speakerOf = (activity: Activity, tenant: string, known: Known): Speaker => {
  const personal = placeKind(activity) === 'personal';
  const { serviceUrl: service, conversation, from } = activity;
  return {
    id: personId(tenant, accountOf(activity, known)),
    workspace: workspaceId(tenant),
    name: shorten((from.name ?? '').toWellFormed(), 200),
    standing: known.standing,
    ...(known.untold ? { untold: true } : {}),
    address: writeAddress(
      personal ? { service, tenant, conversation: conversation.id } : { service, tenant, conversation: '', user: from.id },
    ),
    zone: zoneOf(activity),
  };
};

/** A place to speak later: the channel, not the thread in it. */
export const placeOf = (
  { kind, conversation }: { kind: Place['kind']; conversation: string },
  { serviceUrl: service }: Activity,
  tenant: string,
): Place => ({ kind, address: writeAddress({ service, tenant, conversation: conversation.replace(/;messageid=.*$/, '') }) });

/** The same delivery has the same key; an activity without an id is told by its content. */
const keyOf = (activity: Activity, meaning: Meaning): string => {
  const { conversation, id } = activity;
  if (meaning.kind === 'installed') return `teams:${conversation.id}:hello`;
  return `teams:${conversation.id}:${id ?? createHash('sha256').update(JSON.stringify(activity)).digest('hex')}`;
};

/** An activity as the core's event. Undefined where there is nothing to answer. */
export const toEvent = (activity: Activity, meaning: Meaning, tenant: string, known: Known): ChatEvent | undefined => {
  const place = placeOf({ kind: placeKind(activity), conversation: activity.conversation.id }, activity, tenant);
  const said = { key: keyOf(activity, meaning), speaker: speakerOf(activity, tenant, known), place };
  switch (meaning.kind) {
    case 'words':
      return { ...said, kind: 'command', text: wordsOf(activity, known.accounts) };
    case 'card': {
      const { data } = meaning;
      if (data.kind === 'action') return { ...said, kind: 'action', name: data.action, value: data.value };
      return { ...said, kind: 'submission', name: data.form, state: data.state, values: data.values };
    }
    case 'installed':
      return meaning.hello ? { ...said, kind: 'home' } : undefined;
    case 'nothing':
    case 'invalid':
      return undefined;
  }
};

/** How the event came. */
export const viaOf = (meaning: Meaning): Via => {
  if (meaning.kind === 'card' || meaning.kind === 'invalid') return meaning.via;
  return meaning.kind === 'installed' ? 'hello' : 'message';
};

/** The form a submission was filled in on, where its card carried it. */
export const formOf = (meaning: Meaning): Form | undefined =>
  meaning.kind === 'card' && meaning.data.kind === 'form' ? meaning.data.again : undefined;
