import { safeText } from '../../src/chat/shorten';

const JOINER = '\u200d';

/**
 * Text for a card, shown as typed. Clients may expand card templates (`${name}`), dates (`{{DATE(…)}}`) and mentions (`<at>`) wherever
 * they stand, so a zero-width joiner, which is not seen, parts their first two characters. Markdown is kept out by using TextRun only.
 */
export const safe = (typed: string): string => safeText(typed).replace(/\$(?=\{)|\{(?=\{)|<(?=\/?at\b)/gi, (opening) => opening + JOINER);
