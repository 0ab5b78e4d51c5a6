import { type Assessment, tally, unstarted } from '../../src/assessments/assessment';
import { findNamed } from '../../src/assessments/named';
import { evidenceIn, readRating } from '../../src/assessments/rating';
import { assign, checked, eraseFrom, rate, release, undo } from '../../src/assessments/rules';
import { pointsFor } from '../../src/assessments/use-cases';
import { readAssign, readSet, readStart } from '../../src/assessments/words';

const now = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const ALICE = { id: 'slack:T1:U1', name: 'Alice' };
const BOB = { id: 'slack:T1:U2', name: 'Bob' };
const fresh = (service = 'Missed bin collection'): Assessment => ({
  id: 'a1',
  revision: 0,
  council: 'camden',
  service,
  standard: 'gds-2019',
  phase: 'beta',
  source: 'bought',
  small: false,
  points: [1, 2, 5].map((number) => ({ number, state: unstarted })),
  log: [],
  createdBy: ALICE.id,
  createdByName: ALICE.name,
  createdAt: now,
  changedAt: now,
});
const stateOf = (assessment: Assessment, number: number) => assessment.points.find((one) => one.number === number)?.state;

describe('A rating', () => {
  test.each([
    ['met', 'met', undefined],
    ['Fully met', 'met', 'fully met'],
    ['GREEN', 'met', 'green'],
    ['5', 'met', '5'],
    ['amber', 'partly', 'amber'],
    ['3', 'partly', '3'],
    ['red', 'not met', 'red'],
    ['0', 'not met', '0'],
    ['n/a', 'not applicable', 'n/a'],
    ['not  applicable', 'not applicable', undefined],
  ])('“%s” means %s, and what was given is kept', (typed, rating, given) => {
    expect(readRating(typed)).toEqual(given ? { rating, given } : { rating });
  });

  test.each(['', 'great', '6', '-1', 'met met', '__proto__', '{"$ne":1}', 'x'.repeat(40_000)])(
    '“%.20s” is refused with what there is',
    (typed) => {
      expect(() => readRating(typed)).toThrow('Use met, partly, not met');
    },
  );

  test('met asks for evidence, not applicable for a reason', () => {
    expect(() => checked({ rating: 'met' }, ' ')).toThrow('say how you know');
    expect(() => checked({ rating: 'not applicable' }, '')).toThrow('give the reason');
    expect(checked({ rating: 'not met' }, '').given.rating).toBe('not met');
  });

  test.each(['we will test it in May', 'Plan to ask users', 'we are going to', 'it will be done'])(
    'a plan alone (“%s”) counts as partly',
    (note) => {
      expect(checked({ rating: 'met' }, note)).toMatchObject({ planned: true, given: { rating: 'partly' } });
    },
  );

  test.each(['tested with 6 residents in May', 'https://camden.gov.uk/plan', 'William tested it'])('“%s” is no mere plan', (note) => {
    expect(checked({ rating: 'met' }, note).planned).toBe(false);
  });

  test.each([
    'javascript:alert(1)',
    'see JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://localhost/x',
    'https://127.0.0.1/x',
    'http://169.254.169.254/latest',
    'http://[::1]/',
    'http://2130706433/',
    'https://user:pass@camden.gov.uk/',
    'http://10.0.0.3/wiki',
    'http://wiki.internal/',
  ])('evidence at %s is refused', (note) => {
    expect(() => evidenceIn(note)).toThrow(/cannot be opened safely|works only on one machine/);
  });

  test.each([
    'data:;base64,aGk=',
    'data:,x',
    'data:text/plain;x',
    'DATA:image/svg+xml,x',
    'vbscript:x',
    'file://server/x',
    'file:/etc/passwd',
  ])('an address like %s, which leads to no page, is refused', (note) => expect(() => evidenceIn(note)).toThrow('cannot be opened safely'));

  test.each([
    'Personal data: DPIA signed',
    'Personal data:DPIA signed in May',
    'Case file: 3 of 4 pages',
    'Case file:3',
    'JavaScript: the form works without it',
    'Metadata:text in the register',
  ])('“%s” is only words', (note) => {
    expect(evidenceIn(note)).toBeUndefined();
  });
});

