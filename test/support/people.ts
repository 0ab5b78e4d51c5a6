import { randomUUID } from 'node:crypto';
import type { Call, FakeSlack, Member } from './fake-slack';
import type { FakeTeams } from './fake-teams';
import { fromSlack } from './from-slack';

type Json = Record<string, unknown>;
const text = (html: unknown): string =>
  String(html ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Waits until `find` gives something; throws after ten seconds. */
export const until = async <T>(what: string, find: () => T | undefined): Promise<T> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`This never came: ${what}`);
};

let triggers = 0;
const trigger = (): string => {
  triggers += 1;
  return `demo.${triggers}`;
};

const filled = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value: { type: 'plain_text_input', value } }]));

/** Somebody on Slack, who types commands, presses buttons and fills in forms. `clock`: that of the server. */
export const onSlack = (port: number, slack: FakeSlack, team: string, user: Member, clock = () => new Date()) => {
  const send = (fields: Record<string, string>) => fromSlack(port, fields, Math.floor(clock().getTime() / 1000));
  const press = (value: string, action: string) => ({
    type: 'block_actions',
    trigger_id: trigger(),
    team: { id: team },
    user: { id: user.id, team_id: team },
    channel: { id: `D${user.id}` },
    container: { type: 'message', channel_id: `D${user.id}` },
    response_url: `${slack.url}/response_url`,
    actions: [{ action_id: `${action}#0`, value }],
  });
  const opened = (before: number): Call | undefined =>
    slack
      .shown()
      .slice(before)
      .find(({ method }) => method === 'views.open');
  return {
    /** Types `/guild …`; returns what only they see. */
    types: async (words: string): Promise<{ text: string; blocks: Json[] }> => {
      const common = {
        team_id: team,
        channel_id: `D${user.id}`,
        user_id: user.id,
        command: '/guild',
        response_url: `${slack.url}/response_url`,
      };
      const answer = JSON.parse((await send({ ...common, text: words, trigger_id: trigger() })).text) as Json;
      return { text: text(answer.text), blocks: (answer.blocks ?? []) as Json[] };
    },
    /** Presses the button with this label on a message, which opens a form; fills it in and sends it. */
    fillsIn: async (message: { blocks: Json[] }, label: string, values: Record<string, string>): Promise<string> => {
      const buttons = message.blocks.flatMap((block) => (block.elements ?? []) as Json[]);
      const button = buttons.find((one) => (one.text as Json | undefined)?.text === label);
      if (!button) throw new Error(`There is no button ${label}`);
      const before = slack.shown().length;
      await send({ payload: JSON.stringify(press(String(button.value), String(button.action_id).split('#')[0] ?? '')) });
      const view = opened(before)?.body.view as Json | undefined;
      if (!view) throw new Error(`${label} opened no form`);
      const submission = { ...press('', ''), type: 'view_submission', view: { ...view, state: { values: filled(values) } } };
      const sent = slack.shown().length;
      await send({ payload: JSON.stringify(submission) });
      return text(
        (
          await until('the message after the form', () =>
            slack
              .shown()
              .slice(sent)
              .find(({ method }) => method.startsWith('chat.')),
          )
        ).body.text,
      );
    },
    /** The next direct message that holds these words. */
    gets: async (words: string): Promise<string> =>
      text(
        (
          await until(words, () =>
            slack
              .shown()
              .find(({ method, body }) => method === 'chat.postMessage' && body.channel === user.id && String(body.text).includes(words)),
          )
        ).body.text,
      ),
  };
};

type Sent = { text: string; card: Json };

/** Somebody on Teams, in a one-to-one chat with the bot. */
export const onTeams = (port: number, connector: FakeTeams, tenant: string, name: string, account: string = randomUUID()) => {
  const id = `29:${name}`;
  connector.members.set(id, { id, name, aadObjectId: account, tenantId: tenant, userRole: 'user' });
  const conversation = `a:${tenant}-${name}`;
  const activity = (over: Json) => ({
    channelId: 'msteams',
    serviceUrl: connector.url,
    id: randomUUID(),
    from: { id, name, aadObjectId: account },
    recipient: { id: '28:bot', name: 'Guildhall' },
    conversation: { id: conversation, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    localTimezone: 'Europe/London',
    ...over,
  });
  const send = async (over: Json): Promise<Json> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity(over)),
    });
    if (!response.ok) throw new Error(`The activity was answered with ${response.status}`);
    const body = await response.text();
    return body ? (JSON.parse(body) as Json) : {};
  };
  const messages = (from = 0): Sent[] =>
    connector.calls.slice(from).flatMap(({ kind, path, body }) => {
      const card = body.attachments?.[0]?.content;
      return kind === 'send' && path.includes(conversation) && card ? [{ text: String(card.fallbackText), card }] : [];
    });
  const actionsOf = (node: unknown): Json[] => {
    if (Array.isArray(node)) return node.flatMap(actionsOf);
    if (typeof node !== 'object' || node === null) return [];
    const one = node as Json;
    const own = typeof one.type === 'string' && one.type.startsWith('Action.') && one.type !== 'Action.ShowCard' ? [one] : [];
    return [...own, ...Object.entries(one).flatMap(([key, value]) => (key === 'fallback' ? [] : actionsOf(value)))];
  };
  return {
    account,
    person: `teams:${tenant}:${account}`,
    says: async (words: string): Promise<string> => {
      const before = connector.calls.length;
      await send({ type: 'message', text: words });
      return (await until(words, () => messages(before)[0])).text;
    },
    gets: (words: string): Promise<Sent> => until(words, () => messages().find((message) => message.text.includes(words))),
    /** Presses a button of a card; returns what the card becomes. */
    presses: async (message: Sent, label: string): Promise<string> => {
      const action = actionsOf(message.card).find((one) => one.title === label);
      if (!action) throw new Error(`There is no button ${label}`);
      const answer = await send({
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb: action.verb, data: action.data }, trigger: 'manual' },
      });
      return String((answer.value as Json | undefined)?.fallbackText ?? JSON.stringify(answer));
    },
    /** Presses a button that opens a dialog, and sends the dialog with these fields. */
    fillsIn: async (message: Sent, label: string, values: Record<string, string>): Promise<void> => {
      const action = actionsOf(message.card).find((one) => one.title === label);
      if (!action) throw new Error(`There is no button ${label}`);
      const opened = await send({ type: 'invoke', name: 'task/fetch', value: { data: action.data, context: { theme: 'default' } } });
      const submit = actionsOf(opened).at(-1);
      const fields = Object.fromEntries(Object.entries(values).map(([field, value]) => [`field.${field}`, value]));
      await send({ type: 'invoke', name: 'task/submit', value: { data: { ...(submit?.data as Json), ...fields } } });
    },
  };
};
