import type { Place } from '../../src/chat/event';
import type { Outcome } from '../../src/chat/messenger';
import { toText } from '../../src/chat/text';
import { type Form, type Reply, say, type View } from '../../src/chat/view';
import { cardInstead, dialogForm, dialogText, type InvokeResponse, toast } from './invoke-response';
import type { Via } from './parse';
import { filledIn, type Message, toAdaptiveCard, toFormCard, toFormMessage, toLine, toMessage } from './render';

/** What a reply can do to the conversation its event came from. */
export type Hands = {
  via: Via;
  place: Place['kind'];
  /** What the buttons of a private answer remember: the channel or group it was asked in. */
  from?: string;
  /** For submissions: the form as its card carried it, and what was filled in. */
  form?: Form;
  values?: Readonly<Record<string, string | readonly string[]>>;
  /** Says it where the event came from. */
  here(message: Message): Promise<void>;
  /** Says it in the channel or group where a private answer was asked, when one of its buttons was pressed. */
  there?(message: Message): Promise<Outcome>;
  /** Says it to the speaker alone, in the one-to-one chat. */
  alone(message: Message): Promise<Outcome>;
  /** Puts it in place of the message whose button was pressed. False where that cannot be. */
  instead(message: Message): Promise<boolean>;
};

const HOW_TO_ADD =
  'I cannot write to you privately yet. Add Guildhall for yourself: choose Apps in Teams, search for Guildhall, choose Add. Then ask again.';

const told = (what: string, outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'sent':
      return `I have ${what} in our one-to-one chat.`;
    case 'gone':
      return HOW_TO_ADD;
    case 'later':
      return 'I could not reach you in our one-to-one chat just now. Try again in a minute.';
    case 'unknown':
      return 'My answer may not have reached our one-to-one chat. If you do not see it there, ask again.';
  }
};

/** A short word back to who acted: within the response where the platform waits for one, else in the conversation if it is needed there. */
export const word = async ({ via, here }: Hands, sentence: string, needed: boolean): Promise<InvokeResponse | undefined> => {
  switch (via) {
    case 'execute':
      return toast(sentence);
    case 'fetch':
    case 'dialog':
      return dialogText(sentence);
    case 'message':
    case 'submit':
    case 'hello':
      if (needed) await here(toLine(sentence));
      return undefined;
  }
};

/** Only the speaker sees it: in a channel or group that means the one-to-one chat. */
const privately = async (hands: Hands, message: Message, what: string, below: string): Promise<InvokeResponse | undefined> => {
  if (hands.place !== 'personal') return word(hands, told(what, await hands.alone(message)), true);
  await hands.here(message);
  return word(hands, below, false);
};

const toSpeaker = async (hands: Hands, view: View): Promise<InvokeResponse | undefined> => {
  // A dialog is seen by nobody else, so what needs no button is said right in it.
  if (hands.via === 'fetch' && !view.blocks.some(({ type }) => type === 'buttons')) return dialogText(toText(view));
  // A form in a chat gives way to its answer.
  if (hands.via === 'execute' && hands.values && hands.place === 'personal') return cardInstead(toAdaptiveCard(view, hands.from));
  return privately(hands, toMessage(view, hands.from), 'answered you', 'I have answered in this chat.');
};

const toAll = async (hands: Hands, view: View): Promise<InvokeResponse | undefined> => {
  if (hands.there) {
    const { kind } = await hands.there(toMessage(view));
    const posted = 'I have posted it in the conversation where you asked.';
    return word(
      hands,
      kind === 'sent' ? posted : 'I could not post it in the conversation where you asked. You may have to copy it there.',
      true,
    );
  }
  if (hands.place === 'personal') return toSpeaker(hands, view);
  await hands.here(toMessage(view));
  return word(hands, 'I have posted it here.', false);
};

const showForm = (hands: Hands, form: Form): Promise<InvokeResponse | undefined> | InvokeResponse => {
  if (hands.via === 'fetch' || hands.via === 'dialog') return dialogForm(form, {}, hands.from);
  return privately(hands, toFormMessage(form, {}, hands.from), 'sent you a form', 'I have sent a form in this chat.');
};

const showMistakes = async (
  hands: Hands,
  mistakes: Readonly<Record<string, string>>,
  opened?: Form,
): Promise<InvokeResponse | undefined> => {
  const { via, from, values = {} } = hands;
  const form = opened ?? hands.form;
  if (!form) return toSpeaker(hands, say(Object.values(mistakes).join(' ')));
  const filled = filledIn(form, values);
  if (via === 'fetch' || via === 'dialog') return dialogForm(filled, mistakes, from);
  if (via === 'execute') return cardInstead(toFormCard(filled, true, mistakes, from));
  const message = toFormMessage(filled, mistakes, from);
  if (await hands.instead(message)) return undefined;
  return privately(hands, message, 'sent you the form again', '');
};

/** Performs a reply in Teams. What it returns is the body of the response, for invokes. */
export const perform = async (reply: Reply, hands: Hands): Promise<InvokeResponse | undefined> => {
  switch (reply.kind) {
    case 'message':
      return reply.to === 'me' ? toSpeaker(hands, reply.view) : toAll(hands, reply.view);
    case 'replace':
      if (hands.via === 'execute') return cardInstead(toAdaptiveCard(reply.view, hands.place === 'personal' ? hands.from : undefined));
      if (!(await hands.instead(toMessage(reply.view, hands.place === 'personal' ? hands.from : undefined))))
        return toSpeaker(hands, reply.view);
      return word(hands, 'Done.', false);
    case 'form':
      return showForm(hands, reply.form);
    case 'errors':
      return showMistakes(hands, reply.fields, reply.form);
    case 'done':
      return word(hands, 'Done.', false);
  }
};
