import { openDoors } from '../support/doors';

const START = 'check start "Missed bin collection" beta bought';
/** Words, and the sentence that whoever types them reads. None of them changes anything. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['check set missed bin collection 99 met: x', 'has no point 99'],
  ['check set missed bin collection 12 met: x', 'has no point 12'],
  ['check set missed bin collection 0 met: x', 'has no point 0'],
  ['check set missed bin collection 5 great', 'I do not know the rating'],
  ['check set missed bin collection 5 6', 'I do not know the rating'],
  ['check set missed bin collection 5 met', 'say how you know'],
  ['check set missed bin collection 5 green', 'say how you know'],
  ['check set missed bin collection 5 n/a', 'give the reason'],
  ['check set missed bin collection 5 met: javascript:alert(1)', 'cannot be opened safely'],
  ['check set missed bin collection 5 met: data:text/html,x', 'cannot be opened safely'],
  ['check set missed bin collection 5 met: file:///etc/passwd', 'cannot be opened safely'],
  ['check set missed bin collection 5 met: http://localhost:3000', 'works only on one machine'],
  ['check set missed bin collection 5 met: http://127.0.0.1/x', 'works only on one machine'],
  ['check set missed bin collection 5 met: http://169.254.169.254/latest', 'works only on one machine'],
  ['check set missed bin collection 5 met: https://user:pass@example.org', 'works only on one machine'],
  ['check set missed bin collection five met', 'by its number'],
  ['check set missed bins 5 met: x', 'I cannot find'],
  [`check set missed bin collection 5 met: ${'x'.repeat(2_100)}`, 'too long'],
  ['check assign missed bin collection 5 Bob', 'Mention the person'],
  ['check assign missed bin collection 5 me by yesterday', 'cannot read'],
  ['check assign missed bin collection 5 me by 31/12/2020', 'has passed'],
  ['check assign missed bin collection 5 me by 31/02/2027', 'cannot read'],
  ['check assign missed bin collection 5 me by 1 January 2099', 'too far ahead'],
  ['check assign missed bin collection 5 me by ambers', 'has no date yet'],
  ['check assign missed bin collection 5 slack:T2:U1', 'not in a workspace of your council'],
  ['check assign missed bin collection 5', 'Say who does point 5'],
  ['check undo missed bin collection', 'nothing here that could be undone'],
  ['check show', 'Name the service'],
  ['check show __proto__', 'I cannot find'],
  ['check show {"$ne":null}', 'I cannot find'],
  ['check start "x" against gds-2091', 'I know no standard'],
  ['check start "" beta', 'Give the service a name'],
  [`check start "${'x'.repeat(120)}" beta`, 'too long'],
  ['check review missed bin collection on 2020-01-01', 'has passed'],
  ['check review missed bin collection done dance', 'I do not know the step'],
  ['check move missed bin collection', 'I know of no newer standard'],
  ['check preview gds-2019', 'Only a coordinator'],
  ['check summary missed bin collection here', 'in the channel where the team works'],
  ['deliveries', 'Only a coordinator'],
  ['digest at 25:00', 'as a time'],
  ['snooze until 2020-01-01', 'has passed'],
];

describe('Through the doors of both platforms', () => {
  let on: Awaited<ReturnType<typeof openDoors>>;

  beforeAll(async () => {
    on = await openDoors();
    for (const platform of ['Slack', 'Teams'] as const) expect(await on.says[platform](START)).toContain('0 of 13 met');
  });
  afterAll(() => on.stop());

  describe.each([
    ['Slack', 'camden'],
    ['Teams', 'york'],
  ] as const)('on %s', (platform, council) => {
    test.each(HOSTILE)('“%s” is told in a sentence, and changes nothing', async (words, sentence) => {
      expect(await on.says[platform](words)).toContain(sentence);
      const { assessments } = await on.running.features.exportCouncil(council);
      expect(assessments.map(({ log, review, standard }) => [log, review, standard])).toEqual([[[], undefined, 'gds-2019']]);
    });

    test('two people who rate at once both have their say', async () => {
      await Promise.all([
        on.says[platform]('check set missed bin collection 1 partly: one'),
        on.says[platform]('check set missed bin collection 2 red'),
      ]);
      const [kept] = (await on.running.features.exportCouncil(council)).assessments;
      expect(kept?.points.slice(0, 2).map(({ state }) => state.rating)).toEqual(['partly', 'not met']);
    });
  });

  test('somebody of another council sees and changes nothing', async () => {
    for (const words of [
      'check show missed bin collection',
      'check set missed bin collection 1 met: x',
      'check export missed bin collection',
    ])
      expect(await on.says['another council'](words)).toContain('no assessments yet');
  });
});
