import { answers, asked, messages, officerOf, POLL_ANSWER } from '../support/buying-world';
import { action, command, guest, submission } from '../support/turns';

describe('In a poll, a council', () => {
  test('has an officer’s answer confirmed by its lead before it counts', async () => {
    const on = await asked(4);
    const officer = officerOf(1, 'officer');
    expect(await on.say(`poll answer ${on.id} ${POLL_ANSWER}`, officer)).toContain('Your lead has been asked to confirm it');
    const shown = await on.say(`poll show ${on.id}`, officerOf(1));
    expect(shown).toContain('Waits for confirmation: officer of Leeds');
    expect(shown).not.toContain('Receipt');
    expect(messages(on.sent, 'officer of Leeds answered a poll for your council')).toHaveLength(2);
    const poll = (await on.made.exportCouncil('camden')).polls[0]?.id ?? '';
    await on.answer(action('polls.confirm', poll, officer));
    expect(await on.say(`poll show ${on.id}`, officerOf(1))).not.toContain('Receipt');
    await on.answer(action('polls.confirm', poll, officerOf(1, 'deputy')));
    expect(await on.say(`poll show ${on.id}`, officer)).toContain('Receipt: ');
  }, 60_000);

  test('is raised on a stated authority, a step at a time, and lowered again', async () => {
    const on = await asked(4);
    await answers(on, 1);
    expect(await on.say(`poll raise ${on.id} commitment : cabinet`, officerOf(1))).toContain('Raise it to intent first');
    expect(await on.say(`poll raise ${on.id} intent`, officerOf(1))).toContain('Say on whose authority');
    expect(await on.say(`poll raise ${on.id} intent : director of place, 4 May`, officerOf(1))).toContain(
      'Raised to intent, on the authority of: director of place, 4 May',
    );
    expect(await on.say(`poll answer ${on.id} share`, officerOf(1))).toContain('Raised to intent');
    expect(await on.say(`poll raise ${on.id} intent : me`, officerOf(1, 'officer'))).toContain('Only your council’s lead or deputy');
    expect(await on.say(`poll lower ${on.id}`, officerOf(1))).not.toContain('Raised');
  }, 60_000);

  test('answers for another one only with its lead’s written consent', async () => {
    const on = await asked(4);
    expect(await on.say(`poll answer ${on.id} for Leeds | go: market`, officerOf(2))).toContain('only after its lead has written');
    expect(await on.say(`poll proxy ${on.id} to York`, officerOf(1))).toContain('Write your consent');
    expect(await on.say(`poll proxy ${on.id} to York : agreed by our head of IT`, officerOf(1))).toContain(
      'City of York Council may now answer',
    );
    expect(await on.say(`poll answer ${on.id} for Leeds | go: market | ends: 2028-01`, officerOf(2))).toContain(
      'Leeds City Council has answered',
    );
    expect(await on.say(`poll show ${on.id}`, officerOf(1))).toContain('Go to market together');
    expect(await on.say(`poll show ${on.id}`, officerOf(2))).not.toContain('Go to market together');
    const told = messages(on.sent, 'City of York Council answered a poll for your council');
    expect(told.map(({ to }) => to).sort()).toEqual([officerOf(1).address, officerOf(1, 'deputy').address].sort());
    await on.say(`poll proxy ${on.id} to nobody`, officerOf(1));
    expect(await on.say(`poll show ${on.id}`, officerOf(1))).not.toContain('Go to market together');
    expect(await on.say(`poll answer ${on.id} for Leeds | go: market`, officerOf(2))).toContain('only after its lead has written');
  }, 60_000);

  test('never sees the answer of another one, with its consent or without', async () => {
    const on = await asked(4);
    await answers(on, 1);
    const prefilled = async () => JSON.stringify(await on.answer(command(`poll answer ${on.id} for Leeds`, officerOf(2))));
    expect(await prefilled()).toContain('only after its lead has written');
    await on.say(`poll proxy ${on.id} to York : agreed by our head of IT`, officerOf(1));
    const form = await prefilled();
    expect(form).toContain('Answer for a council');
    expect(form).not.toContain('2028-03');
    expect(await on.say(`poll answer ${on.id} for Leeds | go: learn`, officerOf(2))).toContain('That council has answered itself');
  }, 60_000);

  test('confirms no answer that its lead has not read, and corrects nothing from a form of another day', async () => {
    const on = await asked(4);
    await on.say(`poll answer ${on.id} market | band: 2`, officerOf(1, 'officer'));
    const [first] = messages(on.sent, 'answered a poll for your council');
    const old = first?.buttons.get('Confirm it')?.value ?? '';
    on.now.at = new Date('2026-11-23T11:30:00Z');
    await on.say(`poll answer ${on.id} learn | band: 6`, officerOf(1, 'other'));
    expect(JSON.stringify(await on.answer(action('polls.confirm', old, officerOf(1))))).toContain('has answered since you read this');
    expect(await on.say(`poll show ${on.id}`, officerOf(1))).not.toContain('Receipt');
    const poll = (await on.made.exportCouncil('camden')).polls[0]?.id ?? '';
    await answers(on, 2);
    const values = { need: 'Something else', must: '' };
    const early = JSON.stringify(await on.answer(submission('polls.corrected', `${poll}:1:`, values, officerOf(0))));
    expect(early).toContain('Councils have been asked since you opened this form');
    expect(await on.say(`poll show ${on.id}`, officerOf(2))).toContain('Receipt');
    await on.say(`poll correct ${on.id} Another need`, officerOf(0));
    const late = JSON.stringify(await on.answer(submission('polls.corrected', `${poll}:1:asked`, values, officerOf(0))));
    expect(late).toContain('Somebody corrected it meanwhile');
  }, 60_000);

  test('that asks sees how many of each nation answered only where names may be seen', async () => {
    const words = 'poll new Planning | category: planning | from: 2028 | councils: 2 | until: 18 December 2026';
    const open = await asked(5, words);
    await answers(open, 1, 4);
    expect(await open.say(`poll reach ${open.id}`, officerOf(0))).toContain('Wales: 1 of 1 asked, 1 answered');
    const closed = await asked(5, `${words} | names: nobody`);
    await answers(closed, 1, 4);
    const reach = await closed.say(`poll reach ${closed.id}`, officerOf(0));
    expect(reach).toContain('2 councils have answered');
    expect(reach).toContain('Wales: 1 of 1 asked');
    expect(reach).not.toMatch(/asked, \d answered/);
  }, 60_000);

  test('tells what ties it down to the council that asks only, and is published only where everyone may see names', async () => {
    const on = await asked(5);
    await answers(on, 1, 2);
    await on.say(`poll answer ${on.id} market | limits: reorganisation in April 2028`, officerOf(3));
    await on.until('2026-12-21T12:00:00Z');
    const pageFor = async (index: number) => {
      await on.say(`poll export ${on.id}`, officerOf(index));
      return on.made.pollFile('poll-pack.html', on.links.get('poll-pack.html') ?? '');
    };
    expect(await pageFor(0)).toContain('reorganisation in April 2028');
    expect(await pageFor(1)).not.toContain('reorganisation in April 2028');
    expect(await on.made.pollFile('poll-planning.json', on.links.get('poll-planning.json') ?? '')).not.toContain('Leeds');
  }, 60_000);

  test('shows nothing to guests and to workspaces of no council, and forgets who was erased', async () => {
    const on = await asked(4);
    await answers(on, 1);
    for (const words of ['poll list', `poll show ${on.id}`, `poll answer ${on.id} market`, 'contracts list'])
      expect(await on.say(words, guest)).toContain('Guest accounts');
    expect(await on.say('poll list', { ...officerOf(1), id: 'slack:NEW:U1', workspace: 'slack:NEW' })).toContain('not linked to a council');
    await on.made.erase(officerOf(1).id);
    const kept = JSON.stringify(await on.made.exportCouncil('leeds'));
    expect(kept).not.toContain('lead1');
    expect(kept).not.toContain('lead of Leeds');
  }, 60_000);
});
