import { shorten } from '../../src/chat/shorten';
import type { Form } from '../../src/chat/view';
import type { Element } from './elements';
import { attachment, type Mistakes, toFormCard } from './render';

/** What the body of the HTTP response to an invoke is; the response itself is always 200. */
export type InvokeResponse = Readonly<Record<string, unknown>>;

/** To `Action.Execute`: a few words that only who pressed sees. */
export const toast = (sentence: string): InvokeResponse => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: shorten(sentence, 500),
});
/** To `Action.Execute`: this card takes the place of the one that was pressed. */
export const cardInstead = (card: Element): InvokeResponse => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value: card,
});
/** To `Action.Execute` with data that no card of ours sends. */
export const badCard = (): InvokeResponse => ({
  statusCode: 400,
  type: 'application/vnd.microsoft.error',
  value: { code: 'BadRequest', message: 'This card no longer works.' },
});
/** To `task/fetch` and `task/submit`: the dialog shows words and can only be closed. */
export const dialogText = (sentence: string): InvokeResponse => ({ task: { type: 'message', value: shorten(sentence, 4_000) } });
/** To `task/fetch` and `task/submit`: the dialog shows this form. */
export const dialogForm = (form: Form, mistakes: Mistakes = {}, from?: string): InvokeResponse => ({
  task: {
    type: 'continue',
    value: { title: shorten(form.title, 60), height: 'medium', width: 'medium', card: attachment(toFormCard(form, false, mistakes, from)) },
  },
});
