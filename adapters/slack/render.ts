import type { KnownBlock, View as SlackView } from '@slack/types';
import type { WorkspaceId } from '../../src/chat/event';
import { safeText, shorten } from '../../src/chat/shorten';
import { toText } from '../../src/chat/text';
import type { Block, Button, LinkButton, Rich, Span, View } from '../../src/chat/view';
import { LIMITS } from './limits';
import { isWebAddress, type Line, plainText, textObject } from './mrkdwn';

type Element = Record<string, unknown>;

const section = (lines: readonly Line[], workspace: WorkspaceId): KnownBlock => ({ type: 'section', text: textObject(lines, workspace) });
const context = (text: Rich, workspace: WorkspaceId): KnownBlock => ({
  type: 'context',
  elements: [textObject([{ before: '', text }], workspace)],
});

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

const LISTED = 40;

const listBlock = (block: Extract<Block, { type: 'list' }>, workspace: WorkspaceId): KnownBlock[] => {
  const shown = block.items.slice(0, LISTED).map((text, index) => ({ before: block.ordered ? `${index + 1}. ` : '• ', text }));
  const left = block.items.length - shown.length;
  return [section(shown, workspace), ...(left > 0 ? [context(`… and ${left} more`, workspace)] : [])];
};

const toBlocks = (block: Block, workspace: WorkspaceId): KnownBlock[] => {
  switch (block.type) {
    case 'heading':
      return [{ type: 'header', text: plainText(block.text, LIMITS.header) }];
    case 'text':
      return [section([{ before: '', text: block.text }], workspace)];
    case 'quote': {
      const lines = block.text.split('\n').map((text) => ({ before: '> ', text }));
      return [section(lines, workspace), ...(block.source === undefined ? [] : [context(block.source, workspace)])];
    }
    case 'facts':
      return block.facts.length === 0
        ? []
        : [
            section(
              block.facts.map(({ label, value }) => ({ before: '', text: [{ bold: `${label}:` }, ' ', value].flat() as Span[] })),
              workspace,
            ),
          ];
    case 'list':
      return block.items.length === 0 ? [] : listBlock(block, workspace);
    case 'note':
      return [context(block.text, workspace)];
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
  return [...all.slice(0, limit - 1), context(`… and ${all.length - limit + 1} more`, workspace)];
};

/** Slack refuses a message of no blocks, so a view that has nothing to show says its summary. */
const whole = (view: View, workspace: WorkspaceId, limit: number): KnownBlock[] => {
  const blocks = blocksOf(view.blocks, workspace, limit);
  return blocks.length > 0 ? blocks : [section([{ before: '', text: view.summary }], workspace)];
};

/** A message in Block Kit, with its whole plain text for notifications and screen readers. `workspace`: who reads it. */
export const toBlockKit = (view: View, workspace: WorkspaceId): { text: string; blocks: KnownBlock[] } => ({
  text: shorten(safeText(toText(view)).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'), LIMITS.fallback),
  blocks: whole(view, workspace, LIMITS.messageBlocks),
});

/** A view as App Home. */
export const toHome = (view: View, workspace: WorkspaceId): SlackView => ({
  type: 'home',
  blocks: whole(view, workspace, LIMITS.viewBlocks),
});
