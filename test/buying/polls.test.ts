import { buyingWorld, officerOf } from '../support/buying-world';
import { action, command, coordinator, guest, submission } from '../support/turns';

const ANSWER = 'market | ends: March 2028 | band: 2 | lead: yes';
type World = Awaited<ReturnType<typeof buyingWorld>>;

/** A poll that every council was asked. */
const asked = async (councils = 6, words?: string): Promise<World & { id: string }> => {
  const on = await buyingWorld(councils);
  const { id } = await on.open(words);
  await on.until('2026-11-23T11:00:00Z');
  return { ...on, id };
};
const answers = async ({ say, id }: { say: World['say']; id: string }, ...councils: number[]): Promise<void> => {
  for (const index of councils) await say(`poll answer ${id} ${ANSWER}`, officerOf(index));
};
const messages = (sent: World['sent'], words: string) => sent.filter(({ text }) => text.includes(words));

describe('A poll', () => {
  test('asks every council once, stays sealed until its quorum, closes by itself and hands out the pack', async () => {
    const on = await asked();
    expect(
      messages(on.sent, 'Would you buy this together?')
        .map(({ to }) => to)
        .sort(),
    ).toEqual([1, 2, 3, 4, 5].map((index) => officerOf(index).address).sort());
    await answers(on, 1, 2);
    const sealed = await on.say(`poll show ${on.id}`, officerOf(3));
    expect(sealed).toContain('5 councils asked. How many answered stays sealed until 3 have');
    expect(sealed).not.toContain('Leeds');
    expect(await on.say(`poll export ${on.id}`, officerOf(1))).toContain('It is sealed until the quorum is reached');
    await answers(on, 3);
    const open = await on.say(`poll show ${on.id}`, officerOf(1));
    expect(open).toContain('3 of 3 councils');
    expect(open).toContain('Taking part: Bristol City Council, Leeds City Council, City of York Council');
    expect(await on.say(`poll show ${on.id}`, officerOf(4))).not.toContain('Leeds');
    const later = await on.until('2026-12-21T12:00:00Z');
    const outcome = messages(later, 'The quorum was met');
    expect(outcome.map(({ to }) => to).sort()).toEqual([0, 1, 2, 3].map((index) => officerOf(index).address).sort());
    expect(await on.say(`poll answer ${on.id} ${ANSWER}`, officerOf(4))).toBe('This poll has closed: its quorum was met.');
    expect(await on.say(`poll export ${on.id}`, officerOf(4))).toContain('The pack is for the councils that take part.');
    expect(await on.say(`poll export ${on.id}`, officerOf(2))).toContain('The pack');
    const page = await on.made.pollFile('poll-pack.html', on.links.get('poll-pack.html') ?? '');
    expect(page).toContain('<svg');
    expect(page).toContain('<td>Leeds City Council</td><td>March 2028</td>');
    expect(page).not.toContain('£50k');
    expect(await on.made.pollFile('poll-pack.html', (on.links.get('poll-pack.html') ?? '').replace(/:.*/, ':cardiff'))).toBe('');
  }, 60_000);

  test('asks the others of a council after three working days, and nobody who said that it is nothing for them', async () => {
    const on = await asked(4);
    await answers(on, 1);
    expect(await on.say(`poll decline ${on.id}`, officerOf(2))).toContain('nothing for your council');
    const later = await on.until('2026-11-28T00:00:00Z');
    expect(messages(later, 'Would you buy this together?').map(({ to, at }) => `${to} ${at.slice(0, 10)}`)).toEqual([
      `${officerOf(3, 'deputy').address} 2026-11-26`,
    ]);
  }, 60_000);

  test('reminds the undecided where answers come too slowly: three times at most, never in the last two days', async () => {
    const on = await asked(4, 'poll new Planning | category: planning | from: 2028 | councils: 4 | until: 18 December 2026');
    const later = await on.until('2026-12-18T17:00:00Z');
    const reminders = messages(later, 'Your council has not answered yet').filter(({ to }) => to === officerOf(2).address);
    expect(reminders.length).toBe(3);
    expect(reminders.every(({ at }) => at < '2026-12-16T17:00')).toBe(true);
    const quick = await asked(4, 'poll new Planning | category: planning | from: 2028 | councils: 2 | until: 18 December 2026');
    await answers(quick, 1, 2);
    expect(messages(await quick.until('2026-12-18T17:00:00Z'), 'has not answered yet')).toEqual([]);
  }, 60_000);

  test('tells how near it was when it missed; may be extended once, and kept on watch', async () => {
    const on = await asked();
    await answers(on, 1, 2);
    const missed = messages(await on.until('2026-12-21T12:00:00Z'), 'The quorum was missed');
    expect(missed).toHaveLength(3);
    expect(missed[0]?.text).toContain('with 2 of 3 councils');
    expect(await on.say(`poll watch ${on.id}`, officerOf(1))).toContain('Only the council that asks');
    expect(await on.say(`poll watch ${on.id}`, officerOf(0))).toContain('On watch: answers are still taken');
    await answers(on, 3);
    expect(messages(await on.until('2026-12-22T12:00:00Z'), 'Your poll now has enough councils').map(({ to }) => to)).toEqual([
      officerOf(0).address,
    ]);
    expect(await on.say(`poll extend ${on.id} until 15 January 2027`, officerOf(0))).toContain('Open until Friday 15 January 2027');
    expect(await on.say(`poll extend ${on.id} until 22 January 2027`, officerOf(0))).toContain('extended once already');
    expect(messages(await on.until('2027-01-18T12:00:00Z'), 'The quorum was met')).toHaveLength(4);
  }, 60_000);

  test('takes an officer’s answer to the lead, and counts it once confirmed', async () => {
    const on = await asked(4);
    const officer = officerOf(1, 'officer');
    expect(await on.say(`poll answer ${on.id} ${ANSWER}`, officer)).toContain('Your lead has been asked to confirm it');
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

  test('is answered for another council only with its lead’s written consent', async () => {
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

  test('shows nobody another council’s answer, with its consent or without', async () => {
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

  test('takes no confirmation of an answer that its lead has not read, and no correction from a form of another day', async () => {
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

  test('corrected in the night asks once, with the newest words, and spends no reminder', async () => {
    const on = await buyingWorld(4, '2026-11-27T19:00:00Z');
    const { id } = await on.open('poll new Planning | category: planning | from: 2028 | councils: 4 | until: 18 December 2026');
    await on.until('2026-11-28T09:00:00Z');
    await on.say(`poll correct ${id} Planning and land charges`, officerOf(0));
    const monday = messages(await on.until('2026-11-30T12:00:00Z'), 'Planning and land charges').filter(({ text }) =>
      text.includes('asks:'),
    );
    expect(monday.map(({ to }) => to).sort()).toEqual([1, 2, 3].map((index) => officerOf(index).address).sort());
    await on.until('2026-12-03T12:00:00Z');
    await on.say(`poll correct ${id} Planning, land charges and trees`, officerOf(0));
    await on.until('2026-12-03T13:00:00Z');
    expect(await on.say(`poll reach ${id}`, officerOf(0))).toContain('Reminders sent: 0');
  }, 60_000);

  test('lets no reminder arrive in the last two days, though it waited for somebody’s hours', async () => {
    const on = await buyingWorld(4, '2026-11-25T09:30:00Z');
    const { id } = await on.open('poll new Planning | category: planning | from: 2028 | councils: 4 | until: 1 December 2026');
    const later = await on.until('2026-12-01T18:00:00Z');
    expect(await on.say(`poll reach ${id}`, officerOf(0))).toContain('Reminders sent: 1');
    expect(messages(later, 'Your council has not answered yet')).toEqual([]);
  }, 60_000);

  test('tells its owner how many of each nation answered only where names may be seen', async () => {
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

  test('gives what ties a council down to the council that asks, and publishes names only where everyone may see them', async () => {
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

  test('asks again when its wording is corrected, and answers to the old wording no longer count', async () => {
    const on = await asked(4);
    await answers(on, 1);
    expect(await on.say(`poll correct ${on.id} Planning and land charges`, officerOf(0))).toContain('Everybody is asked again');
    const poll = (await on.made.exportCouncil('camden')).polls[0]?.id ?? '';
    const late = await on.answer(submission('polls.answered', `${poll}:1:`, { go: 'market', lead: 'no' }, officerOf(2)));
    expect(JSON.stringify(late)).toContain('The wording has changed since');
    expect(await on.say(`poll show ${on.id}`, officerOf(1))).not.toContain('Receipt');
    const again = messages(await on.until('2026-11-23T13:00:00Z'), 'A poll has new wording');
    expect(again).toHaveLength(3);
    await answers(on, 1, 2, 3);
    expect(await on.say(`poll show ${on.id}`, officerOf(1))).toContain('3 of 3 councils');
  }, 60_000);

  test('is a draft until councils are asked: mended, held back by a coordinator, or withdrawn', async () => {
    const on = await buyingWorld(4);
    const { id } = await on.open();
    await on.until('2026-11-23T09:20:00Z');
    expect(messages(on.sent, 'A poll was opened')).toHaveLength(1);
    expect(await on.say(`poll show ${id}`, officerOf(1))).toContain('I cannot find that poll');
    expect(await on.say(`poll hold ${id}`, officerOf(0))).toContain('Only a coordinator');
    on.now.at = new Date('2026-11-23T09:20:00Z');
    expect(await on.say(`poll hold ${id}`, coordinator)).toContain('Held back for a day');
    expect(messages(await on.until('2026-11-24T08:00:00Z'), 'Would you buy this together?')).toEqual([]);
    expect(await on.say(`poll close ${id} not needed after all`, officerOf(0))).toContain('Withdrawn before anybody was asked');
    expect(messages(await on.until('2026-11-26T08:00:00Z'), 'Would you buy')).toEqual([]);
  }, 60_000);

  test('asks its participants four weeks later whether it came to anything, once', async () => {
    const on = await asked(5);
    await answers(on, 1, 2, 3);
    await on.until('2026-12-21T12:00:00Z');
    const after = messages(await on.until('2027-01-20T12:00:00Z'), 'Did it come to anything?');
    expect(after.map(({ to }) => to).sort()).toEqual([1, 2, 3].map((index) => officerOf(index).address).sort());
    const yes = after[0]?.buttons.get('Yes, we go on together');
    await on.answer(action('polls.came-of-it', yes?.value, officerOf(2)));
    expect(JSON.stringify((await on.made.exportCouncil('york')).polls)).toContain('"rung":"market"');
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

  test('carries a merged council’s answer and contracts over, without a double voice', async () => {
    const on = await buyingWorld(3, '2019-03-25T09:00:00Z');
    const [west, dorset] = [officerOf(6), officerOf(7)];
    await on.made.councils.linkDirectly(west.workspace, 'North Dorset', { id: 'console:x:y', name: 'x' });
    for (const one of [west]) {
      await on.say('help', one);
      await on.say(`council lead <@${one.id.split(':').at(-1)}>`, one);
    }
    const { id } = await on.open('poll new Planning | category: planning | from: January 2020 | councils: 2 | until: 12 April 2019');
    await on.until('2019-03-26T12:00:00Z');
    await on.say(`poll answer ${id} market`, west);
    await on.say('contracts add Planning system | category: planning | ends: March 2020', west);
    await on.until('2019-05-03T09:00:00Z');
    await on.made.councils.linkDirectly(dorset.workspace, 'dorset', { id: 'console:x:y', name: 'x' });
    await on.say('help', dorset);
    expect(await on.say(`poll show ${id}`, dorset)).toContain('Go to market together');
    expect(await on.say('contracts list', dorset)).toContain('Planning system');
  }, 60_000);
});
