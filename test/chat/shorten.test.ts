import fc from 'fast-check';
import { safeText, shorten } from '../../src/chat/shorten';

const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';

describe('Shortening', () => {
  test('leaves what fits as it is, and says where it cut', () => {
    expect([shorten('Camden', 6), shorten('Camden', 5), shorten('', 0)]).toEqual(['Camden', 'Camd…', '']);
  });

  test.each([`${'a'.repeat(10)}${FAMILY}`, `${'a'.repeat(500)}${FAMILY}b`, 'a\u0301'.repeat(300), '\u{1F1EC}\u{1F1E7}'.repeat(30)])(
    'never cuts a grapheme: %#',
    (text) => {
      const all = new Set([...new Intl.Segmenter('en-GB').segment(text)].map(({ index }) => index));
      for (let limit = 2; limit < text.length; limit += 1) {
        const kept = shorten(text, limit).slice(0, -1);
        expect(text.startsWith(kept) && all.has(kept.length)).toBe(true);
      }
    },
  );

  test('whatever was typed, is at most as long as it may be, and well-formed where it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), fc.integer({ min: 1, max: 600 }), (text, limit) => {
        const short = shorten(text.toWellFormed(), limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});

test('Safe text has no control characters, no right-to-left tricks and no half surrogates', () => {
  expect(safeText('a\u0000b\u202ec\ud800d\u2066e\nf\tg')).toBe('abc\ufffdde\nf\tg');
});
