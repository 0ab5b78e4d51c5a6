import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Form, Reply, View } from '../../src/chat/view';
import { say as sentence } from '../../src/chat/view';
import { closedForm, toModal } from './form';
import { outcomeOf } from './messenger';
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
const inThread = ({ thread }: Incoming) => (thread ? { thread_ts: thread } : {});
/** To the speaker in their direct messages, wherever the words were said. */
const alone = (way: Way): Way => ({ ...way, from: { ...way.from, channel: '', thread: undefined } });

/** Says something where the words were said: for the speaker alone, or for everybody there. */
const post = async ({ from, client }: Way, { view, everyone }: Said): Promise<void> => {
  const message = { ...toBlockKit(view, `slack:${from.team}`), ...inThread(from) };
  if (isDirect(from)) await client.chat.postMessage({ channel: from.channel || from.user, ...message, ...PLAIN });
  else if (everyone) await client.chat.postMessage({ channel: from.channel, ...message, ...PLAIN });
  else await client.chat.postEphemeral({ channel: from.channel, user: from.user, ...message });
};

// The channel may have been left, or the bot may not be in it: then the speaker is told in their direct messages.
const postOrTell = async (way: Way, said: Said, isFinal: (error: unknown) => boolean): Promise<void> => {
  try {
    await post(way, said);
  } catch (error) {
    if (isDirect(way.from) || !isFinal(error)) throw error;
    await post(alone(way), said);
  }
};

const publish = async ({ from, client }: Way, view: View): Promise<void> => {
  await client.views.publish({ user_id: from.user, view: toHome(view, `slack:${from.team}`) });
};

const sayCommand = async (way: Way, said: Said): Promise<void> => {
  const message = { response_type: said.everyone ? 'in_channel' : 'ephemeral', ...toBlockKit(said.view, `slack:${way.from.team}`) };
  if (!way.ack(message)) await way.respond(message);
};

const sayAction = async (way: Way, said: Said): Promise<void> => {
  if (isHome(way.body)) return post(alone(way), said);
  if (isDirect(way.from)) return post(way, said);
  const message = { ...toBlockKit(said.view, `slack:${way.from.team}`), ...inThread(way.from) };
  await way.respond({ response_type: said.everyone ? 'in_channel' : 'ephemeral', replace_original: false, ...message });
};

const say = (way: Way, said: Said): Promise<void> => {
  switch (way.from.kind) {
    case 'command':
      return sayCommand(way, said);
    case 'action':
      way.ack();
      return sayAction(way, said);
    case 'submission':
      way.ack();
      return postOrTell(way, said, () => true);
    case 'home':
      return publish(way, said.view);
    case 'mention':
    case 'direct':
    case 'removed':
    case 'left':
    case 'other':
      // What may go better in a moment is left to Slack's next delivery.
      return postOrTell(way, said, (error) => outcomeOf(error).kind === 'gone');
  }
};

const replace = async (way: Way, view: View): Promise<void> => {
  if (way.from.kind !== 'action') return say(way, { view, everyone: false });
  way.ack();
  if (isHome(way.body)) return publish(way, view);
  await way.respond({ replace_original: true, ...toBlockKit(view, `slack:${way.from.team}`) });
};

const isExpired = (error: unknown): boolean => error instanceof WebAPIPlatformError && error.data.error === 'expired_trigger_id';

/** A form cannot be opened from a typed message on Slack: only a command or a button can, within three seconds. */
const open = async (way: Way, form: Form): Promise<void> => {
  const { from, body, client } = way;
  const trigger = string(body, 'trigger_id');
  const instead = (words: string) => say(way, { view: sentence(words), everyone: false });
  if (!trigger) return instead(`To open “${form.title}”, type the same words after /guild, or use its button in the bot’s Home.`);
  try {
    await client.views.open({ trigger_id: trigger, view: toModal(form, `slack:${from.team}`, from.channel, from.thread) });
  } catch (error) {
    if (!isExpired(error)) throw error;
    return instead(`“${form.title}” could not be opened: I took longer than Slack waits. Try again.`);
  }
  way.ack();
};

const showMistakes = async (way: Way, mistakes: Readonly<Record<string, string>>): Promise<void> => {
  if (way.ack({ response_action: 'errors', errors: mistakes })) return;
  await say(way, { view: closedForm(child(way.body, 'view'), mistakes), everyone: false });
};

/** Performs a reply on Slack. */
export const perform = async (reply: Reply, way: Way): Promise<void> => {
  switch (reply.kind) {
    case 'message':
      return say(way, { view: reply.view, everyone: reply.to === 'everyone' });
    case 'replace':
      return replace(way, reply.view);
    case 'form':
      return open(way, reply.form);
    case 'errors':
      return showMistakes(way, reply.fields);
    case 'done':
      way.ack();
      return;
  }
};

/** Tells the speaker that something went wrong, by whatever way is left: at a form's `field` while it is open, at last in their direct messages. */
export const apologise = async (words: string, way: Way, field?: string): Promise<void> => {
  const said = { view: sentence(words), everyone: false };
  try {
    await (field === undefined ? say(way, said) : showMistakes(way, { [field]: words }));
  } catch {
    await post(alone(way), said);
  }
};