describe('Changing a point', () => {
  test('writes down who did it, and keeps owner and day', () => {
    const assigned = assign(fresh(), 5, BOB, '2026-12-04', ALICE, now);
    const rated = rate(assigned, 5, checked({ rating: 'met' }, 'https://camden.gov.uk/audit'), BOB, later(1));
    expect(stateOf(rated, 5)).toMatchObject({ rating: 'met', evidence: 'https://camden.gov.uk/audit', owner: BOB.id, due: '2026-12-04' });
    expect(rated.log.map(({ byName, point }) => [byName, point])).toEqual([
      ['Alice', 5],
      ['Bob', 5],
    ]);
    expect(tally(rated)).toMatchObject({ met: 1, 'not started': 2 });
  });

  test('to what it is already is no change', () => {
    const once = rate(fresh(), 1, checked({ rating: 'not met' }, ''), ALICE, now);
    expect(rate(once, 1, checked({ rating: 'not met' }, ''), ALICE, later(1))).toBe(once);
  });

  test('that is not there names those that are', () => {
    expect(() => rate(fresh(), 7, checked({ rating: 'not met' }, ''), ALICE, now)).toThrow('Its points are 1, 2, 5');
  });

  test('is undone by who did it, within ten minutes, once', () => {
    const rated = rate(fresh(), 1, checked({ rating: 'not met' }, 'nothing yet'), ALICE, now);
    expect(() => undo(rated, BOB, later(1))).toThrow('nothing here');
    expect(() => undo(rated, ALICE, later(11))).toThrow('more than ten minutes');
    const { after } = undo(rated, ALICE, later(9));
    expect(stateOf(after, 1)).toEqual(unstarted);
    expect(() => undo(after, ALICE, later(9))).toThrow('nothing here');
  });

  test('is given back only by whoever owns it', () => {
    const assigned = assign(fresh(), 5, BOB, '2026-12-04', ALICE, now);
    expect(() => release(assigned, 5, ALICE, later(1))).toThrow(
      'Point 5 of “Missed bin collection” is not yours any more, so nothing was changed: it belongs to Bob.',
    );
    const released = release(assigned, 5, BOB, later(1));
    expect(stateOf(released, 5)).toMatchObject({ owner: undefined, due: '2026-12-04' });
    expect(() => release(released, 5, BOB, later(2))).toThrow('is nobody’s already');
    expect(() => release(assigned, 7, BOB, later(2))).toThrow('has no point 7');
  });

  test('is not undone over what somebody else did since', () => {
    const mine = rate(fresh(), 1, checked({ rating: 'not met' }, ''), ALICE, now);
    const theirs = rate(mine, 1, checked({ rating: 'partly' }, ''), BOB, later(1));
    expect(() => undo(theirs, ALICE, later(2))).toThrow('Somebody has changed point 1 since');
  });

  test('of an erased person stays, without them', () => {
    const both = assign(rate(fresh(), 1, checked({ rating: 'not met' }, 'because'), ALICE, now), 2, ALICE, undefined, BOB, now);
    const text = JSON.stringify(eraseFrom(both, ALICE.id));
    expect(text).not.toMatch(/Alice|U1"/);
    expect(text).toContain('because');
    expect(text).toContain('Bob');
  });
});

describe('Which points apply', () => {
  const points = [
    { number: 1, title: 'a', phases: ['alpha', 'beta'] },
    { number: 2, title: 'b', phases: ['beta'], notFor: ['bought'] },
    { number: 3, title: 'c', phases: ['beta'], notFor: ['small'] },
  ];
  test.each([
    ['alpha', 'built', false, [1]],
    ['beta', 'built', false, [1, 2, 3]],
    ['beta', 'bought', false, [1, 3]],
    ['beta', 'bought', true, [1]],
    ['live', 'built', false, []],
  ] as const)('in %s, %s, small team %s: %j', (phase, source, small, numbers) => {
    expect(pointsFor(points, { phase, source, small }).map(({ number }) => number)).toEqual(numbers);
  });
});

describe('Words', () => {
  test.each([
    ['"Missed bin collection" beta bought', { service: 'Missed bin collection', phase: 'beta', source: 'bought' }],
    ['“Missed bin collection” live', { service: 'Missed bin collection', phase: 'live', source: 'built' }],
    ['Missed bin collection alpha bought small', { service: 'Missed bin collection', phase: 'alpha', source: 'bought', small: true }],
    ['Bought ledger', { service: 'Bought ledger', phase: 'beta' }],
    ['"Pay" against lgdss-2016', { service: 'Pay', standard: 'lgdss-2016' }],
  ])('start %s', (words, expected) => {
    expect(readStart(words, 'gds-2019')).toMatchObject(expected);
  });
  test.each(['', 'beta', '"" beta', '"Pay" nonsense', '"Pay" against'])('start %j is told how', (words) => {
    expect(() => readStart(words, 'gds-2019')).toThrow(/check start "Missed bin collection"/);
  });
  test('set and assign', () => {
    expect(readSet('5 partly met: see https://x.gov.uk: two')).toEqual({
      point: 5,
      rating: 'partly met',
      note: ' see https://x.gov.uk: two',
    });
    expect(readAssign('5 to <@U2> by next friday')).toEqual({ point: 5, person: '<@U2>', day: 'next friday' });
    expect(readAssign('5 by 4/12')).toEqual({ point: 5, person: '', day: '4/12' });
    for (const words of ['', 'x', '5']) expect(() => readSet(words)).toThrow();
    for (const words of ['', 'x', '5']) expect(() => readAssign(words)).toThrow();
  });

  const all = [fresh('Pay'), fresh('Pay a parking fine'), fresh('A+ (beta) [x]')];
  test.each([
    ['pay 5 met', 'Pay', '5 met'],
    ['Pay a  parking fine 5 met: x', 'Pay a parking fine', '5 met: x'],
    ['"pay" 5', 'Pay', '5'],
    ['a+ (beta) [x] 1 red', 'A+ (beta) [x]', '1 red'],
  ])('name the service: %s', (words, service, rest) => {
    const found = findNamed(all, words);
    expect([found.assessment.service, found.rest]).toEqual([service, rest]);
  });
  test.each([
    ['Pey 5 met', 'Did you mean “Pay”?'],
    ['Unicorns', 'I cannot find'],
    ['', 'Name the service'],
    [`"${'x'.repeat(40_000)}"`, 'I cannot find'],
  ])('that name none are told: %.20s', (words, sentence) => {
    expect(() => findNamed(all, words)).toThrow(sentence);
  });
});
