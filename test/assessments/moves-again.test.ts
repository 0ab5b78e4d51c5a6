import { toText } from '../../src/chat/text';
import { bob, world } from '../support/moved-clock';
import { buttonsOf } from '../support/standard-world';
import { action, command } from '../support/turns';

describe('An assessment that was moved back and moves again', () => {
  const minute = (w: { now: { at: Date } }) => {
    w.now.at = new Date(w.now.at.getTime() + 60_000);
  };
  /** Moved, rated, moved back, and rated again: 10 and 11 became 4, and 3 became 7. */
  const thereAndBack = async () => {
    const w = await world();
    await w.say('help', bob);
    const stored = async () => (await w.made.exportCouncil('camden')).assessments[0];
    const state = async (number: number) => (await stored())?.points.find((one) => one.number === number)?.state;
    const steps = [
      'check start Bins beta against lgdss-2016',
      'check set Bins 1 met: https://camden.example/research',
      'check move Bins to gds-2019 now',
      'check set Bins 4 partly: rated in 2019',
      'check set Bins 7 met: rated in 2019 as well',
      'check move Bins to lgdss-2016 now',
      'check set Bins 10 met: rated since',
      'check assign Bins 1 <@U2> by 5 March',
    ];
    for (const words of steps) {
      minute(w);
      await w.say(words);
    }
    minute(w);
    return { ...w, stored, state };
  };

  test('is shown first', async () => {
    const w = await thereAndBack();
    const card = await w.answer(command('check Bins'));
    const see = card.kind === 'message' ? buttonsOf(card.view).get('See what would move') : undefined;
    const shown = await w.answer(action(see?.action ?? '', see?.value));
    const text = shown.kind === 'message' ? toText(shown.view) : '';
    expect(text).toContain('It stood against Service Standard 2019 until Monday 23 November 2026.');
    expect(text).toContain('It would stand as it did then, with what was rated since: 2 points. Nothing has changed yet.');
    expect(text).toMatch(/Rated since\s+- 1\. [^\n]*\n- 4\. [^\n]* – partly/);
    expect((await w.stored())?.standard).toBe('lgdss-2016');
    const move = shown.kind === 'message' ? buttonsOf(shown.view).get('Move it') : undefined;
    const moved = await w.answer(action(move?.action ?? '', move?.value));
    expect(moved.kind === 'message' && toText(moved.view)).toContain('as it did against Service Standard 2019, with what was rated since.');
    expect((await w.stored())?.standard).toBe('gds-2019');
  });

  test('loses nothing rated since, nor what was rated there before, and history has both', async () => {
    const w = await thereAndBack();
    await w.say('check move Bins to gds-2019 now');
    expect(await w.state(4)).toMatchObject({ rating: 'partly', note: 'rated since' }); // Two became one, and the other is not started.
    expect(await w.state(7)).toMatchObject({ rating: 'met', note: 'rated in 2019 as well' });
    expect(await w.state(1)).toMatchObject({ note: 'https://camden.example/research', owner: bob.id, due: '2027-03-05' });
    expect(await w.say('check history Bins')).toContain('note: rated since (before: “rated in 2019”)');
    // And back once more: as it was there, to the last change.
    await w.say('check move Bins to lgdss-2016 now');
    expect(await w.state(10)).toMatchObject({ rating: 'met', note: 'rated since' });
  });

  test('does not carry over what was taken back since', async () => {
    const w = await thereAndBack();
    await w.say('check set Bins 3 red: a slip');
    await w.say('check undo Bins');
    await w.say('check move Bins to gds-2019 now');
    expect(await w.state(7)).toMatchObject({ rating: 'met', note: 'rated in 2019 as well' });
  });

  test('keeps what was rated on its way through a third standard', async () => {
    const w = await world();
    const state = async (number: number) =>
      (await w.made.exportCouncil('camden')).assessments[0]?.points.find((one) => one.number === number)?.state;
    const steps = [
      'check start Bins beta against gds-2015',
      'check move Bins to gds-2019 now',
      'check move Bins to gds-2015 now',
      'check set Bins 1 partly: rated in 2015',
      'check move Bins to lgdss-2016 now',
      'check move Bins to gds-2019 now',
    ];
    for (const words of steps) {
      minute(w);
      await w.say(words);
    }
    expect(await state(1)).toMatchObject({ rating: 'partly', note: 'rated in 2015' });
  });
});
