import type { KnownBlock, View as SlackView } from '@slack/types';
import type { WorkspaceId } from '../../src/chat/event';
import { safeText, shorten } from '../../src/chat/shorten';
import { toText } from '../../src/chat/text';
import type { Block, Button, LinkButton, Rich, Span, View } from '../../src/chat/view';
import { LIMITS } from './limits';

type Element = Record<string, unknown>;
const spans = (rich: Rich): readonly Span[] => (Array.isArray(rich) ? (rich as readonly Span[]) : [rich as Span]);

/** Plain text in a Block Kit object: shown as typed, no emoji codes. */
export const plainText = (text: string, limit: number) => ({
  type: 'plain_text' as const,
  text: shorten(safeText(text), limit) || ' ',
  emoji: false,
});

export const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

/** Rich text elements are never read as markup, so what people typed is shown as they typed it. */
const element = (span: Span, workspace: WorkspaceId, limit: number): Element => {
  if (typeof span === 'string') return { type: 'text', text: shorten(safeText(span), limit) };
  if ('bold' in span) return { type: 'text', text: shorten(safeText(span.bold), limit), style: { bold: true } };
  if ('link' in span) {
    const text = shorten(safeText(span.text), limit);
    return isWebAddress(span.link) ? { type: 'link', url: span.link, text } : { type: 'text', text };
  }
  const own = span.person.startsWith(`${workspace}:`);
  return own
    ? { type: 'user', user_id: span.person.slice(workspace.length + 1) }
    : { type: 'text', text: shorten(safeText(span.name), limit) };
};

/** Elements of one run of text, together at most `limit` long; Slack refuses empty ones. */
const elements = (rich: Rich, workspace: WorkspaceId, limit: number = LIMITS.text - 10): Element[] => {
  let left = limit;
  return spans(rich).flatMap((span) => {
    if (left <= 1) return [];
    const made = element(span, workspace, left);
    left -= typeof made.text === 'string' ? made.text.length : 10;
    return made.text === '' ? [] : [made];
  });
};

const section = (parts: Element[]): Element => ({
  type: 'rich_text_section',
  elements: parts.length > 0 ? parts : [{ type: 'text', text: ' ' }],
});
const rich = (...parts: Element[]): KnownBlock => ({ type: 'rich_text', elements: parts }) as unknown as KnownBlock;

// A context block knows only mrkdwn and plain text: markup is taken away with a word joiner behind each sign that could start it.
const mrkdwn = (span: Span): string => {
  const escaped = (text: string) =>
    safeText(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[*_~`:]/g, '$&\u2060');
  if (typeof span === 'string') return escaped(span);
  if ('bold' in span) return escaped(span.bold);
  if ('link' in span)
    return isWebAddress(span.link) ? `<${span.link.replace(/[<>|]/g, '')}|${escaped(span.text).replaceAll('|', '/')}>` : escaped(span.text);
  return escaped(span.name);
};

const context = (text: Rich): KnownBlock => {
  const parts = spans(text);
  const only = parts.every((span) => typeof span === 'string') ? parts.join('') : undefined;
  if (only !== undefined) return { type: 'context', elements: [plainText(only, LIMITS.text - 10)] };
  return {
    type: 'context',
    elements: [
      {
        type: 'mrkdwn',
        text: parts
          .map(mrkdwn)
          .join('')
          .slice(0, LIMITS.text - 10),
        verbatim: true,
      },
    ],
  };
};

const button = (one: Button | LinkButton, index: number): Element => {
  const text = plainText(one.label, LIMITS.button);
  if ('url' in one) return { type: 'button', text, action_id: `link.open#${index}`, ...(isWebAddress(one.url) ? { url: one.url } : {}) };
  const { confirm } = one;
  return {
    type: 'button',
    text,
    action_id: `${one.action}#${index}`,
    value: one.value.slice(0, LIMITS.value),
    ...(one.style ? { style: one.style } : {}),
    ...(confirm
      ? {
          confirm: {
            title: plainText(confirm.title, LIMITS.confirmTitle),
            text: plainText(confirm.text, LIMITS.confirmText),
            confirm: plainText(confirm.yes, LIMITS.confirmButton),
            deny: plainText(confirm.no, LIMITS.confirmButton),
          },
        }
      : {}),
  };
};

const listBlock = (block: Extract<Block, { type: 'list' }>, workspace: WorkspaceId): KnownBlock[] => {
  const most = Math.max(1, Math.min(block.items.length, 40));
  const each = Math.floor((LIMITS.text - 100) / most);
  const items = block.items.slice(0, most).map((item) => section(elements(item, workspace, Math.max(60, each))));
  const style = block.ordered ? 'ordered' : 'bullet';
  const more = block.items.length > most ? [context(`… and ${block.items.length - most} more`)] : [];
  return [rich({ type: 'rich_text_list', style, elements: items }), ...more];
};

const toBlocks = (block: Block, workspace: WorkspaceId): KnownBlock[] => {
  switch (block.type) {
    case 'heading':
      return [{ type: 'header', text: plainText(block.text, LIMITS.header) }];
    case 'text':
      return [rich(section(elements(block.text, workspace)))];
    case 'quote':
      return [
        rich({ type: 'rich_text_quote', elements: elements(block.text, workspace) }),
        ...(block.source === undefined ? [] : [context(block.source)]),
      ];
    case 'facts': {
      const each = Math.floor((LIMITS.text - 100) / Math.max(1, block.facts.length));
      const line = (label: string, value: Rich) =>
        section([...elements({ bold: `${label}: ` }, workspace, 200), ...elements(value, workspace, Math.max(40, each - label.length))]);
      return [rich({ type: 'rich_text_list', style: 'bullet', elements: block.facts.map((fact) => line(fact.label, fact.value)) })];
    }
    case 'list':
      return block.items.length === 0 ? [] : listBlock(block, workspace);
    case 'note':
      return [context(block.text)];
    case 'divider':
      return [{ type: 'divider' }];
    case 'buttons':
      return block.buttons.length === 0
        ? []
        : [{ type: 'actions', elements: block.buttons.slice(0, LIMITS.actions).map(button) } as unknown as KnownBlock];
  }
};

/** Blocks of a view, at most `limit` of them, with a line that says how many were left out. */
export const blocksOf = (blocks: readonly Block[], workspace: WorkspaceId, limit: number): KnownBlock[] => {
  const all = blocks.flatMap((block) => toBlocks(block, workspace));
  if (all.length <= limit) return all;
  return [...all.slice(0, limit - 1), context(`… and ${all.length - limit + 1} more`)];
};

/** A message in Block Kit, with its whole plain text for notifications and screen readers. `workspace`: who reads it. */
export const toBlockKit = (view: View, workspace: WorkspaceId): { text: string; blocks: KnownBlock[] } => ({
  text: shorten(safeText(toText(view)).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'), LIMITS.fallback),
  blocks: blocksOf(view.blocks, workspace, LIMITS.messageBlocks),
});

/** A view as App Home. */
export const toHome = (view: View, workspace: WorkspaceId): SlackView => ({
  type: 'home',
  blocks: blocksOf(view.blocks, workspace, LIMITS.viewBlocks),
});
