import { shorten } from '../../src/chat/shorten';
import type { Block, Button, LinkButton, Rich, Span } from '../../src/chat/view';
import { buttonData } from './card-data';
import { LIMITS } from './limits';
import { safe } from './safe';

/** A piece of an Adaptive Card, as JSON. */
export type Element = Record<string, unknown>;
/**
 * How much of a long view is shown: characters of one text, items of one list, blocks of the view. `from` goes with every button, as
 * `origin.ts` writes it.
 */
export type Measure = { text: number; items: number; blocks: number; from?: string };

type Look = Readonly<Record<string, unknown>>;

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

const run = (text: string, look: Look = {}): Element => ({ type: 'TextRun', text: safe(text), ...look });

const spanRun = (part: Span, look: Look, length: number): Element => {
  if (typeof part === 'string') return run(shorten(part, length), look);
  if ('bold' in part) return run(shorten(part.bold, length), { ...look, weight: 'Bolder' });
  if ('person' in part) return run(shorten(part.name, length), look);
  if (!isWeb(part.link)) return run(shorten(`${part.text} (${part.link})`, length), look);
  return run(shorten(part.text, length), { ...look, selectAction: { type: 'Action.OpenUrl', url: new URL(part.link).href } });
};

/** Rich text. RichTextBlock rather than TextBlock: its runs show Markdown as it was typed. */
export const richText = (rich: Rich, length: number, look: Look = {}, block: Look = {}): Element => {
  const spans = Array.isArray(rich) ? (rich as readonly Span[]) : [rich as Span];
  return { type: 'RichTextBlock', inlines: spans.map((part) => spanRun(part, look, length)), ...block };
};

const joined = (before: string, rich: Rich): Rich => [before, ...(Array.isArray(rich) ? (rich as readonly Span[]) : [rich as Span])];
const SUBTLE = { isSubtle: true, size: 'Small' } as const;
const CLOSE = { spacing: 'Small' } as const;

const items = <T>(all: readonly T[], { items: most }: Measure, toElement: (one: T, index: number) => Element): Element[] => {
  const shown = all.length > most ? all.slice(0, most) : all;
  const rest = all.length - shown.length;
  return [...shown.map(toElement), ...(rest > 0 ? [richText(`… and ${rest} more`, 100, SUBTLE, CLOSE)] : [])];
};

const styles = { primary: 'positive', danger: 'destructive' } as const;

const plainAction = (button: Button, title: string, from?: string): Element => {
  const data = buttonData(button, from);
  if (button.opensForm) return { type: 'Action.Submit', title, data: { ...data, msteams: { type: 'task/fetch' } } };
  return { type: 'Action.Execute', title, verb: button.action, data, fallback: { type: 'Action.Submit', title, data } };
};

/** A button. Teams has no confirmation dialog, so one that asks first unfolds its consequences and a second button below. */
const action = (button: Button | LinkButton, from?: string): Element[] => {
  const title = safe(shorten(button.label, LIMITS.title - 10));
  if ('url' in button) return isWeb(button.url) ? [{ type: 'Action.OpenUrl', title, url: new URL(button.url).href }] : [];
  const style = button.style ? { style: styles[button.style] } : {};
  if (!button.confirm) return [{ ...plainAction(button, title, from), ...style }];
  const { title: question, text, yes } = button.confirm;
  const body = [richText({ bold: question }, 300), richText(text, 2_000)];
  const card = {
    type: 'AdaptiveCard',
    version: LIMITS.version,
    body,
    actions: [{ ...plainAction(button, safe(shorten(yes, LIMITS.title - 10)), from), ...style }],
  };
  return [{ type: 'Action.ShowCard', title, ...style, card }];
};

const actionSets = (buttons: readonly (Button | LinkButton)[], from?: string): Element[] => {
  const all = buttons.flatMap((button) => action(button, from));
  const sets = Array.from({ length: Math.ceil(all.length / LIMITS.actionsShown) }, (_, index) =>
    all.slice(index * LIMITS.actionsShown, (index + 1) * LIMITS.actionsShown),
  );
  return sets.map((actions) => ({ type: 'ActionSet', actions }));
};

/** One block as card elements. A divider is a line above what follows, so it is drawn by `elementsOf`. */
const blockElements = (block: Block, measure: Measure): Element[] => {
  const { text: length } = measure;
  switch (block.type) {
    case 'heading':
      return [richText({ bold: block.text }, length, { size: 'Large' })];
    case 'text':
      return [richText(block.text, length)];
    case 'quote': {
      const source = block.source === undefined ? [] : [richText(block.source, length, SUBTLE, CLOSE)];
      return [{ type: 'Container', style: 'emphasis', items: [richText(`“${shorten(block.text, length - 2)}”`, length), ...source] }];
    }
    case 'facts':
      return items(block.facts, measure, ({ label, value }, index) => {
        const { inlines } = richText(value, length);
        return {
          type: 'RichTextBlock',
          inlines: [run(`${label}: `, { weight: 'Bolder' }), ...(inlines as Element[])],
          ...(index ? CLOSE : {}),
        };
      });
    case 'list':
      return items(block.items, measure, (item, index) =>
        richText(joined(block.ordered ? `${index + 1}. ` : '• ', item), length, {}, index ? CLOSE : {}),
      );
    case 'note':
      return [richText(block.text, length, SUBTLE)];
    case 'divider':
      return [];
    case 'buttons':
      return actionSets(block.buttons, measure.from);
  }
};

/** Blocks as card elements, the first ones only where there are too many. */
export const elementsOf = (blocks: readonly Block[], measure: Measure): Element[] => {
  const shown = blocks.slice(0, measure.blocks);
  const rest = blocks.length - shown.length;
  let line = false;
  const elements = shown.flatMap((block) => {
    const [first, ...others] = blockElements(block, measure);
    if (block.type === 'divider') line = true;
    if (!first) return [];
    const drawn = line ? { ...first, separator: true, spacing: 'Large' } : first;
    line = false;
    return [drawn, ...others];
  });
  return rest > 0 ? [...elements, richText(`… and ${rest} more parts that do not fit here`, 100, SUBTLE)] : elements;
};
