import { calibrate, type Trial } from '../../../adapters/answers/calibrate';
import { calibrated, confidenceOf, type Outcome } from '../../../adapters/answers/confidence';
import { type AnswerData, readData, writeData } from '../../../adapters/answers/data-file';
import { expander, featuresOf } from '../../../adapters/answers/features';
import { finder } from '../../../adapters/answers/finder';
import type { Material } from '../../../adapters/answers/lessons';
import type { Example } from '../../../src/standard/example';
import type { Find } from '../../../src/standard/find';

const example = (point: number, question: string, ...wordings: string[]): Example => {
  const passage = `small/${point}/asks/1`;
  return { standard: 'small', point, question, answer: `The answer of ${point}.`, passage, also: [], wordings };
};
const small: Material = {
  standard: 'small',
  classes: 3,
  examples: [
    example(1, 'Do we publish our code?', 'must the source code be public', 'is our code to be shown', 'put the code on a public site'),
    example(1, 'Who owns the code?', 'does the supplier keep the code', 'who has the rights in the source', 'is the code ours'),
    example(2, 'Do we test with users?', 'must residents try it first', 'should we watch people use it', 'do we show it to users'),
    example(2, 'How many users do we ask?', 'is five people enough', 'how many residents should try it', 'number of users to watch'),
  ],
  refusals: [
    { subject: 'Bins', handOff: 'The website has the days.', wordings: ['when is my bin collected', 'bin day please', 'which bin is it'] },
    { subject: 'Leave', handOff: 'Ask personnel.', wordings: ['how much leave have I', 'book my holiday', 'leave over christmas'] },
  ],
  terms: [{ short: ['UR'], long: 'user research', means: 'Watching people.', points: [2] }],
  passages: [1, 2].map((point) => ({
    id: `small/${point}/asks/1`,
    standard: 'small',
    point,
    section: 'asks',
    text: point === 1 ? 'New source code is open.' : 'Watch people use it.',
  })),
  labels: {},
  borrowed: [],
};

describe('Learning', () => {
  let data: AnswerData;
  let trial: Trial;
  let find: Find;
  beforeAll(async () => {
    ({ data, trial } = await calibrate(small));
    find = await finder(data, small.passages);
  });

  test('makes the same data from the same content, and other data from other content', async () => {
    expect(writeData((await calibrate(small)).data)).toBe(writeData(data));
    const more = { ...small, refusals: [...small.refusals, { subject: 'Tea', handOff: 'Ask.', wordings: ['where is the tea'] }] };
    expect((await calibrate(more)).data.madeFrom).not.toBe(data.madeFrom);
  });

  test('survives being written and read', async () => {
    const again = await finder(readData(writeData(data)), small.passages);
    const [first, second] = [find('do we have to show our code'), again('do we have to show our code')];
    expect(second.points.map(({ number }) => number)).toEqual(first.points.map(({ number }) => number));
    expect(second.confidence).toBeCloseTo(first.confidence, 2);
  });

  test.each([
    ['is the source code public', 1],
    ['should residents try it', 2],
    ['is teh suorce code public', 1],
  ])('finds the point for “%s”, with its example and its passage', (question, point) => {
    const found = find(question);
    expect(found.points[0]?.number).toBe(point);
    expect(found.example(point)?.answer).toBe(`The answer of ${point}.`);
    expect(found.example(point)?.passage).toBe(`small/${point}/asks/1`);
    expect(found.why(point).length).toBeGreaterThan(0);
  });

  test('quotes passages that have words in common with the question, and no others', () => {
    expect(
      find('is new source code open')
        .passages(1)
        .map(({ id }) => id),
    ).toEqual(['small/1/asks/1']);
    expect(find('does the agency keep the rights').passages(1)).toEqual([]);
  });

  test('is less sure of what is not ours, and says who can help', () => {
    const found = find('which day is my bin');
    expect(found.confidence).toBeLessThan(find('do we publish our code').confidence);
    expect(found).toMatchObject({ outcome: 'unknown', refusal: { handOff: 'The website has the days.' } });
  });

  test('tells how it did on what was left out', () => {
    expect(trial.tried).toBe(22);
    expect(trial.first).toBeGreaterThan(0.3);
  });
});

describe('Confidence', () => {
  const outcomes: Outcome[] = Array.from({ length: 200 }, (_, index) => {
    const signal = (index % 100) / 50 - 1;
    const ours = index % 100 > 20;
    return { signals: [signal], ours, right: ours && index % 100 > 50 };
  });

  test('rises with the chance of being right, and its thresholds keep their aims', () => {
    const aims = { right: 0.9, othersAnswered: 0.02, othersOffered: 0.1 };
    const made = calibrated(outcomes, aims);
    expect(confidenceOf([1], made)).toBeGreaterThan(0.9);
    expect(confidenceOf([-1], made)).toBeLessThan(0.1);
    const answered = outcomes.filter(({ signals }) => confidenceOf(signals, made) >= made.answered);
    expect(answered.filter(({ right }) => right).length / answered.length).toBeGreaterThanOrEqual(0.9);
    expect(made.unsure).toBeLessThanOrEqual(made.answered);
  });
});

describe('Features', () => {
  test('hold words, pairs, pieces and what an abbreviation stands for', () => {
    const features = featuresOf('Who does the UR?', expander(small.terms));
    expect([...features.keys()]).toEqual(expect.arrayContaining(['who', 'doe the', 'research', '~<wh']));
    expect(features.has('the')).toBe(false);
  });

  test.each(['a'.repeat(40_000), 'word '.repeat(10_000), '\u0000\ud83d', '', '__proto__ constructor'])('take any text quickly', (text) => {
    const before = performance.now();
    expect(featuresOf(text, () => []).size).toBeLessThan(3_000);
    expect(performance.now() - before).toBeLessThan(200);
  });
});
