import type { WorkspaceId } from '../../src/chat/event';
import { safeText, shorten } from '../../src/chat/shorten';
import type { Rich, Span } from '../../src/chat/view';
import { LIMITS } from './limits';

export type TextObject = { type: 'plain_text'; text: string; emoji: false } | { type: 'mrkdwn'; text: string; verbatim: true };

const spans = (rich: Rich): readonly Span[] => (Array.isArray(rich) ? (rich as readonly Span[]) : [rich as Span]);

export const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url) && url.length <= LIMITS.url;

/** Plain text in a Block Kit object: shown as typed, no emoji codes. Slack refuses empty text, so a space stands for it. */
export const plainText = (text: string, limit: number) => ({
  type: 'plain_text' as const,
  text: shorten(safeText(text), limit) || ' ',
  emoji: false as const,
});

/** What was typed, as mrkdwn that shows exactly that: a word joiner behind each sign that could start markup. */
const escaped = (typed: string): string =>
  safeText(typed)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^[>\uff1e]/gm, '\u2060$&')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]|:(?=[^\s:]+:)/g, '$&\u2060');

/** Slack marks up only what stands on one line. */
const oneLine = (typed: string): string => typed.replace(/\s*[\r\n]\s*/g, ' ');

/** As much of it as fits once escaped. */
const fitting = (typed: string, limit: number): string => {
  let most = Math.min(limit, typed.length);
  for (;;) {
    const made = escaped(shorten(typed, most));
    if (made.length <= limit || most < 1) return made;
    most = Math.min(most - 1, Math.floor((most * limit) / made.length));
  }
};

const written = (span: Span, workspace: WorkspaceId, limit: number): string => {
  if (typeof span === 'string') return fitting(span, limit);
  if ('bold' in span) {
    // Slack reads *bold* only where no space stands inside the stars.
    const [, before = '', bold = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(oneLine(span.bold)) ?? [];
    return bold === '' ? before : `${before}*${fitting(bold, limit - 2 - before.length - after.length)}*${after}`;
  }
  if ('link' in span) {
    const url = span.link.replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('|', '%7C').replaceAll('&', '&amp;');
    const room = limit - url.length - 3;
    return isWebAddress(span.link) && room > 10
      ? `<${url}|${fitting(oneLine(span.text).replaceAll('|', '/'), room)}>`
      : fitting(span.text, limit);
  }
  const { person, name } = span;
  const account = person.startsWith(`${workspace}:`) ? person.slice(workspace.length + 1) : '';
  return /^[A-Z0-9]+$/.test(account) ? `<@${account}>` : fitting(name, limit);
};

const mrkdwn = (rich: Rich, workspace: WorkspaceId, limit: number): string => {
  let made = '';
  for (const span of spans(rich)) {
    if (limit - made.length < 4) break;
    made += written(span, workspace, limit - made.length);
  }
  return made;
};

const isPlain = (rich: Rich): boolean => spans(rich).every((span) => typeof span === 'string');

/** The shortest share of a line: below it lines are left out instead. */
const SHORTEST = 60;

/** How many of the first ones fit into the room. */
export const countWithin = (room: number, sizes: readonly number[]): number => {
  let used = 0;
  for (const [index, size] of sizes.entries()) {
    used += size;
    if (used > room) return index;
  }
  return sizes.length;
};

const MORE = 24;
/** As many lines as fit, and how many more there are. */
const firstOf = (lines: readonly string[], limit: number): string => {
  const sizes = lines.map((line) => line.length + 1);
  if (countWithin(limit + 1, sizes) === lines.length) return lines.join('\n');
  const shown = countWithin(limit - MORE, sizes);
  return [...lines.slice(0, shown), `… and ${lines.length - shown} more`].join('\n');
};

export type Line = { before: string; text: Rich };

/**
 * Lines as one text object, together at most `limit` UTF-16 units; each gets an equal share where they are too long. One run of plain
 * words stays plain text, which Slack never reads as markup. `before` is ours and goes in as it is.
 */
export const textObject = (lines: readonly Line[], workspace: WorkspaceId, limit: number = LIMITS.text): TextObject => {
  const [only] = lines;
  if (only && lines.length === 1 && only.before === '' && isPlain(only.text)) return plainText(spans(only.text).join(''), limit);
  const write = (most: number): string[] => lines.map(({ before, text }) => before + mrkdwn(text, workspace, most - before.length));
  const whole = write(limit);
  const fits = whole.reduce((sum, line) => sum + line.length + 1, -1) <= limit;
  const made = fits ? whole.join('\n') : firstOf(write(Math.max(SHORTEST, Math.floor(limit / lines.length) - 1)), limit);
  return { type: 'mrkdwn', text: made.trim() || ' ', verbatim: true };
};
