import { parse } from 'csv-parse/sync';
import { toText } from '../../src/chat/text';
import type { Reply } from '../../src/chat/view';
import { world } from '../support/moved-clock';
import { buttonsOf } from '../support/standard-world';
import { action, submission } from '../support/turns';

const LINK = 'https://camden.gov.uk/audit';

const started = async () => {
  const w = await world();
  await w.say('check start Bins beta');
  await w.say(`check set Bins 5 partly: audited, see ${LINK}`);
  const [{ id } = { id: '' }] = (await w.made.exportCouncil('camden')).assessments;
  const state = async (number: number) =>
    (await w.made.exportCouncil('camden')).assessments[0]?.points.find((point) => point.number === number)?.state;
  const opened = async (value: string) => {
    const reply: Reply = await w.answer(action('assessments.rate', value));
    if (reply.kind !== 'form') throw new Error('no form');
    return reply.form;
  };
  return { ...w, id, state, opened };
};

describe('A note and its evidence', () => {
  test.each([
    ['amber', 'partly'],
    ['not met', 'not met'],
    ['met', 'met'],
    ['partly:', 'partly'],
    ['reset', 'not started'],
  ])('stay where a point is rated “%s” without a new one', async (words, rating) => {
    const w = await started();
    await w.say(`check set Bins 5 ${words}`);
    expect(await w.state(5)).toMatchObject({ rating, note: `audited, see ${LINK}`, evidence: LINK });
  });

  test('give way to new ones, and history has both', async () => {
    const w = await started();
    await w.say('check set Bins 5 partly: only looked at');
    expect(await w.state(5)).toMatchObject({ note: 'only looked at' });
    expect((await w.state(5))?.evidence).toBeUndefined();
    expect(await w.say('check history Bins')).toContain(`note: only looked at (before: “audited, see ${LINK}”)`);
  });

  test('go where a form that shows them is sent with the note empty, and history says so', async () => {
    const w = await started();
    const form = await w.opened(`${w.id}:5`);
    expect(form.fields.find(({ id }) => id === 'note')).toMatchObject({ initial: `audited, see ${LINK}` });
    await w.answer(submission(form.id, form.state, { rating: 'partly', note: '' }));
    expect(await w.state(5)).toMatchObject({ rating: 'partly', note: '' });
    expect((await w.state(5))?.evidence).toBeUndefined();
    expect(await w.say('check history Bins')).toContain(`the note was taken away (“audited, see ${LINK}”)`);
  });

  test('stay where a form that asks for the point does not show them', async () => {
    const w = await started();
    const form = await w.opened(w.id);
    await w.answer(submission(form.id, form.state, { point: '5', rating: 'not met', note: '' }));
    expect(await w.state(5)).toMatchObject({ rating: 'not met', note: `audited, see ${LINK}` });
  });

  test('stay where a colleague wrote them while the form was open without any', async () => {
    const w = await started();
    const form = await w.opened(`${w.id}:6`);
    await w.say('check set Bins 6 partly: a colleague’s words');
    await w.answer(submission(form.id, form.state, { rating: 'not met', note: '' }));
    expect(await w.state(6)).toMatchObject({ rating: 'not met', note: 'a colleague’s words' });
  });

  test.each([
    ['partly: we will test it', 'met', 'say how you know'],
    ['not met: nobody has tested it', 'met', 'say how you know'],
    ['not met: nobody has tested it', 'not applicable', 'give the reason'],
  ])('do not stand for another rating: “%s”, and then “%s”', async (before, after, sentence) => {
    const w = await started();
    await w.say(`check set Bins 6 ${before}`);
    expect(await w.say(`check set Bins 6 ${after}`)).toContain(sentence);
    expect((await w.state(6))?.note).toBe(before.split(': ')[1]);
  });
});

describe('The export', () => {
  const busy = async () => {
    const w = await started();
    for (let round = 1; round <= 12; round += 1) {
      await w.say(`check set Bins 1 partly: round ${round} <b>`);
      await w.say('check set Bins 1 red');
    }
    return w;
  };

  test('has the history that the card has no room for', async () => {
    const w = await busy();
    const history = await w.say('check history Bins');
    expect(history).toContain('… and 5 more in the export.');
    expect(history).not.toContain('round 1 ');
    const markdown = await w.made.assessmentFile(w.id, 'md');
    expect(markdown).toContain('## History');
    expect(markdown).toMatch(/- Point 1, Monday 23 November 2026, Alice: not started → partly; note: round 1 \\<b\\>/);
  });

  test('has a table whose rows are as long as its head: the points, and then every change', async () => {
    const w = await busy();
    const rows: Record<string, string>[] = parse(await w.made.assessmentFile(w.id, 'csv'), { columns: true, bom: true });
    const now = rows.filter((row) => row['changed at'] === '');
    const changes = rows.filter((row) => row['changed at'] !== '');
    expect(now.map(({ point }) => Number(point))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(changes).toHaveLength(25);
    expect(changes[1]).toMatchObject({ point: '1', rating: 'partly', note: 'round 1 <b>', 'changed by': 'Alice' });
    expect(changes[1]?.change).toBe('not started → partly; note: round 1 <b>');
    expect(changes[2]?.change).toBe('partly → not met (red)');
  });

  test('has what was changed against an earlier standard as well', async () => {
    const w = await world();
    await w.say('check start Bins beta against lgdss-2016');
    await w.say('check set Bins 7 partly: the form only');
    await w.say('check move Bins to gds-2019 now');
    const [kept] = (await w.made.exportCouncil('camden')).assessments;
    expect(await w.made.assessmentFile(kept?.id ?? '', 'md')).toMatch(/## Before: [\s\S]*### History[\s\S]*the form only/);
    expect(await w.made.assessmentFile(kept?.id ?? '', 'csv')).toMatch(/Bins,lgdss-2016,beta,7,.*the form only/);
  });

  test('is one press away from a history that is too long', async () => {
    const w = await busy();
    const reply = await w.answer(action('guild.run', 'check history Bins'));
    const view = reply.kind === 'message' ? reply.view : undefined;
    const button = view && buttonsOf(view).get('Export');
    const shown = await w.answer(action(button?.action ?? '', button?.value));
    expect(shown.kind === 'message' && toText(shown.view)).toContain('Download the table');
  });
});
