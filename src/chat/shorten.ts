const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Text fit to be shown anywhere: no control characters, no right-to-left tricks, no half surrogates. */
export const safeText = (typed: string): string => typed.toWellFormed().replace(CONTROL, '').replace(BIDI, '');

/** At most `limit` UTF-16 units, cut between graphemes, with "…" where something was cut. */
export const shorten = (typed: string, limit: number): string => {
  if (typed.length <= limit) return typed;
  let kept = '';
  for (const { segment } of graphemes.segment(typed.slice(0, limit + 64))) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
};
