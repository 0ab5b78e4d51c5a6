import type { PersonId } from './event';

/** A run of text. Plain strings are shown exactly as typed on every platform: no pings, no markup, no links. */
export type Span = string | { bold: string } | { link: string; text: string } | { person: PersonId; name: string };
export type Rich = Span | readonly Span[];

export type Button = {
  label: string;
  /** `feature.verb` */
  action: string;
  /** At most 2,000 characters; ids, not prose. */
  value: string;
  style?: 'primary' | 'danger';
  /** The handler answers with a form: Teams must be told beforehand, so that it opens a dialog. */
  opensForm?: boolean;
  /** Asked before the action, with its consequences stated. */
  confirm?: { title: string; text: string; yes: string; no: string };
};
export type LinkButton = { label: string; url: string };

export type Block =
  | { type: 'heading'; text: string }
  | { type: 'text'; text: Rich }
  | { type: 'quote'; text: string; source?: Rich }
  | { type: 'facts'; facts: readonly { label: string; value: Rich }[] }
  | { type: 'list'; items: readonly Rich[]; ordered?: boolean }
  | { type: 'note'; text: Rich }
  | { type: 'divider' }
  | { type: 'buttons'; buttons: readonly (Button | LinkButton)[] };

/** A message. `summary` is one line for notifications; the whole plain text is made from the blocks. */
export type View = { summary: string; blocks: readonly Block[] };

export type Option = { value: string; label: string };

type FieldBase = { id: string; label: string; hint?: string; optional?: boolean };
export type Field =
  | (FieldBase & { type: 'text'; multiline?: boolean; maxLength?: number; initial?: string; placeholder?: string })
  | (FieldBase & { type: 'choice'; options: readonly Option[]; initial?: string })
  | (FieldBase & { type: 'choices'; options: readonly Option[]; initial?: readonly string[] })
  | (FieldBase & { type: 'date'; initial?: string })
  | (FieldBase & { type: 'person'; initial?: PersonId });

/** A modal on Slack, a dialog or card on Teams, questions in the console. `state` comes back with the submission. */
export type Form = {
  /** `feature.verb`, the name of the submission. */
  id: string;
  title: string;
  submit: string;
  state: string;
  intro?: readonly Block[];
  fields: readonly Field[];
};

/** What a handler returns: data that the adapter performs. */
export type Reply =
  /** `everyone`: posted where the words were said. `me`: only the speaker sees it. */
  | { kind: 'message'; to: 'me' | 'everyone'; view: View }
  /** Puts a new view in place of the message whose button was pressed; a plain message to `me` where there is none. */
  | { kind: 'replace'; view: View }
  | { kind: 'form'; form: Form }
  /** Only for submissions: field id → sentence. `form` is the form as it was opened, for platforms that must send it again. */
  | { kind: 'errors'; fields: Readonly<Record<string, string>>; form?: Form }
  | { kind: 'done' };

export const heading = (text: string): Block => ({ type: 'heading', text });
export const text = (content: Rich): Block => ({ type: 'text', text: content });
export const note = (content: Rich): Block => ({ type: 'note', text: content });
export const list = (items: readonly Rich[]): Block => ({ type: 'list', items });
export const buttons = (...all: readonly (Button | LinkButton)[]): Block => ({ type: 'buttons', buttons: all });
export const view = (summary: string, ...blocks: readonly Block[]): View => ({ summary, blocks });

/** One sentence as a view. */
export const say = (sentence: string): View => view(sentence, text(sentence));
/** A reply that only the speaker sees: the default everywhere. */
export const toMe = (content: View): Reply => ({ kind: 'message', to: 'me', view: content });
export const toEveryone = (content: View): Reply => ({ kind: 'message', to: 'everyone', view: content });
