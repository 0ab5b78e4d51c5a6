import { slackLimitProblems } from '../../adapters/slack/limits';
import { toBlockKit } from '../../adapters/slack/render';
import { teamsLimitProblems } from '../../adapters/teams/limits';
import { toAdaptiveCard } from '../../adapters/teams/render';
import { toText } from '../../src/chat/text';
import type { View } from '../../src/chat/view';
import { buttonsOf, standardWorld } from '../support/standard-world';
import { action, alice, command, guest } from '../support/turns';

let world: Awaited<ReturnType<typeof standardWorld>>;
beforeAll(async () => {
  world = await standardWorld();
});

const ask = (question: string, speaker = alice) => world.view(command(`ask ${question}`, speaker));
const press = (view: View, label: string, speaker = alice) => {
  const button = buttonsOf(view).get(label);
  if (!button) throw new Error(`no button ${label} among ${[...buttonsOf(view).keys()]}`);
  return world.view(action(button.action, button.value, speaker));
};
const kept = (view: View) => world.asks.get(buttonsOf(view).get('Ask a person')?.value ?? '');
const UNSURE = 'who signs it off';

describe('A question', () => {
  test.each([
    ['do we have to publish our source code?', 12],
    ['who needs to be in a multidisciplinary team', 6],
    ['do we have to publish perfomance data', 10],
    ['what does point 5 say', 5],
  ])('“%s” is answered from point %i, word for word, with its source', async (question, number) => {
    const view = await ask(question);
    expect(view.summary).toMatch(new RegExp(`^Point ${number}:`));
    const quotes = view.blocks.filter((block) => block.type === 'quote');
    expect(quotes.length).toBeGreaterThan(0);
    const words = world.library.passages.filter((one) => one.standard === 'gds-2019' && one.point === number).map(({ text }) => text);
    for (const quote of quotes) expect(words).toContain(quote.text);
    const text = JSON.stringify(view);
    expect(text).toContain('https://www.gov.uk/service-manual/service-standard/');
    expect(text).toContain('Service Standard 2019');
    expect([...buttonsOf(view).keys()]).toEqual(
      expect.arrayContaining(['Helpful', 'Not what I meant', 'Share with everyone', 'Ask a person']),
    );
  });

  test('that several points may answer offers three, none of these, and a person', async () => {
    const view = await ask(UNSURE);
    const labels = [...buttonsOf(view).keys()];
    expect(view.summary).toBe('Which of these do you mean?');
    expect(labels.filter((label) => /^\d+\. /.test(label))).toHaveLength(3);
    expect(labels.slice(3)).toEqual(['None of these', 'Ask a person']);
  });

  test.each(['how do I cook a risotto in a paella pan', 'xyzzy plugh', '?!', 'the of and', '🦆🦆🦆'])(
    '“%s” is not answered, and a person is offered',
    async (question) => {
      const view = await ask(question);
      expect(view.summary).not.toMatch(/^Point/);
      expect(buttonsOf(view).has('Ask a person')).toBe(true);
    },
  );

  test('that is none of ours is handed on to who can help', async () => {
    const view = await ask('when is my brown bin collected');
    expect(view.summary).toBe('I do not know');
    expect(JSON.stringify(view)).toContain('Collection days are on your council');
  });

  test.each([
    ['what is a DPIA', /^DPIA: data protection impact assessment\. /m],
    ['what does NNDR mean?', /^NNDR: /m],
    ['whats s151', /^s151: /im],
  ])('“%s” gets the meaning of the word', async (question, meaning) => {
    expect(toText(await ask(question))).toMatch(meaning);
  });

  test('with an abbreviation in it is not taken for one about its meaning', async () => {
    expect(toText(await ask('do we need a DPIA for a feedback form'))).not.toContain('DPIA: data protection');
  });

  test('that asks two things gets the point of each', async () => {
    const view = await ask('How big should the team be and do they have to work in sprints?');
    expect(view.summary).toBe('Points 6 and 7');
    const text = toText(view);
    expect(text).toContain('You asked: How big should the team be');
    expect(text).toContain('Point 6: Have a multidisciplinary team');
    expect(text).toContain('Point 7: Use agile ways of working');
  });

  test.each([
    ['do we need to test with a minister?', 'Digital Service Standard 2015, point 18', 7],
    ['is digital take-up still a thing?', 'Raising digital take-up is no longer a point', 3],
    ['what about registers?', 'Open code, asked for where possible, became a point of its own', 12],
  ])('“%s” is answered from what became of the older rule, which is named as old', async (question, words, number) => {
    const text = toText(await ask(question));
    expect(text).toContain(words);
    expect(text).toMatch(/\((historical|deprecated)\)/);
    expect(text).toContain(`Point ${number}:`);
  });

  test.each([
    ['what does point 9 ask?', 'Point 9:'],
    ['which score did our planning team get for point 9 last year in the review', undefined],
  ])('“%s” names a point, and is about the standard or not', async (question, summary) => {
    const view = await ask(question);
    if (summary) expect(view.summary).toContain(summary);
    else expect(view.summary).not.toMatch(/^Point/);
  });

  test('never says that somebody complies', async () => {
    for (const question of ['do we comply if the supplier has a certificate?', 'are we compliant with point 5'])
      expect(toText(await ask(question))).not.toMatch(/\byou (do )?comply\b|\bcompliant\b/i);
  });

  test('that is empty gets examples', async () => {
    expect([...buttonsOf(await world.view(command('ask'))).keys()][0]).toBe('Do we have to publish our source code?');
  });

  test('of the standard of 2016 is answered from it, and its deprecation is said', async () => {
    const view = await ask('do we need to test with a minister against lgdss-2016');
    expect(JSON.stringify(view)).toMatch(/deprecated/i);
    const plain = await ask('do we have to publish our source code?');
    expect(JSON.stringify(plain)).not.toMatch(/deprecated/i);
  });

  test.each([
    ['40 kB of a', 'a'.repeat(40_000)],
    ['10,000 words', 'source code '.repeat(5_000)],
    ['spaces', `a${' '.repeat(40_000)}b`],
    ['“of” over and over', 'of '.repeat(13_000)],
    ['control characters', '\u0000\u0007\u001b[31mcode'],
    ['half a surrogate', '\ud83d source code'],
    ['operators', '{"$where":"sleep(1000)"}'],
    ['__proto__', '__proto__ constructor toString'],
    ['a pattern', '(a+)+$ [[[[ ***'],
  ])('made of %s is answered or refused at once', async (_, question) => {
    const before = performance.now();
    expect((await ask(question)).blocks.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe('After an answer', () => {
  test('Helpful is kept, and thanked for', async () => {
    const view = await ask('do we have to publish our source code?');
    expect((await press(view, 'Helpful')).summary).toContain('Thank you');
    expect(await kept(view)).toMatchObject({ outcome: 'answered', feedback: 'helpful', standard: 'gds-2019' });
  });

  test('Not what I meant is kept, and offers the next points and a person', async () => {
    const view = await ask('do we have to publish our source code?');
    const next = await press(view, 'Not what I meant');
    expect(await kept(view)).toMatchObject({ feedback: 'not' });
    expect([...buttonsOf(next).keys()]).toEqual(expect.arrayContaining(['None of these', 'Ask a person']));
    expect([...buttonsOf(next).keys()].some((label) => label.startsWith('12.'))).toBe(false);
    expect((await press(next, 'None of these')).summary).toBe('I do not know');
  });

  test('a candidate that is picked is shown and kept', async () => {
    const view = await ask(UNSURE);
    const [label = ''] = buttonsOf(view).keys();
    const picked = await press(view, label);
    expect(JSON.stringify(picked)).toContain(label.replace(/^\d+\. /, ''));
    expect((await kept(view))?.picked).toBe(Number.parseInt(label, 10));
  });

  test('Share puts it before everybody, without who asked', async () => {
    const view = await ask('do we have to publish our source code?');
    const share = buttonsOf(view).get('Share with everyone');
    const reply = await world.front.answer(action(share?.action ?? '', share?.value));
    expect(reply).toMatchObject({ kind: 'message', to: 'everyone' });
    expect(JSON.stringify(reply)).not.toContain('Alice');
  });

  /** What everybody sees where somebody shares an answer. */
  const shared = async (view: View): Promise<View> => {
    const share = buttonsOf(view).get('Share with everyone');
    const reply = await world.front.answer(action(share?.action ?? '', share?.value));
    if (reply.kind !== 'message' || reply.to !== 'everyone') throw new Error(`a ${reply.kind} where something is shared`);
    return reply.view;
  };
  const quotes = ({ blocks }: View) => blocks.filter((block) => block.type === 'quote' || block.type === 'heading');

  test.each([
    ['one point', 'do we have to publish our source code?', 'Point 12: Make new source code open'],
    ['two points', 'How big should the team be and do they have to work in sprints?', 'Point 6: Have a multidisciplinary team'],
    ['an older rule', 'what about registers?', 'Open code, asked for where possible, became a point of its own'],
    ['a point of an older standard', 'What was point 8 in 2016?', 'Local standard 2016, point 8: Test the end-to-end service (deprecated)'],
    ['the meaning of a word', 'what is a DPIA', 'DPIA: data protection impact assessment.'],
  ])('Share posts all of an answer with %s', async (_, question, words) => {
    const view = await ask(question);
    const everybody = await shared(view);
    expect(toText(view)).toContain(words);
    expect(toText(everybody)).toContain(words);
    expect(quotes(everybody)).toEqual(quotes(view));
    expect(toText(everybody)).toContain(`Asked: ${question}`);
    expect([...buttonsOf(everybody).keys()]).toEqual([]);
  });

  test('Share of a candidate that was picked posts that one', async () => {
    const view = await ask(UNSURE);
    const label = [...buttonsOf(view).keys()][1] ?? '';
    const picked = await press(view, label);
    expect(quotes(await shared(picked))).toEqual(quotes(picked));
  });

  test('Share of the first answer posts that one, whatever was picked afterwards', async () => {
    const view = await ask('do we have to publish our source code?');
    const next = await press(view, 'Not what I meant');
    const picked = await press(next, [...buttonsOf(next).keys()][0] ?? '');
    expect(quotes(await shared(view))).toEqual(quotes(view));
    expect(quotes(await shared(picked))).toEqual(quotes(picked));
  });

  test('nothing is shared before one is picked', async () => {
    const view = await ask(UNSURE);
    const share = action('ask.share', buttonsOf(view).get('Ask a person')?.value);
    expect((await world.view(share)).summary).toContain('no answer to share');
    expect((await world.view(action('ask.share', `${share.value}:99`))).summary).toContain('no answer to share');
  });

  test('what is shared has no address or number that was typed, and fits everywhere, however long the question', async () => {
    const question = `do we have to publish our source code? I am at alice@camden.gov.uk, 020 7974 4444. ${'Our source code is in a repository. '.repeat(250)}`;
    const everybody = await shared(await ask(question));
    expect(toText(everybody)).not.toMatch(/camden\.gov\.uk|7974/);
    expect(toText(everybody)).toContain('Point 12: Make new source code open');
    expect(toText(everybody).length).toBeLessThan(4_000);
    expect(slackLimitProblems(toBlockKit(everybody, 'slack:T1'))).toEqual([]);
    expect(teamsLimitProblems(toAdaptiveCard(everybody))).toEqual([]);
  });

  test.each(['Helpful', 'Not what I meant', 'Share with everyone'])('somebody else’s %s does nothing', async (label) => {
    const view = await ask('do we have to publish our source code?');
    expect((await press(view, label, guest)).summary).toContain('cannot find that question');
    expect((await kept(view))?.feedback).toBeUndefined();
  });

  test.each(['', ':', 'nobody:1', '__proto__:1', '{"$ne":1}'])('a pick that nobody was offered (%j) is refused', async (value) => {
    expect((await world.view(action('ask.pick', value))).summary).toContain('cannot find');
  });
});
