const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

// Hardly any text has one of these, and one look costs less than three.
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/;

/** Text fit to be shown anywhere: no control characters, no right-to-left tricks, no half surrogates. */
export const safeText = (typed: string): string =>
  SUSPECT.test(typed) ? typed.toWellFormed().replace(CONTROL, '').replace(BIDI, '') : typed;

/** Longer than any grapheme that people use: only so much before the cut is looked at, so that long text costs no more than short. */
const NEAR = 200;

/** At most `limit` UTF-16 units, cut between graphemes, with "…" where something was cut. */
export const shorten = (typed: string, limit: number): string => {
  if (typed.length <= limit) return typed;
  const start = Math.max(0, limit - NEAR);
  let end = start;
  for (const { segment } of graphemes.segment(typed.slice(start, limit + NEAR))) {
    if (end + segment.length > limit - 1) break;
    end += segment.length;
  }
  return `${typed.slice(0, end).trimEnd()}…`;
};
