import { openDoors } from '../support/doors';

const OPEN = 'poll new Planning back office | category: planning | from: January 2028 | councils: 2 | until: in 3 weeks';
const LATER = 'in 3 weeks';
/** Words, and the sentence that whoever types them reads. None of them changes anything. `ID` is the poll of the other platform. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['poll new', 'Only your council’s lead or deputy'],
  ['poll show 000000', 'I cannot find that poll'],
  ['poll show __proto__', 'I cannot find that poll'],
  ['poll show {"$ne":null}', 'I cannot find that poll'],
  ['poll answer ID market | ends: March 2020', 'has passed'],
  ['poll answer ID market | ends: soon', 'as a month'],
  ['poll answer ID market | ends: 13/2028', 'as a month'],
  ['poll answer ID market | ends: March 2099', 'too far ahead'],
  ['poll answer ID market | band: £45,000', 'Choose a band, not an amount'],
  ['poll answer ID market | band: 45000', 'Choose a band, not an amount'],
  ['poll answer ID market | band: 7', 'Choose a band, not an amount'],
  ['poll answer ID market | volume: 900', 'Choose a band, not an amount'],
  ['poll answer ID market | must: we pay £12 per user', 'looks like a price'],
  ['poll answer ID market | limits: 15% off until May', 'looks like a price'],
  ['poll answer ID market | limits: 300 pounds a day', 'looks like a price'],
  ['poll answer ID market | supplier: Acme, day rate of 700', 'looks like a price'],
  ['poll answer ID perhaps', 'Say how far your council would go'],
  ['poll answer ID market | colour: blue', 'After a bar I know'],
  ['poll answer ID market | route: by post', 'Choose a route'],
  ['poll answer ID for Narnia | go: market', 'I know no council'],
  [`poll answer ID market | must: ${'x'.repeat(400)}`, 'too long'],
  ['poll confirm ID', 'Only your council’s lead or deputy'],
  ['poll withdraw ID', 'Only your council’s lead or deputy'],
  ['poll raise ID intent : me', 'Only your council’s lead or deputy'],
  ['poll close ID because', 'Only your council’s lead or deputy'],
  ['poll extend ID until 4 January 2028', 'Only your council’s lead or deputy'],
  ['poll hold ID', 'Only a coordinator'],
  ['poll export ID', 'It is sealed until'],
  ['poll reach ID', 'Only the council that asks'],
  ['contracts add | ends: March 2028', 'Say what the contract is for'],
  ['contracts add Planning | category: planning | ends: March 2020', 'has passed'],
  ['contracts add Planning | category: unicorns | ends: March 2028', 'I know no category'],
  ['contracts add Planning at £3 per user | category: planning | ends: March 2028', 'looks like a price'],
  ['contracts remove 0000', 'I cannot find that contract'],
  ['contracts undo', 'nothing to undo'],
];
/** What a lead cannot ask for. */
const POLLS: readonly (readonly [string, string])[] = [
  ['poll new | category: planning | from: 2028 | councils: 3 | until: in 3 weeks', 'Say in plain words what you need'],
  [`poll new x | category: unicorns | from: 2028 | councils: 3 | until: ${LATER}`, 'I know no category'],
  [`poll new x | category: planning | from: 2019 | councils: 3 | until: ${LATER}`, 'has passed'],
  [`poll new x | category: planning | from: 2028 | councils: 0 | until: ${LATER}`, 'from 2 to 500'],
  [`poll new x | category: planning | from: 2028 | councils: 10000 | until: ${LATER}`, 'from 2 to 500'],
  [`poll new x | category: planning | from: 2028 | councils: 3 | spend: 1m | until: ${LATER}`, 'quorum of at least 5 councils'],
  [`poll new x | category: planning | from: 2028 | councils: 6 | spend: 1234 | until: ${LATER}`, 'can be one of: £1m'],
  ['poll new x | category: planning | from: 2028 | councils: 3 | until: 25 December', 'Nobody works on that day'],
  ['poll new x | category: planning | from: 2028 | councils: 3 | until: tomorrow', 'at least three days'],
  ['poll new x | category: planning | from: 2028 | councils: 3 | until: 1 January 2020', 'has passed'],
  [`poll new Widgets at £5 each | category: planning | from: 2028 | councils: 3 | until: ${LATER}`, 'looks like a price'],
];

describe('Through the doors of both platforms', () => {
  let on: Awaited<ReturnType<typeof openDoors>>;
  let id = '';
  const kept = async (council: string): Promise<string> => {
    const { polls, contracts } = await on.running.features.exportCouncil(council);
    return JSON.stringify([polls, contracts]);
  };

  beforeAll(async () => {
    on = await openDoors({ CLOCK_START: '2026-11-23T10:00:00Z' });
    await on.says['another council']('council lead <@ULENA>');
    await on.says.Slack('help');
    await on.says.Teams('help');
    [, id = ''] = /Poll: ([0-9a-f]{6})/.exec(await on.says['another council'](OPEN)) ?? [];
    const poll = (await on.running.features.exportCouncil('leeds')).polls[0]?.id ?? '';
    // As if the half hour had passed in which only its council sees it.
    const { pollShape } = await import('../../src/buying/poll');
    const polls = on.running.store.open(pollShape);
    const draft = await polls.get(poll);
    if (draft) await polls.replace({ ...draft, asked: [{ council: 'york', at: new Date('2026-11-23T10:00:00Z'), deputies: false }] });
  });
  afterAll(() => on.stop());

  describe.each([
    ['Slack', 'camden'],
    ['Teams', 'york'],
  ] as const)('on %s', (platform, council) => {
    test.each(HOSTILE)('“%s” is told in a sentence, and changes nothing', async (words, sentence) => {
      expect(id).not.toBe('');
      expect(await on.says[platform](words.replace('ID', id))).toContain(sentence);
      expect(await kept(council)).toBe('[[],[]]');
    });
  });

  test.each(POLLS)('“%s” opens no poll', async (words, sentence) => {
    expect(await on.says['another council'](words)).toContain(sentence);
    expect((await on.running.features.exportCouncil('leeds')).polls).toHaveLength(1);
  });

  test.each(['poll list', 'poll new', 'poll answer ID market', 'contracts list', 'contracts import'])(
    'a guest is refused “%s”',
    async (words) => {
      expect(await on.says['a guest'](words.replace('ID', id))).toContain('Guest accounts');
    },
  );

  test('Slack and Teams answer the same poll by their forms, and each sees only its own answer', async () => {
    await on.says.Slack('council lead <@UALICE>');
    await on.says.Teams(`council lead ${on.yusuf.person}`);
    const shown = await on.alice.types(`poll show ${id}`);
    const filled = { go: 'market', ends: 'March 2028', band: '2', lead: 'yes' };
    expect(await on.alice.fillsIn(shown, 'Answer', filled)).toContain('Your council has answered');
    await on.says.Teams(`poll show ${id}`);
    await on.yusuf.fillsIn(await on.yusuf.gets('Planning back office'), 'Answer', { ...filled, go: 'share' });
    const york = await on.says.Teams(`poll show ${id}`);
    expect(york).toContain('Share a specification');
    expect(york).toContain('2 of 2 councils');
    expect(york).toContain('Receipt: ');
    expect(await on.says.Slack(`poll show ${id}`)).toContain('Spend a year: £50k to £100k');
  });
});
