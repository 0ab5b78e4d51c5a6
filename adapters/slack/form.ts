import type { KnownBlock, ModalView } from '@slack/types';
import type { WorkspaceId } from '../../src/chat/event';
import { safeText, shorten } from '../../src/chat/shorten';
import { type Field, type Form, list, note, type Option, text, type View, view } from '../../src/chat/view';
import { LIMITS } from './limits';
import { plainText } from './mrkdwn';
import { child, type Payload, string } from './payload';
import { blocksOf, VIEW } from './render';

type Choosing = Extract<Field, { options: readonly Option[] }>;

const shownOptions = ({ options }: Choosing) =>
  options.slice(0, LIMITS.options).map(({ label, value }) => ({ text: plainText(label, LIMITS.optionLabel), value }));

const control = (field: Field, workspace: WorkspaceId): Record<string, unknown> => {
  const base = { action_id: 'value' };
  switch (field.type) {
    case 'text': {
      const most = Math.min(field.maxLength ?? LIMITS.text, LIMITS.text);
      return {
        ...base,
        type: 'plain_text_input',
        multiline: field.multiline ?? false,
        max_length: most,
        ...(field.initial ? { initial_value: shorten(safeText(field.initial), most) } : {}),
        ...(field.placeholder ? { placeholder: plainText(field.placeholder, LIMITS.placeholder) } : {}),
      };
    }
    case 'choice': {
      const all = shownOptions(field);
      const initial = all.find((option) => option.value === field.initial);
      return {
        ...base,
        type: all.length > LIMITS.few ? 'static_select' : 'radio_buttons',
        options: all,
        ...(initial ? { initial_option: initial } : {}),
      };
    }
    case 'choices': {
      const all = shownOptions(field);
      const initial = all.filter((option) => field.initial?.includes(option.value));
      return {
        ...base,
        type: all.length > LIMITS.few ? 'multi_static_select' : 'checkboxes',
        options: all,
        ...(initial.length > 0 ? { initial_options: initial } : {}),
      };
    }
    case 'date':
      return { ...base, type: 'datepicker', ...(/^\d{4}-\d\d-\d\d$/.test(field.initial ?? '') ? { initial_date: field.initial } : {}) };
    case 'person': {
      const user = field.initial?.startsWith(`${workspace}:`) ? field.initial.slice(workspace.length + 1) : '';
      return { ...base, type: 'users_select', ...(/^[A-Z0-9]+$/.test(user) ? { initial_user: user } : {}) };
    }
  }
};

const hintOf = (field: Field): string => {
  const left = 'options' in field ? field.options.length - LIMITS.options : 0;
  const more = left > 0 ? `… and ${left} more that do not fit here. Type the command on one line instead.` : '';
  return [shorten(field.hint ?? '', LIMITS.hint - 100), more].filter(Boolean).join(' ');
};

const input = (field: Field, workspace: WorkspaceId): KnownBlock[] => {
  // Slack refuses the whole form where a choice has no options.
  if ('options' in field && field.options.length === 0)
    return blocksOf([text(field.label), note('There is nothing to choose from yet.')], workspace, VIEW);
  const hint = hintOf(field);
  const block = {
    type: 'input',
    block_id: field.id,
    optional: field.optional ?? false,
    label: plainText(field.label, LIMITS.label),
    element: control(field, workspace),
    ...(hint ? { hint: plainText(hint, LIMITS.hint) } : {}),
  };
  return [block as unknown as KnownBlock];
};

/** A form as a modal. `channel` and `thread` are where it was opened from, so that what comes of it can be said there. */
export const toModal = (form: Form, workspace: WorkspaceId, channel: string, thread?: string): ModalView => {
  const inputs = form.fields.flatMap((field) => input(field, workspace)).slice(0, LIMITS.viewBlocks - 1);
  const used = inputs.reduce((sum, block) => sum + VIEW.of(block), 0);
  const room = { ...VIEW, blocks: VIEW.blocks - inputs.length, size: VIEW.size - used };
  return {
    type: 'modal',
    callback_id: form.id.slice(0, LIMITS.id),
    private_metadata: JSON.stringify({ s: form.state, c: channel, t: thread }),
    title: plainText(form.title, LIMITS.title),
    submit: plainText(form.submit, LIMITS.title),
    close: plainText('Cancel', LIMITS.title),
    blocks: [...blocksOf(form.intro ?? [], workspace, room), ...inputs],
  };
};

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

const typedIn = (state: Payload): string[] =>
  Object.values(child(state, 'values'))
    .flatMap((controls) => Object.values((controls ?? {}) as Record<string, Typed>))
    .flatMap(({ type, value }) => (type === 'plain_text_input' && typeof value === 'string' && value !== '' ? [value] : []));

/** What is said of a form that Slack had closed before its mistakes were known: they, what to do, and the words typed, which are gone otherwise. */
export const closedForm = (submitted: Payload, mistakes: Readonly<Record<string, string>>): View => {
  const title = string(child(submitted, 'title'), 'text');
  const refused = `Your form ${title && `“${title}” `}was not accepted. Slack had closed it before I could tell you.`;
  const typed = typedIn(child(submitted, 'state'));
  const again = `Open the form again and send it once more.${typed.length > 0 ? ' This is what you wrote:' : ''}`;
  const words = typed.map((one) => ({ type: 'quote' as const, text: one }));
  return view(refused, text(refused), list(Object.values(mistakes)), text(again), ...words);
};
