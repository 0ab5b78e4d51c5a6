import type { WebClient } from '@slack/web-api';
import type { Reply, View } from '../../src/chat/view';
import { toModal } from './form';
import type { Incoming } from './parse';
import { child, type Payload, string } from './payload';
import { toBlockKit, toHome } from './render';

export type Way = {
  from: Incoming;
  body: Payload;
  client: WebClient;
  /** Answers the request itself; false where that was done before. */
  ack(answer?: object): boolean;
  /** Posts to the response_url of this payload. */
  respond(message: object): Promise<void>;
};

type Said = { view: View; everyone: boolean };

/** An address that somebody typed is not fetched and shown as if it were ours. */
const PLAIN = { unfurl_links: false, unfurl_media: false };

const isHome = (body: Payload): boolean =>
  string(child(body, 'view'), 'type') === 'home' || string(child(body, 'container'), 'type') === 'view';
const isDirect = (from: Incoming): boolean => from.channel === '' || from.channel.startsWith('D');

/** Says something where the words were said: for the speaker alone, or for everybody there. */
const post = async ({ from, client }: Way, { view, everyone }: Said): Promise<void> => {
  const message = toBlockKit(view, `slack:${from.team}`);
  const thread = from.thread ? { thread_ts: from.thread } : {};
  if (isDirect(from)) await client.chat.postMessage({ channel: from.channel || from.user, ...message, ...PLAIN });
  else if (everyone) await client.chat.postMessage({ channel: from.channel, ...message, ...thread, ...PLAIN });
  else await client.chat.postEphemeral({ channel: from.channel, user: from.user, ...message, ...thread });
};

const publish = async ({ from, client }: Way, view: View): Promise<void> => {
  await client.views.publish({ user_id: from.user, view: toHome(view, `slack:${from.team}`) });
};

const sayCommand = async (way: Way, said: Said): Promise<void> => {
  const message = { response_type: said.everyone ? 'in_channel' : 'ephemeral', ...toBlockKit(said.view, `slack:${way.from.team}`) };
  if (!way.ack(message)) await way.respond(message);
};

const sayAction = async (way: Way, said: Said): Promise<void> => {
  if (isHome(way.body)) return post({ ...way, from: { ...way.from, channel: '' } }, said);
  if (isDirect(way.from)) return post(way, said);
  const message = toBlockKit(said.view, `slack:${way.from.team}`);
  await way.respond({ response_type: said.everyone ? 'in_channel' : 'ephemeral', replace_original: false, ...message });
};

// The channel may have been left, or the bot may not be in it: then the speaker is told in their direct messages.
const saySubmission = async (way: Way, said: Said): Promise<void> => {
  way.ack();
  try {
    await post(way, said);
  } catch (error) {
    if (isDirect(way.from)) throw error;
    await post({ ...way, from: { ...way.from, channel: '' } }, said);
  }
};

const say = (way: Way, said: Said): Promise<void> => {
  switch (way.from.kind) {
    case 'command':
      return sayCommand(way, said);
    case 'action':
      way.ack();
      return sayAction(way, said);
    case 'submission':
      return saySubmission(way, said);
    case 'home':
      return publish(way, said.view);
    case 'mention':
    case 'direct':
    case 'removed':
    case 'left':
    case 'other':
      return post(way, said);
  }
};

const replace = async (way: Way, view: View): Promise<void> => {
  if (way.from.kind !== 'action') return say(way, { view, everyone: false });
  way.ack();
  if (isHome(way.body)) return publish(way, view);
  await way.respond({ replace_original: true, ...toBlockKit(view, `slack:${way.from.team}`) });
};

/** Performs a reply on Slack. */
export const perform = async (reply: Reply, way: Way): Promise<void> => {
  switch (reply.kind) {
    case 'message':
      return say(way, { view: reply.view, everyone: reply.to === 'everyone' });
    case 'replace':
      return replace(way, reply.view);
    case 'form': {
      const trigger = string(way.body, 'trigger_id');
      if (!trigger) return say(way, { view: openHere(reply.form.title), everyone: false });
      await way.client.views.open({ trigger_id: trigger, view: toModal(reply.form, `slack:${way.from.team}`, way.from.channel) });
      way.ack();
      return;
    }
    case 'errors':
      way.ack({ response_action: 'errors', errors: reply.fields });
      return;
    case 'done':
      way.ack();
      return;
  }
};

/** A form cannot be opened from a typed message on Slack: only a command or a button can. */
const openHere = (title: string): View => {
  const sentence = `To open “${title}”, type the same words after /guild, or use its button in the bot’s Home.`;
  return { summary: sentence, blocks: [{ type: 'text', text: sentence }] };
};
