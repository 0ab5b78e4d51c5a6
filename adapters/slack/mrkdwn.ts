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
  if ('bold' in span) return span.bold.trim() === '' ? '' : `*${fitting(span.bold.trim(), limit - 2)}*`;
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
 * Lines as one text object, together at most `limit` UTF-16 units; each gets an equal share where they are too long. Plain words stay
 * plain text, which Slack never reads as markup. `before` is ours and goes in as it is.
 */
export const textObject = (lines: readonly Line[], workspace: WorkspaceId, limit: number = LIMITS.text): TextObject => {
  const plain = lines.every(({ before, text }) => isPlain(text) && !before.startsWith('>'));
  const line = ({ before, text }: Line, most: number): string =>
    before + (plain ? shorten(safeText(spans(text).join('')), most - before.length) : mrkdwn(text, workspace, most - before.length));
  const whole = lines.map((one) => line(one, limit)).join('\n');
  const share = Math.max(8, Math.floor(limit / Math.max(1, lines.length)) - 1);
  const made = whole.length <= limit ? whole : lines.map((one) => line(one, share)).join('\n');
  return plain ? plainText(made, limit) : { type: 'mrkdwn', text: made.trim() || ' ', verbatim: true };
};
