import { z } from 'zod';
import type { Button, Form } from '../../src/chat/view';

const option = z.object({ value: z.string(), label: z.string() });
const base = { id: z.string(), label: z.string(), hint: z.string().optional(), optional: z.boolean().optional() };
const field = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.literal('text'),
    multiline: z.boolean().optional(),
    maxLength: z.number().optional(),
    initial: z.string().optional(),
    placeholder: z.string().optional(),
  }),
  z.object({ ...base, type: z.literal('choice'), options: z.array(option), initial: z.string().optional() }),
  z.object({ ...base, type: z.literal('choices'), options: z.array(option), initial: z.array(z.string()).optional() }),
  z.object({ ...base, type: z.literal('date'), initial: z.string().optional() }),
  z.object({ ...base, type: z.literal('person'), initial: z.string().optional() }),
]);
const form = z.object({ id: z.string(), title: z.string(), submit: z.string(), state: z.string(), fields: z.array(field).max(50) });

const pressed = z.object({ action: z.string().max(200), value: z.string().max(2_100), from: z.string().max(2_000).optional() });
const submitted = z.object({
  form: z.string().max(200),
  state: z.string().max(20_000),
  again: z.string().max(20_000).optional(),
  from: z.string().max(2_000).optional(),
});

type Values = Record<string, string | readonly string[]>;
/**
 * What a card sends back: a button, or a form with what was filled in and, where it was small enough, the form itself. `from` is where a
 * private answer was asked for, as `origin.ts` writes it.
 */
export type CardData =
  | { kind: 'action'; action: string; value: string; from?: string }
  | { kind: 'form'; form: string; state: string; values: Values; again?: Form; from?: string };

export const buttonData = ({ action, value }: Button, from?: string) => ({ action, value, from });

/** Above this many characters a form is not sent along with its card. */
const MAX_AGAIN = 6_000;

/** The form travels with its card, so that it can be shown again with mistakes, by any process, after any restart. */
export const formData = ({ id, title, submit, state, fields }: Form, from?: string) => {
  const again = JSON.stringify({ id, title, submit, state, fields: fields.map((one) => ({ ...one, initial: undefined })) });
  return { form: id, state, again: again.length <= MAX_AGAIN ? again : undefined, from };
};

/** Inputs land beside the data of the button, so their names are kept apart from it; lists are told by their name alone. */
export const inputId = (id: string, list: boolean): string => `${list ? 'fields' : 'field'}.${id}`;
/** Teams joins several choices with commas, so a value must not hold any. */
export const listValue = (value: string): string => value.replace(/[%,]/g, encodeURIComponent);

const unlisted = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** The joiners that `safe` put into what is shown again are taken out. */
const text = (value: unknown): string => {
  if (typeof value === 'string') return value.toWellFormed().replace(/([$<{])\u200d/g, '$1');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

const valuesOf = (data: Record<string, unknown>): Values =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]): [string, string | string[]][] => {
      if (name.startsWith('field.')) return [[name.slice('field.'.length), text(value)]];
      if (name.startsWith('fields.')) return [[name.slice('fields.'.length), text(value).split(',').filter(Boolean).map(unlisted)]];
      return [];
    }),
  );

const again = (json: string | undefined): Form | undefined => {
  try {
    return json === undefined ? undefined : form.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
};

/** Undefined for data that no card of ours sends. */
export const readCardData = (data: unknown): CardData | undefined => {
  if (typeof data !== 'object' || data === null) return undefined;
  const sent = submitted.safeParse(data);
  if (sent.success)
    return {
      kind: 'form',
      form: sent.data.form,
      state: sent.data.state,
      values: valuesOf(data as Record<string, unknown>),
      again: again(sent.data.again),
      from: sent.data.from,
    };
  const press = pressed.safeParse(data);
  return press.success ? { kind: 'action', ...press.data } : undefined;
};
