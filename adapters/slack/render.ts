import type { KnownBlock, View as SlackView } from '@slack/types';
import type { WorkspaceId } from '../../src/chat/event';
import { shorten } from '../../src/chat/shorten';
import { toText } from '../../src/chat/text';
import type { Block, Button, LinkButton, Rich, Span, View } from '../../src/chat/view';
import { LIMITS, weightOf } from './limits';
import { countWithin, isWebAddress, type Line, plainText, textObject } from './mrkdwn';

type Element = Record<string, unknown>;

/** Who reads it, and how long one text may be. */
type Measure = { workspace: WorkspaceId; text: number };

const section = (lines: readonly Line[], { workspace, text }: Measure): KnownBlock => ({
  type: 'section',
  text: textObject(lines, workspace, text),
});
const context = (rich: Rich, { workspace, text }: Measure): KnownBlock => ({
  type: 'context',
  elements: [textObject([{ before: '', text: rich }], workspace, text)],
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

const listBlock = (block: Extract<Block, { type: 'list' }>, measure: Measure): KnownBlock[] => {
  const shown = block.items.slice(0, LISTED).map((text, index) => ({ before: block.ordered ? `${index + 1}. ` : '• ', text }));
  const left = block.items.length - shown.length;
  return [section(shown, measure), ...(left > 0 ? [context(`… and ${left} more`, measure)] : [])];
};

const buttonRows = (all: readonly (Button | LinkButton)[]): KnownBlock[] => {
  const rows = Array.from({ length: Math.ceil(all.length / LIMITS.actions) }, (_, row) =>
    all.slice(row * LIMITS.actions, (row + 1) * LIMITS.actions),
  );
  return rows.map((row) => ({ type: 'actions', elements: row.map(button) }) as unknown as KnownBlock);
};

const toBlocks = (block: Block, measure: Measure): KnownBlock[] => {
  switch (block.type) {
    case 'heading':
      return [{ type: 'header', text: plainText(block.text, LIMITS.header) }];
    case 'text':
      return [section([{ before: '', text: block.text }], measure)];
    case 'quote': {
      const lines = block.text.split('\n').map((text) => ({ before: '> ', text }));
      return [section(lines, measure), ...(block.source === undefined ? [] : [context(block.source, measure)])];
    }
    case 'facts': {
      const lines = block.facts.map(({ label, value }) => ({ before: '', text: [{ bold: `${label}:` }, ' ', value].flat() as Span[] }));
      return lines.length === 0 ? [] : [section(lines, measure)];
    }
    case 'list':
      return block.items.length === 0 ? [] : listBlock(block, measure);
    case 'note':
      return [context(block.text, measure)];
    case 'divider':
      return [{ type: 'divider' }];
    case 'buttons':
      return buttonRows(block.buttons);
  }
};

/** How much fits: so many blocks, and altogether so much of what `of` counts. */
export type Room = { blocks: number; size: number; of(block: KnownBlock): number };
const bytes = (block: KnownBlock): number => Buffer.byteLength(JSON.stringify(block)) + 1;
const MESSAGE: Room = { blocks: LIMITS.messageBlocks, size: LIMITS.messageWeight, of: weightOf };
/** What is left for blocks in a view beside its title and `private_metadata`. */
export const VIEW: Room = { blocks: LIMITS.viewBlocks, size: LIMITS.viewBytes - 10_000, of: bytes };

const LENGTHS = [LIMITS.text, 1_000, 300] as const;
const LAST = 300;

/** Blocks as they fit: where they are too much, long texts are shortened first, and then the last ones left out, saying how many. */
export const blocksOf = (blocks: readonly Block[], workspace: WorkspaceId, room: Room): KnownBlock[] => {
  let all: KnownBlock[] = [];
  for (const text of LENGTHS) {
    all = blocks.flatMap((block) => toBlocks(block, { workspace, text }));
    const size = all.reduce((sum, block) => sum + room.of(block), 0);
    if (size <= room.size && all.length <= room.blocks) return all;
    if (size <= room.size) break;
  }
  const shown = all.slice(0, Math.min(countWithin(room.size - LAST, all.map(room.of)), Math.max(0, room.blocks - 1)));
  return [...shown, context(`… and ${all.length - shown.length} more`, { workspace, text: LIMITS.text })];
};

/** Slack refuses a message of no blocks, so a view that has nothing to show says its summary. */
const whole = (view: View, workspace: WorkspaceId, room: Room): KnownBlock[] => {
  const blocks = blocksOf(view.blocks, workspace, room);
  return blocks.length > 0 ? blocks : [section([{ before: '', text: view.summary }], { workspace, text: LIMITS.text })];
};

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** The plain text, for notifications: what is cut goes as whole signs. */
const fallback = (view: View): string => {
  const said = shorten(toText(view), LIMITS.fallback);
  const escaped = said.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);
  if (escaped.length <= LIMITS.fallback) return escaped || ' ';
  return `${escaped.slice(0, LIMITS.fallback - 1).replace(/&[a-z]*$|[\ud800-\udbff]$/, '')}…`;
};

/** A message in Block Kit, with its whole plain text for notifications and screen readers. `workspace`: who reads it. */
export const toBlockKit = (view: View, workspace: WorkspaceId): { text: string; blocks: KnownBlock[] } => ({
  text: fallback(view),
  blocks: whole(view, workspace, MESSAGE),
});

/** A view as App Home. */
export const toHome = (view: View, workspace: WorkspaceId): SlackView => ({
  type: 'home',
  blocks: whole(view, workspace, VIEW),
});
