import { UserError } from '../errors';

/** How far a service is with a point. */
export const RATINGS = ['met', 'partly', 'not met', 'not applicable', 'not started'] as const;
export type Rating = (typeof RATINGS)[number];

/** What people write, by what it means: our own words, red, amber and green, and 0 to 5. The original is kept beside it. */
const WORDS: Readonly<Record<Rating, readonly string[]>> = {
  met: ['met', 'fully met', 'yes', 'done', 'green', '4', '5'],
  partly: ['partly', 'partly met', 'partially met', 'partial', 'amber', '2', '3'],
  'not met': ['not met', 'unmet', 'no', 'red', '0', '1'],
  'not applicable': ['not applicable', 'n/a', 'na'],
  'not started': ['not started', 'clear', 'reset'],
};
const MEANING = new Map(RATINGS.flatMap((rating) => WORDS[rating].map((words) => [words, rating] as const)));

export type Given = { rating: Rating /** As it was given, where that was in another scale. */; given?: string };

/** Reads a rating in any of the scales. Throws a sentence for anything else. */
export const readRating = (typed: string): Given => {
  const words = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const rating = MEANING.get(words);
  if (!rating)
    throw new UserError(
      `I do not know the rating “${typed.trim().slice(0, 40)}”. Use met, partly, not met, not applicable or not started; red, amber or green; or 0 to 5.`,
    );
  return words === rating ? { rating } : { rating, given: words };
};

/** "partly (amber)" */
export const ratingInWords = ({ rating, given }: Given): string => (given ? `${rating} (${given})` : rating);

const PRIVATE =
  /^(localhost|.*\.local|.*\.internal|\[.*\]|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(1[6-9]|2\d|3[01])\..*|0\..*|\d+)$/i;

/** Addresses that run or hold something instead of leading to a page. “Personal data: signed” and “Case file: 3” are only words. */
const UNSAFE =
  /\b(?:(?:javascript|vbscript):\S|data:(?:(?:text|image|audio|video|font|application|multipart|message|model)\b|[;,]\S)|file:[/\\])/i;

/** The first address in a note. Throws for one that colleagues could not or should not open. */
export const evidenceIn = (note: string): string | undefined => {
  if (UNSAFE.test(note)) throw new UserError('That address cannot be opened safely. Use one that begins with https://.');
  const [address] = /\bhttps?:\/\/[^\s<>"]+/i.exec(note) ?? [];
  if (!address) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username || url.password || PRIVATE.test(url.hostname))
    throw new UserError('That address works only on one machine or network. Link to a page that your colleagues can open.');
  return url.href;
};

/** Words about what will be done. A plan alone counts as partly: the assessment asks what is there. */
export const isOnlyPlan = (note: string): boolean =>
  !/https?:\/\//i.test(note) && /^(we |we’|we'|it |they |i )?(will|ll|plan|intend|hope|are going to|aim|shall)\b/i.test(note.trim());
