import type { CloudAdapter, ConversationAccount, ConversationParameters, TurnContext } from 'botbuilder';
import type { Address } from '../../src/chat/event';
import type { Allowance, Messenger, Outcome } from '../../src/chat/messenger';
import { SEND_WITHIN } from '../../src/delivery/delivery';
import type { Clock, Log, Metrics } from '../../src/log';
import { readAddress, type TeamsAddress } from './address';
import { type Attempt, attemptWithin, ConnectorFault } from './connector-http';
import { outcomeOf } from './outcome';
import { type Message, toMessage } from './render';
import type { Trust } from './service-hosts';

export type MessengerPorts = {
  adapter: CloudAdapter;
  appId: string;
  /** For whom outgoing tokens are made. */
  audience: string;
  trust: Trust;
  clock: Clock;
  log: Log;
  metrics: Metrics;
};

const MOST = 5_000;
/** What an attempt keeps of its time for the answer to the message itself, in milliseconds: opening the chat and the token have the rest. */
const ANSWER_WITHIN = 4_000;
/**
 * Teams allows 7 messages a second, 60 in half a minute and 1,800 an hour in a conversation, and 50 requests a second in a tenant, of which a
 * message may need two: it opens the chat first. A little is left for our clocks.
 */
const ALLOWANCE: Allowance = {
  conversation: [
    { most: 7, milliseconds: 1_100 },
    { most: 60, milliseconds: 30_500 },
    { most: 1_800, milliseconds: 3_605_000 },
  ],
  workspace: [{ most: 25, milliseconds: 1_100 }],
};

const reference = ({ service, conversation, tenant }: TeamsAddress, appId: string) => ({
  channelId: 'msteams',
  serviceUrl: service,
  // Its kind and name are not known here, and a made-up kind is refused.
  conversation: { id: conversation, tenantId: tenant } as ConversationAccount,
  bot: { id: `28:${appId}`, name: '' },
});

/** What Teams wants to know to open the one-to-one chat with a person; asked twice, it gives the same chat. */
const oneToOne = ({ tenant, user = '' }: TeamsAddress, appId: string) =>
  ({
    isGroup: false,
    bot: { id: `28:${appId}`, name: '' },
    members: [{ id: user, name: '' }],
    tenantId: tenant,
    channelData: { tenant: { id: tenant } },
  }) as unknown as ConversationParameters;

type Logic = (context: TurnContext) => Promise<void>;

/**
 * Runs one send inside a turn that botbuilder opens. Such a turn resolves even where sending failed (the error goes to `onTurnError`), so
 * the error is caught inside the callback and thrown again outside.
 */
const sending = async (open: (logic: Logic) => Promise<void>, send: Logic): Promise<void> => {
  let failed: { error: unknown } | undefined;
  await open(async (context) => {
    try {
      await send(context);
    } catch (error) {
      failed = { error };
    }
  });
  if (failed) throw failed.error;
};

type Connector = { conversations: { sendToConversation(id: string, activity: object, options?: object): Promise<unknown> } };

/** Within this turn the message is sent as this attempt. botbuilder has no setting for that, and its connector belongs to all turns. */
const asAttempt = ({ ConnectorClientKey: key }: CloudAdapter, { turnState }: TurnContext, attempt: Attempt): void => {
  const { conversations }: Connector = turnState.get(key);
  const sendToConversation = (id: string, activity: object) => conversations.sendToConversation(id, activity, { abortSignal: attempt });
  turnState.set(key, { conversations: { sendToConversation } });
};

/** Nothing is said by opening a chat, and opening it twice does no harm: so it never ends as `unknown`. */
const openingFault = (error: unknown): unknown => {
  if (!(error instanceof ConnectorFault)) return error;
  const { failure } = error;
  if (failure.status === undefined) return new ConnectorFault({ sent: false, reason: failure.reason }, { cause: error });
  return failure.status < 500 ? error : new ConnectorFault({ status: 503, retryAfter: failure.retryAfter }, { cause: error });
};

/** The one-to-one chat with a person, opened where it is not known yet. */
const opener = ({ adapter, appId, audience }: MessengerPorts) => {
  const opened = new Map<string, string>();
  const keyOf = ({ tenant, user }: TeamsAddress) => `${tenant} ${user}`;
  const open = async (to: TeamsAddress): Promise<string> => {
    const before = opened.get(keyOf(to));
    if (before) return before;
    let conversation = '';
    try {
      await adapter.createConversationAsync(appId, 'msteams', to.service, audience, oneToOne(to, appId), async (context) => {
        conversation = context.activity.conversation.id ?? '';
      });
    } catch (error) {
      throw openingFault(error);
    }
    if (!conversation) throw new ConnectorFault({ sent: false, reason: 'no conversation was opened' });
    const [oldest] = opened.size >= MOST ? opened.keys() : [];
    if (oldest !== undefined) opened.delete(oldest);
    opened.set(keyOf(to), conversation);
    return conversation;
  };
  return { open, forget: (to: TeamsAddress) => opened.delete(keyOf(to)) };
};

/** Sends a rendered message to an address. */
export type Post = (address: Address, message: Message) => Promise<Outcome>;

export const teamsPost = (ports: MessengerPorts): Post => {
  const { adapter, appId, trust, clock, log, metrics } = ports;
  const { open, forget } = opener(ports);

  const say = async (to: TeamsAddress, message: Message, attempt: Attempt): Promise<void> => {
    const conversation = to.user ? await open(to) : to.conversation;
    await sending(
      (logic) => adapter.continueConversationAsync(appId, reference({ ...to, conversation }, appId), logic),
      async (context) => {
        asAttempt(adapter, context, attempt);
        // botbuilder would send it as a reply to the event it has made up.
        context.activity.id = '';
        await context.sendActivity({ ...message });
      },
    );
  };

  const tried = async (to: TeamsAddress, message: Message): Promise<Outcome> => {
    const { attempt, inTime } = attemptWithin(SEND_WITHIN, ANSWER_WITHIN);
    try {
      await inTime(say(to, message, attempt));
      return { kind: 'sent' };
    } catch (error) {
      const outcome = outcomeOf(error, clock());
      if (outcome.kind === 'gone') forget(to);
      if (!(error instanceof ConnectorFault)) log.error('Teams: a message could not be sent', error);
      return outcome;
    }
  };

  return async (address, message) => {
    const to = readAddress(address, trust);
    const outcome: Outcome = to ? await tried(to, message) : { kind: 'gone', reason: 'not an address of Teams' };
    metrics.count('guildhall_teams_sends_total', { outcome: outcome.kind });
    return outcome;
  };
};

/** Speaks first in Teams, where nobody can look for a message without reading people's chats. */
export const teamsMessenger = (post: Post): Messenger => ({
  send: (address, view) => post(address, toMessage(view)),
  find: async () => 'cannot tell',
  allowance: () => ALLOWANCE,
});
