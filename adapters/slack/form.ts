import type { KnownBlock, ModalView } from '@slack/types';
import type { WorkspaceId } from '../../src/chat/event';
import type { Field, Form, Option } from '../../src/chat/view';
import { LIMITS } from './limits';
import { plainText } from './mrkdwn';
import { blocksOf } from './render';

const options = (all: readonly Option[], most: number) =>
  all.slice(0, most).map((option) => ({ text: plainText(option.label, LIMITS.optionLabel), value: option.value }));

const control = (field: Field, workspace: WorkspaceId): Record<string, unknown> => {
  const base = { action_id: 'value' };
  switch (field.type) {
    case 'text':
      return {
        ...base,
        type: 'plain_text_input',
        multiline: field.multiline ?? false,
        max_length: Math.min(field.maxLength ?? LIMITS.text, LIMITS.text),
        ...(field.initial ? { initial_value: field.initial.slice(0, LIMITS.text) } : {}),
        ...(field.placeholder ? { placeholder: plainText(field.placeholder, 150) } : {}),
      };
    case 'choice': {
      const all = options(field.options, field.options.length > LIMITS.few ? LIMITS.options : LIMITS.few);
      const initial = all.find((option) => option.value === field.initial);
      return {
        ...base,
        type: all.length > LIMITS.few ? 'static_select' : 'radio_buttons',
        options: all,
        ...(initial ? { initial_option: initial } : {}),
      };
    }
    case 'choices': {
      const all = options(field.options, field.options.length > LIMITS.few ? LIMITS.options : LIMITS.few);
      const initial = all.filter((option) => field.initial?.includes(option.value));
      return {
        ...base,
        type: all.length > LIMITS.few ? 'multi_static_select' : 'checkboxes',
        options: all,
        ...(initial.length > 0 ? { initial_options: initial } : {}),
      };
    }
    case 'date':
      return { ...base, type: 'datepicker', ...(field.initial ? { initial_date: field.initial } : {}) };
    case 'person': {
      const user = field.initial?.startsWith(`${workspace}:`) ? field.initial.slice(workspace.length + 1) : undefined;
      return { ...base, type: 'users_select', ...(user ? { initial_user: user } : {}) };
    }
  }
};

const input = (field: Field, workspace: WorkspaceId): KnownBlock =>
  ({
    type: 'input',
    block_id: field.id,
    optional: field.optional ?? false,
    label: plainText(field.label, LIMITS.label),
    element: control(field, workspace),
    ...(field.hint ? { hint: plainText(field.hint, LIMITS.hint) } : {}),
  }) as unknown as KnownBlock;

/** A form as a modal. `channel` is where it was opened from, so that what comes of it can be said there. */
export const toModal = (form: Form, workspace: WorkspaceId, channel: string): ModalView => ({
  type: 'modal',
  callback_id: form.id.slice(0, LIMITS.id),
  private_metadata: JSON.stringify({ s: form.state, c: channel }),
  title: plainText(form.title, LIMITS.title),
  submit: plainText(form.submit, LIMITS.title),
  close: plainText('Cancel', LIMITS.title),
  blocks: [
    ...blocksOf(form.intro ?? [], workspace, LIMITS.viewBlocks - form.fields.length),
    ...form.fields.slice(0, LIMITS.viewBlocks).map((field) => input(field, workspace)),
  ],
});

type Typed = {
  type?: string;
  value?: unknown;
  selected_option?: { value?: string } | null;
  selected_options?: { value?: string }[];
  selected_date?: unknown;
  selected_user?: unknown;
};

const valueOfField = (typed: Typed, workspace: WorkspaceId): string | string[] => {
  if (Array.isArray(typed.selected_options)) return typed.selected_options.map((option) => String(option.value ?? ''));
  if (typed.selected_option) return String(typed.selected_option.value ?? '');
  if (typeof typed.selected_user === 'string') return `${workspace}:${typed.selected_user}`;
  const given = typed.value ?? typed.selected_date;
  return typeof given === 'string' ? given : '';
};

/** What was filled in, by field id. */
export const valuesOf = (state: unknown, workspace: WorkspaceId): Record<string, string | string[]> => {
  const values = (state as { values?: Record<string, Record<string, Typed>> } | undefined)?.values ?? {};
  const pairs = Object.entries(values).map(
    ([field, controls]) => [field, valueOfField(Object.values(controls ?? {})[0] ?? {}, workspace)] as const,
  );
  return Object.fromEntries(pairs);
};
