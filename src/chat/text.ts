import { safeText } from './shorten';
import type { Block, Field, Form, Rich, Span, View } from './view';

const span = (part: Span): string => {
  if (typeof part === 'string') return part;
  if ('bold' in part) return part.bold;
  if ('link' in part) return part.text === part.link ? part.link : `${part.text} (${part.link})`;
  return part.name;
};

/** Rich text as plain text: a link keeps its address, a person their name. */
export const plain = (rich: Rich): string => (Array.isArray(rich) ? (rich as readonly Span[]).map(span).join('') : span(rich as Span));

const blockText = (block: Block): string => {
  switch (block.type) {
    case 'heading':
      return `${block.text}\n${'-'.repeat(Math.min(block.text.length, 60))}`;
    case 'text':
      return plain(block.text);
    case 'quote':
      return `“${block.text}”${block.source === undefined ? '' : `\n  ${plain(block.source)}`}`;
    case 'facts':
      return block.facts.map((fact) => `${fact.label}: ${plain(fact.value)}`).join('\n');
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${plain(item)}`).join('\n');
    case 'note':
      return `(${plain(block.text)})`;
    case 'divider':
      return '* * *';
    case 'buttons':
      return block.buttons.map((button) => ('url' in button ? `[${button.label}: ${button.url}]` : `[${button.label}]`)).join(' ');
  }
};

/** A carriage return would let typed words overwrite the line before them in a terminal. */
const tidy = (text: string): string => safeText(text).replace(/\r\n?/g, '\n');

/** The whole of a view as plain text: for notifications, screen readers, the console and failing tests. */
export const toText = (view: View): string => {
  const body = view.blocks.map(blockText).join('\n\n');
  return tidy(body || view.summary);
};

const fieldText = (field: Field): string => {
  const label = `${field.label}${field.optional ? ' (optional)' : ''}${field.hint ? ` – ${field.hint}` : ''}`;
  switch (field.type) {
    case 'choice':
    case 'choices':
      return `${label}\n${field.options.map((option) => `  ${option.value}: ${option.label}`).join('\n')}`;
    case 'text':
    case 'date':
    case 'person':
      return label;
  }
};

/** A form as plain text: its title, what it says and what it asks. */
export const formText = (form: Form): string =>
  tidy([form.title, ...(form.intro ?? []).map(blockText), ...form.fields.map(fieldText), `[${form.submit}]`].join('\n\n'));
