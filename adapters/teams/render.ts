import { shorten } from '../../src/chat/shorten';
import { formText, toText } from '../../src/chat/text';
import type { Field, Form, View } from '../../src/chat/view';
import { formData, inputId, listValue } from './card-data';
import { type Element, elementsOf, type Measure, richText } from './elements';
import { LIMITS } from './limits';
import { safe } from './safe';

const MEASURES: readonly Measure[] = [
  { text: 8_000, items: 300, blocks: 300 },
  { text: 4_000, items: 100, blocks: 100 },
  { text: 2_000, items: 50, blocks: 60 },
  { text: 1_000, items: 30, blocks: 40 },
  { text: 500, items: 20, blocks: 25 },
  { text: 300, items: 10, blocks: 15 },
  { text: 200, items: 10, blocks: 8 },
  { text: 100, items: 5, blocks: 3 },
  { text: 100, items: 5, blocks: 0 },
];

const bytes = (card: Element): number => Buffer.byteLength(JSON.stringify(card));

/** The fullest card that Teams takes: as much of everything as fits, each cut saying what is missing. */
const fullest = (from: string | undefined, draw: (measure: Measure) => Element): Element => {
  let card: Element = {};
  for (const measure of MEASURES) {
    card = draw({ ...measure, from });
    if (bytes(card) <= LIMITS.cardBytes) return card;
  }
  return card;
};

const card = (body: Element[], text: string, { text: length }: Measure, actions?: Element[]): Element => ({
  type: 'AdaptiveCard',
  version: LIMITS.version,
  fallbackText: safe(shorten(text, length)),
  body,
  actions,
});

/** A view as an Adaptive Card 1.5. `fallbackText` is its whole plain text, as far as there is room; `from` goes with its buttons. */
export const toAdaptiveCard = (view: View, from?: string): Element => {
  const text = toText(view);
  return fullest(from, (measure) => {
    const body = elementsOf(view.blocks, measure);
    return card(body.length > 0 ? body : [richText(view.summary, measure.text)], text, measure);
  });
};

const labelOf = ({ label, optional, hint }: Field): string =>
  safe(shorten(`${label}${optional ? ' (optional)' : ''}${hint ? ` – ${hint}` : ''}`, 500));

const inputOf = (field: Field, most: number): Element => {
  const list = field.type === 'choices';
  const required = field.optional ? {} : { isRequired: true, errorMessage: safe(shorten(`Fill in: ${field.label}`, 200)) };
  const shared = { id: inputId(field.id, list), label: labelOf(field), ...required };
  switch (field.type) {
    case 'text': {
      const { multiline: isMultiline, maxLength, placeholder, initial: value } = field;
      return {
        type: 'Input.Text',
        ...shared,
        isMultiline,
        maxLength,
        placeholder: placeholder === undefined ? undefined : safe(shorten(placeholder, 150)),
        value: value === undefined ? undefined : safe(shorten(value, Math.min(maxLength ?? LIMITS.typed, LIMITS.typed))),
      };
    }
    case 'choice':
    case 'choices': {
      const written = (value: string) => (list ? listValue(value) : value);
      const choices = field.options.slice(0, most).map(({ value, label }) => ({ title: safe(shorten(label, 200)), value: written(value) }));
      const initial = typeof field.initial === 'string' ? field.initial : field.initial?.map(written).join(',');
      const expanded = list || choices.length <= 5;
      return { type: 'Input.ChoiceSet', ...shared, choices, isMultiSelect: list, style: expanded ? 'expanded' : 'compact', value: initial };
    }
    case 'date':
      return { type: 'Input.Date', ...shared, value: field.initial };
    case 'person':
      // The people picker of Teams; what it sends back is the Entra object id.
      return {
        type: 'Input.ChoiceSet',
        ...shared,
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        value: field.initial?.split(':').at(-1),
      };
  }
};

const fieldElements = (field: Field, mistake: string | undefined, { items }: Measure): Element[] => {
  const input = inputOf(field, Math.min(items, LIMITS.choices));
  const rest = 'options' in field ? field.options.length - (input.choices as unknown[]).length : 0;
  return [
    ...(mistake === undefined ? [] : [richText(`Mistake: ${mistake}`, 500, { color: 'Attention', weight: 'Bolder' })]),
    input,
    ...(rest > 0 ? [richText(`… and ${rest} more that do not fit here. Type the command on one line instead.`, 200)] : []),
  ];
};

/** Field id → sentence. */
export type Mistakes = Readonly<Record<string, string>>;

/** Mistakes in fields the form does not have still have to be read. */
const otherMistakes = (form: Form, mistakes: Mistakes): Element[] =>
  Object.entries(mistakes)
    .filter(([id]) => !form.fields.some((field) => field.id === id))
    .map(([, mistake]) => richText(`Mistake: ${mistake}`, 500, { color: 'Attention', weight: 'Bolder' }));

const submitAction = (form: Form, inline: boolean, from?: string): Element => {
  const title = safe(shorten(form.submit, LIMITS.title - 10));
  const data = formData(form, from);
  // In a dialog only Action.Submit works.
  if (!inline) return { type: 'Action.Submit', title, data };
  return {
    type: 'Action.Execute',
    title,
    verb: form.id,
    data,
    fallback: { type: 'Action.Submit', title, data: { ...data, again: undefined } },
  };
};

/** A form as a card: for a dialog, or (`inline`) as a message. `mistakes` are shown above their fields, in words. */
export const toFormCard = (form: Form, inline: boolean, mistakes: Mistakes = {}, from?: string): Element =>
  fullest(from, (measure) => {
    const title = inline ? [richText({ bold: form.title }, 200, { size: 'Large' })] : [];
    const intro = elementsOf(form.intro ?? [], measure);
    const fields = form.fields.flatMap((field) => fieldElements(field, mistakes[field.id], measure));
    return card([...title, ...otherMistakes(form, mistakes), ...intro, ...fields], formText(form), measure, [
      submitAction(form, inline, measure.from),
    ]);
  });

/** The form as somebody filled it in, to be shown again. */
export const filledIn = (form: Form, values: Readonly<Record<string, string | readonly string[]>>): Form => ({
  ...form,
  fields: form.fields.map((field): Field => {
    const given = Object.hasOwn(values, field.id) ? values[field.id] : undefined;
    if (given === undefined) return field;
    if (field.type === 'choices') return { ...field, initial: typeof given === 'string' ? [given] : given };
    return { ...field, initial: typeof given === 'string' ? given : given.join(',') };
  }),
});

export type Attachment = { contentType: string; content: Element };
export const attachment = (content: Element): Attachment => ({ contentType: 'application/vnd.microsoft.card.adaptive', content });

/** A message as botbuilder sends it. `summary` is what the notification shows. */
export type Message = { type: 'message'; summary?: string; text?: string; textFormat?: 'plain'; attachments?: Attachment[] };

const cardMessage = (summary: string, content: Element): Message => ({
  type: 'message',
  summary: safe(shorten(summary, 300)),
  attachments: [attachment(content)],
});
export const toMessage = (view: View, from?: string): Message => cardMessage(view.summary, toAdaptiveCard(view, from));
export const toFormMessage = (form: Form, mistakes: Mistakes = {}, from?: string): Message =>
  cardMessage(form.title, toFormCard(form, true, mistakes, from));
/** A sentence of our own, without a card. */
export const toLine = (sentence: string): Message => ({ type: 'message', text: sentence, textFormat: 'plain' });
