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
    .replace(/^>/gm, '\u2060>')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]|:(?=[\w+'-]+:)/g, '$&\u2060');

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
    const [, before = '', bold = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(span.bold) ?? [];
    return bold === '' ? before : `${before}*${fitting(bold, limit - 2 - before.length - after.length)}*${after}`;
  }
  if ('link' in span) {
    const url = span.link.replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('|', '%7C').replaceAll('&', '&amp;');
    const room = limit - url.length - 3;
    return isWebAddress(span.link) && room > 10 ? `<${url}|${fitting(span.text.replaceAll('|', '/'), room)}>` : fitting(span.text, limit);
  }
  const { person, name } = span;
  return person.startsWith(`${workspace}:`) ? `<@${person.slice(workspace.length + 1)}>` : fitting(name, limit);
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

export type Line = { before: string; text: Rich };

/**
 * Lines as one text object, together at most `limit` UTF-16 units; each gets an equal share where they are too long. One run of plain
 * words stays plain text, which Slack never reads as markup. `before` is ours and goes in as it is.
 */
export const textObject = (lines: readonly Line[], workspace: WorkspaceId, limit: number = LIMITS.text): TextObject => {
  const [only] = lines;
  if (only && lines.length === 1 && only.before === '' && isPlain(only.text)) return plainText(spans(only.text).join(''), limit);
  const write = (most: number): string =>
    lines.map(({ before, text }) => before + mrkdwn(text, workspace, most - before.length)).join('\n');
  const whole = write(limit);
  const made = whole.length <= limit ? whole : write(Math.max(8, Math.floor(limit / lines.length) - 1));
  return { type: 'mrkdwn', text: made.trim() || ' ', verbatim: true };
};
