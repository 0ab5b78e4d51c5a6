import { toText } from '../../src/chat/text';
import { alike } from '../../src/standard/clarification';
import { clarifyRoutes } from '../../src/standard/clarify-routes';
import { toldView } from '../../src/standard/clarify-views';
import { defaultStandard } from '../../src/standard/standard';
import { buttonsOf, standardWorld } from '../support/standard-world';
import { action, alice, command, coordinator, submission, whoIs } from '../support/turns';

type World = Awaited<ReturnType<typeof standardWorld>>;
const bob = { ...alice, id: 'slack:T1:U2', name: 'Bob' };
const QUESTION = 'May a volunteer group in the village hall run the help desk?';
const CLARIFY = `clarify 5 : ${QUESTION} The standard asks for help that somebody has designed and tested. It does not say who gives it.`;

describe('A clarification', () => {
  let world: World;
  beforeEach(async () => {
    world = await standardWorld();
  });
  const publish = () => world.view(command(CLARIFY, coordinator));

  test('is published by a coordinator, and tells those who asked the same in vain, each once', async () => {
    await world.view(command('ask may volunteers of the village hall run our help desk', alice));
    await world.view(command('ask can a village volunteer run the help desk', alice));
    await world.view(command('ask who won the football', bob));
    const [first] = await world.asks.find({ person: alice.id });
    if (first) await world.asks.replace({ ...first, outcome: 'unsure' });
    expect(toText(await publish())).toContain('1 person who asked in vain will hear of it, once.');
    expect(world.told).toHaveLength(1);
    expect(world.told[0]).toMatch(/^slack:T1:U1 clarifications\.published /);
    await world.clarifying.catchUp();
    expect(world.told).toHaveLength(1);
  });

  test('answers whoever asks it next, with its point and who made it clear', async () => {
    await publish();
    const view = await world.view(command('ask could a volunteer from the village hall run the help desk', bob));
    expect(view.summary).toMatch(/^Point 5/);
    const text = toText(view);
    expect(text).toContain('It does not say who gives it.');
    expect(text).toContain('Made clear by Cora, a coordinator of the network');
  });

  test('is shared with the answer it stands in, and not once it was taken back', async () => {
    const back = buttonsOf(await publish()).get('Take it back');
    const view = await world.view(command('ask could a volunteer from the village hall run the help desk', bob));
    const share = buttonsOf(view).get('Share with everyone');
    const reply = await world.front.answer(action('ask.share', share?.value, bob));
    expect(reply).toMatchObject({ kind: 'message', to: 'everyone' });
    expect(JSON.stringify(reply)).toContain('It does not say who gives it.');
    await world.view(action('clarify.withdraw', back?.value, coordinator));
    const after = await world.front.answer(action('ask.share', share?.value, bob));
    expect(JSON.stringify(after)).not.toContain('It does not say who gives it.');
    expect(after).not.toMatchObject({ to: 'everyone' });
  });

  test('published after an answer is not shared with it', async () => {
    const view = await world.view(command('ask do we have to publish our source code?', bob));
    await world.view(command('clarify 12 : Do we have to publish our source code? It asks for new code.', coordinator));
    const reply = await world.front.answer(action('ask.share', buttonsOf(view).get('Share with everyone')?.value, bob));
    expect(reply).toMatchObject({ kind: 'message', to: 'everyone' });
    expect(JSON.stringify(reply)).not.toContain('It asks for new code.');
  });

  test('that shares a few words with a question is kept out of its answer, and nobody is told', async () => {
    const question = 'ask What may we ask the supplier about code reviews before go-live?';
    await world.view(command(question, bob));
    const [asked] = await world.asks.find({ person: bob.id });
    if (asked) await world.asks.replace({ ...asked, outcome: 'unsure' });
    await world.view(command('clarify 12 : May the supplier keep the code? The standard asks you to keep the rights.', coordinator));
    expect(await world.read(command(question, bob))).not.toContain('Made clear by');
    expect(world.told).toEqual([]);
  });

  test('of a question that nothing was found for answers whoever asks nearly the same', async () => {
    await world.view(command('clarify 14 : May a volunteer group in the village hall run the help desk? It does not say.', coordinator));
    expect(await world.read(command('ask could a volunteer group of the village hall run the help desk', bob))).toContain('Made clear by');
    expect(await world.read(command('ask could a volunteer from the village hall run the help desk', bob))).toContain('Made clear by');
    expect(await world.read(command('ask could a volunteer paint the village hall', bob))).not.toContain('Made clear by');
  });

  test('stands beside an answer that is sure of another point, and takes nothing from it', async () => {
    const question = 'ask do we have to publish our source code?';
    const before = await world.view(command(question, bob));
    await world.view(command('clarify 13 : Do we have to publish our source code? It asks to share components.', coordinator));
    const after = await world.view(command(question, bob));
    expect(after.summary).toBe('Point 12: Make new source code open');
    const text = toText(after);
    expect(text).toContain('It asks to share components.');
    expect(text).toContain('Point 13, Use and contribute to open standards');
    expect(text.indexOf('Made clear by')).toBeGreaterThan(text.indexOf('Point 12: Make new source code open'));
    for (const block of before.blocks.filter(({ type }) => type === 'quote')) expect(after.blocks).toContainEqual(block);
  });

  test('of a question about an older standard is offered for that standard', async () => {
    const question = { text: 'May a director test it?', answer: 'Yes.', standard: 'lgdss-2016' };
    const routes = clarifyRoutes({ clarifying: world.clarifying, library: world.library, answered: async () => question });
    const event = action('clarify.new', 'q1', coordinator);
    const reply = await routes.actions?.['clarify.new']?.({ event, who: whoIs('coordinator'), now: world.now.at });
    expect(reply).toMatchObject({ kind: 'form', form: { state: 'lgdss-2016' } });
    expect(JSON.stringify(reply)).toContain('15. Test with senior manager');
  });

  test('stands with its point', async () => {
    await publish();
    expect(await world.read(command('point 5'))).toMatch(/Made clear by coordinators\s+- May a volunteer group/);
    expect(await world.read(command('point 6'))).not.toContain('Made clear');
  });

  test('can be taken back for ten minutes, and then no longer', async () => {
    const back = buttonsOf(await publish()).get('Take it back');
    world.now.at = new Date(world.now.at.getTime() + 11 * 60_000);
    expect((await world.view(action('clarify.withdraw', back?.value, coordinator))).summary).toContain('for ten minutes');
    world.now.at = new Date(world.now.at.getTime() - 5 * 60_000);
    expect((await world.view(action('clarify.withdraw', back?.value, coordinator))).summary).toContain('Taken back');
    expect(await world.read(command('point 5'))).not.toContain('Made clear');
    expect(await world.clarifying.get(back?.value ?? '')).toBeUndefined();
  });

  test('is told again by the sweep where a process died', async () => {
    await world.view(command('ask may volunteers of the village hall run our help desk', bob));
    const [asked] = await world.asks.find({ person: bob.id });
    if (asked) await world.asks.replace({ ...asked, outcome: 'unknown' });
    await publish();
    world.told.length = 0;
    const made = await world.clarifying.about('gds-2019', QUESTION);
    expect(made?.todo).toBe('none');
    const told = toText(toldView(made as NonNullable<typeof made>, defaultStandard(world.library)));
    expect(told).toContain('You get this once');
    expect(told).toContain('Read it at the source');
  });

  test.each([
    ['clarify', 'Publish a clarification'],
    ['clarify 5 no question mark', 'Write “clarify POINT : QUESTION? ANSWER”'],
    ['clarify 99 : Is it so? Yes.', 'points 1 to 14'],
    ['clarify 5 : Is it so?', 'Write the answer'],
    [`clarify 5 : Is it so? ${'x'.repeat(1_001)}`, 'under 1,000 characters'],
    ['clarify 5 : Is it enough? Then you comply with the point.', 'never says that somebody complies'],
    ['clarify 5 of __proto__ : Is it so? Yes.', 'I know no standard'],
  ])('as “%.40s” gets a clear answer and no effect', async (words, sentence) => {
    const reply = await world.front.answer(command(words, coordinator));
    expect(JSON.stringify(reply)).toContain(sentence);
    expect(await world.clarifying.of('gds-2019', 5)).toEqual([]);
  });

  test('is not for others: words, button and form', async () => {
    expect((await world.view(command(CLARIFY, bob))).summary).toContain('Only a coordinator');
    expect((await world.view(action('clarify.new', '', bob))).summary).toContain('Only a coordinator');
    const sent = submission('clarify.publish', 'gds-2019', { point: '5', question: QUESTION, answer: 'Yes.' }, bob);
    expect(JSON.stringify(await world.front.answer(sent))).toContain('Only a coordinator');
    expect(await world.clarifying.of('gds-2019', 5)).toEqual([]);
  });

  test('as a form keeps what was typed and names the field that is wrong', async () => {
    const send = (answer: string) =>
      world.front.answer(submission('clarify.publish', 'gds-2019', { point: '5', question: QUESTION, answer }, coordinator));
    expect(await send('')).toMatchObject({ kind: 'errors', fields: { answer: expect.stringContaining('Write the answer') } });
    expect(await send('It does not say.')).toMatchObject({ kind: 'message' });
    expect(await world.clarifying.of('gds-2019', 5)).toHaveLength(1);
  });

  test('stays when its coordinator is erased, without the name', async () => {
    await publish();
    await world.clarifying.erase(coordinator.id);
    expect(await world.clarifying.of('gds-2019', 5)).toMatchObject([{ by: '', byName: 'a coordinator' }]);
  });
});

describe('Two questions', () => {
  test.each([
    ['may the supplier keep the source code', 'can a supplier keep our source code?', true],
    ['may the supplier keep the source code', 'does the supplier do the testing', false],
    ['is it', 'is it', false],
    ['', 'anything at all', false],
    ['__proto__ constructor', '__proto__ constructor', true],
    ['May the supplier keep the code?', 'What may we ask the supplier about code reviews before go-live?', false],
    ['May the supplier keep the code?', 'May the supplier keep the data?', false],
    ['May the supplier keep the code?', 'Is the supplier allowed to keep our codes?', true],
    ['Do we publish our policies?', 'Must we publish a policy?', true],
  ])('“%s” and “%s” are about the same: %s', (one, other, same) => {
    expect(alike(one, other)).toBe(same);
    expect(alike(other, one)).toBe(same);
  });
});
