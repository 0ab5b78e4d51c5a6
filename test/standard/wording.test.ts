import { join } from 'node:path';
import { readLibrary } from '../../adapters/content/standards';
import type { Library, Passage } from '../../src/standard/standard';
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
    'New source code is open from the start.',
    'From the start, source code is open.',
  ])('stands where its passage says it: %s', (text) => {
    expect(kept(text)).toBe(true);
  });

  test.each([
    ['another obligation', 'You must keep new source code open from the start.'],
    ['a law', 'The law asks that new source code is open from the start.'],
    ['a number', 'The standard asks that new source code is open within 30 days from the start.'],
    ['a number in words', 'The standard asks that new source code is open in three places from the start.'],
    ['a promise', 'New source code is always open from the start.'],
    ['the opposite of “out”', 'Keep passwords and 2 kinds of keys in it.', 'Keep passwords and 2 kinds of keys'],
    ['compliance', 'If your new source code is open from the start, you comply.'],
    ['something else altogether', 'Camden bought a wonderful planning product from a famous supplier.'],
    ['an address', 'New source code is open from the start, see https://evil.example/code.'],
    ['markup', 'New source code is [open](x) from the start.'],
    ['a mention', 'New source code is open from the start <@U1>.'],
    ['nothing', '   '],
    ['too much', `New source code is open from the start. ${'Source code is open. '.repeat(20)}`],
  ])('is dropped where it brings in %s', (_, text, quoted = quote) => {
    expect(kept(text, { quote: quoted })).toBe(false);
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

/** Passages of the real guidance, by a piece of each: what a model would be given. */
describe('A sentence of a model about our guidance', () => {
  let library: Library;
  beforeAll(async () => {
    library = await readLibrary(join(__dirname, '..', '..', 'content'));
  });
  /** Whether a sentence stands that quotes these words of whichever passage has them, its question included. */
  const stands = (quote: string, text: string): boolean => {
    const found = library.passages.filter((one) => `${one.question ?? ''} ${one.text}`.includes(quote));
    expect(found).toHaveLength(1);
    return supported([{ text, quote, passage: found[0]?.id ?? '' }], found).length === 1;
  };

  test.each([
    [
      'an answer made of its question',
      'business continuity plan enough',
      'The corporate business continuity plan is enough for your service.',
    ],
    [
      'a claim beside its question',
      'Check that it names your service',
      'The corporate business continuity plan is enough for your service.',
    ],
    ['a question of a panel', 'who finds out first and what do they do', 'Who finds out first?'],
    ['what a panel asks, as a fact', 'when did you last practise', 'Staff carry on without the system.'],
    ['a common mistake, as advice', 'Promising to publish at the end', 'Promise to publish at the end.'],
    [
      'a common mistake, word for word',
      'Keeping everything closed because it feels safer',
      'Keeping everything closed because it feels safer.',
    ],
    [
      'an answer that leans on its question',
      'It is a good place to start',
      'It is a good place to start, because it suits a phone and shows which question stops people.',
    ],
    ['a yes of another question', 'Yes, both can be used by councils', 'Yes, both can be used by councils.'],
    ['a no of another question', 'No, the standard is about new code', 'No, the standard is about new code.'],
    ['no “not”', 'Do not rely on the supplier to notice', 'Rely on the supplier to notice that your residents cannot use it.'],
    ['no “cannot”', 'Do not rely on the supplier to notice', 'Do not rely on the supplier to notice that your residents use it.'],
    [
      '“not” elsewhere',
      'Do not rely on the supplier to notice',
      'Rely on the supplier to notice, and not that your residents cannot use it.',
    ],
    [
      'others in their places',
      'Do not rely on the supplier to notice',
      'Do not rely on your residents to notice that the supplier cannot use it.',
    ],
    ['a “not” of its own', 'Set up your own simple check', 'Do not set up your own simple check on the public form.'],
    ['a “don’t” of its own', 'Set up your own simple check', 'Don’t set up your own simple check on the public form.'],
    ['a “never” of its own', 'Each change is tested before it goes live', 'Each change is never tested before it goes live.'],
    [
      'no “if”',
      'If nobody is on call, say so honestly',
      'Nobody is on call, say so honestly, and make sure a failure tells people what to do.',
    ],
    ['no “unless” or “before”', 'Each change is tested before it goes live', 'Each change is tested, so it goes live.'],
    ['no “can”', 'The rest can be open', 'The rest is open.'],
    ['an opposite', 'Working in the open from the start is easier', 'Working in private from the start is easier and safer.'],
    ['a rule', 'Set up your own simple check', 'You must set up your own simple check on the public form.'],
    ['“have to”', 'A search made before writing new code', 'You have to search.'],
    ['the standard as its author', 'Test the number.', 'The standard asks you to test the number.'],
    ['a number', 'Set up your own simple check', 'Set up 3 simple checks on the public form.'],
    ['a number in words', 'Set up your own simple check', 'Set up three simple checks on the public form.'],
    [
      'another number',
      'The measure used is the Web Content',
      'The measure used is the Web Content Accessibility Guidelines (WCAG) 2.1 at level AA.',
    ],
    ['another team', 'Ask the address custodian how to search', 'Ask the supplier how to search it from your form.'],
    ['words of two sentences', 'Print it, because the shared drive', 'Print who to ring, because the shared drive may be down as well.'],
    ['a claim about who asks', 'Check that it names your service', 'Your service and its staff and supplier meet the standard.'],
    ['a claim that the standard is met', 'does not meet the point', 'A tidy screen in front of a muddled process does not meet the point.'],
    ['a question', 'Set up your own simple check', 'Set up your own simple check?'],
  ])('is dropped where it has %s', (_, quote, text) => {
    expect(stands(quote, text)).toBe(false);
  });

  test.each([
    'You are ready for the assessment.',
    'You’re ready.',
    'Your service is ready for point 14.',
    'The assessment is passed.',
    'The point was met by your service.',
    'You satisfy the standard.',
    'The standard is fulfilled.',
    'Your plan fulfils point 14.',
    'You comply.',
    'The service complies with the law.',
    'That is compliant.',
    'You pass point 14.',
  ])('never says that somebody complies, whatever its passage says: %s', (text) => {
    const own: Passage = { ...passage, text: `Whoever reads this far knows this: ${text}` };
    expect(supported([{ text, passage: own.id, quote: own.text }], [own])).toEqual([]);
  });

  test.each([
    ['Do not rely on the supplier to notice', 'Do not rely on the supplier to notice that your residents cannot use it.'],
    ['Do not rely on the supplier to notice', 'Don’t rely on the supplier to notice that residents can’t use it.'],
    ['Set up your own simple check', 'Set up a simple check on the public form.'],
    ['Set up your own simple check', 'On the public form, set up your own simple check.'],
    ['The standard asks for a plan for failure', 'The standard asks for a plan for failure.'],
    [
      'The standard asks for user research from the first weeks',
      'The standard asks for user research from the first weeks and as long as the service runs.',
    ],
    ['Working in the open from the start is easier', 'Working in the open from the start is easier and safer than opening up later.'],
    ['The council stays answerable for what it buys', 'The council stays answerable for what it buys.'],
    ['Check that it names your service', 'Check that it names your service, its supplier and the staff who run it.'],
    ['Ask who owns what is written for you', 'Ask who owns what is written for you and for the right to publish it.'],
    ['Uptime is the share of time', 'Uptime is the share of time that a service is working.'],
    ['Each change is tested before it goes live', 'Each change is tested before it goes live.'],
    [
      'The council stays answerable for the accessibility of a service',
      'The council stays answerable for the accessibility of services it buys.',
    ],
  ])('stands where it keeps to the sentence that it quotes, “%s”: %s', (quote, text) => {
    expect(stands(quote, text)).toBe(true);
  });
});
