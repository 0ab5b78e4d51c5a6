import type { Passage } from '../../src/standard/standard';
import { supported } from '../../src/standard/wording';

const passage: Passage = {
  id: 'gds-2019/12/asks/1',
  standard: 'gds-2019',
  point: 12,
  section: 'asks',
  text: 'The standard asks that new source code is open from the start. Keep passwords and 2 kinds of keys out of it, and choose a licence that lets others re-use it.',
};
const quote = 'new source code is open from the start';
const kept = (text: string, over: Partial<{ passage: string; quote: string }> = {}) =>
  supported([{ text, passage: passage.id, quote, ...over }], [passage]).length === 1;

describe('A sentence of a model', () => {
  test.each([
    'The standard asks for new source code to be open from the start.',
    'Choose a licence so that others can re-use your code.',
    'Keep passwords out of it, and 2 kinds of keys.',
  ])('stands where its passage says it: %s', (text) => {
    expect(kept(text)).toBe(true);
  });

  test.each([
    ['another obligation', 'You must keep new source code open from the start.'],
    ['a law', 'The law asks that new source code is open from the start.'],
    ['a number', 'The standard asks that new source code is open within 30 days from the start.'],
    ['a number in words', 'The standard asks that new source code is open in three places from the start.'],
    ['a promise', 'New source code is always open from the start.'],
    ['compliance', 'If your new source code is open from the start, you comply.'],
    ['something else altogether', 'Camden bought a wonderful planning product from a famous supplier.'],
    ['an address', 'New source code is open from the start, see https://evil.example/code.'],
    ['markup', 'New source code is [open](x) from the start.'],
    ['a mention', 'New source code is open from the start <@U1>.'],
    ['nothing', '   '],
    ['too much', `New source code is open from the start. ${'Source code is open. '.repeat(20)}`],
  ])('is dropped where it brings in %s', (_, text) => {
    expect(kept(text)).toBe(false);
  });

  test.each([
    ['a passage it was not given', { passage: 'gds-2019/12/asks/2' }],
    ['a quotation that is not there', { quote: 'source code may stay closed for ever' }],
    ['a quotation of a word or two', { quote: 'code is open' }],
    ['no quotation', { quote: '' }],
    ['a pattern as quotation', { quote: '.*.*.*.*.*.*.*.*.*' }],
  ])('is dropped where it rests on %s', (_, over) => {
    expect(kept('The standard asks that new source code is open from the start.', over)).toBe(false);
  });

  test('may quote with other spaces and quotation marks', () => {
    expect(kept('New source code is open from the start.', { quote: 'New  source code\nis open from the start' })).toBe(true);
  });

  test('comes with three others at most', () => {
    const one = { text: 'New source code is open from the start.', passage: passage.id, quote };
    expect(supported([one, one, one, one, one, one], [passage])).toHaveLength(4);
  });
});
