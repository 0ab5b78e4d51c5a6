import { toText } from '../../src/chat/text';
import { standardWorld } from '../support/standard-world';
import { command } from '../support/turns';

let world: Awaited<ReturnType<typeof standardWorld>>;
beforeAll(async () => {
  world = await standardWorld();
});
const ask = async (question: string) => toText(await world.view(command(`ask ${question}`)));

describe('A question that names a point of an older standard', () => {
  test.each([
    ['What was point 8 in 2016?', 'Local standard 2016, point 8: Test the end-to-end service', 14],
    ['what was point 8 in 2016', 'Local standard 2016, point 8: Test the end-to-end service', 14],
    ['What was point 8 (2016)?', 'Local standard 2016, point 8: Test the end-to-end service', 14],
    ['In 2016, what was point 9?', 'Local standard 2016, point 9: Make a plan for being offline', 14],
    ["What did 2016's point 15 say?", 'Local standard 2016, point 15: Test with senior manager', 7],
    ['LGDSS point 13?', 'Local standard 2016, point 13: Identify performance indicators', 10],
    ['what does point 13 of the LGDSS say?', 'Local standard 2016, point 13: Identify performance indicators', 10],
    ['what does point 8 of lgdss-2016 say?', 'Local standard 2016, point 8: Test the end-to-end service', 14],
    ['What did point 8 of the Local Government Digital Service Standard say?', 'Local standard 2016, point 8: Test the end-to-end', 14],
    ['point 12 of the local standard', 'Local standard 2016, point 12: Encourage digital take-up', 3],
    ['What was point 8 of the old standard?', 'Local standard 2016, point 8: Test the end-to-end service', 14],
    ['what did the old point 8 say', 'Local standard 2016, point 8: Test the end-to-end service', 14],
    ['point 8 before 2019?', 'Local standard 2016, point 8: Test the end-to-end service', 14],
    ['What was point 18 in the old standard?', 'Digital Service Standard 2015, point 18: Test with the minister', 7],
    ['What was point 8 in 2015?', 'Digital Service Standard 2015, point 8: Make all new source code open', 12],
    ['gds-2015 point 8', 'Digital Service Standard 2015, point 8: Make all new source code open', 12],
  ])('“%s” is answered from it, named as old, and from what became of it', async (question, older, now) => {
    const text = await ask(question);
    expect(text).toContain(older);
    expect(text).toMatch(/\((historical|deprecated)\)/);
    expect(text).toContain(`Point ${now}:`);
  });

  test('says what it asked in our words, and that it is no longer in force', async () => {
    const text = await ask('What was point 8 in 2016?');
    expect(text).toContain('In our words: Be able to test the whole service');
    expect(text).toContain('became parts of running a reliable service');
    expect(text).toContain('[Read point 8 of lgdss-2016]');
    expect(text).not.toContain('Point 8: Iterate and improve frequently');
  });

  test.each(['what was point 8 in 2013?', 'what was point 17 in 2016?', 'what was point 99 of the old standard?'])(
    '“%s”, which nobody knows, is not answered with the point of that number today',
    async (question) => {
      const { summary } = await world.view(command(`ask ${question}`));
      expect(summary).not.toMatch(/^Point (8|17|99):/);
    },
  );

  test.each([
    ['What is point 8?', 8],
    ['what does point 8 say in 2026', 8],
    ['point 8 of the 2019 standard', 8],
    ['what does point 12 say about old code?', 12],
    ['what does point 12 say about code we wrote in 2016?', 12],
  ])('“%s” is about the point of today', async (question, number) => {
    const { summary } = await world.view(command(`ask ${question}`));
    expect(summary).toMatch(new RegExp(`^Point ${number}:`));
  });

  test('is no question about the standard where it asks for a score', async () => {
    const { summary } = await world.view(command('ask which score did our planning team get for point 9 in 2016'));
    expect(summary).not.toMatch(/^Point/);
  });
});
