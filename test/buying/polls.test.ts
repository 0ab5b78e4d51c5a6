import { answers, asked, buyingWorld, messages, officerOf, POLL_ANSWER } from '../support/buying-world';
import { action, coordinator, submission } from '../support/turns';

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
    expect(await on.say(`poll answer ${on.id} ${POLL_ANSWER}`, officerOf(4))).toBe('This poll has closed: its quorum was met.');
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

  test('corrected while a coordinator holds it back is still held, and still a draft', async () => {
    const on = await buyingWorld(4);
    const { id } = await on.open();
    await on.say(`poll answer ${id} ${POLL_ANSWER}`, officerOf(0));
    on.now.at = new Date('2026-11-23T09:20:00Z');
    await on.say(`poll hold ${id}`, coordinator);
    await on.say(`poll correct ${id} Another need`, officerOf(0));
    expect(messages(await on.until('2026-11-24T09:00:00Z'), 'Would you buy this together?')).toEqual([]);
    expect(await on.say(`poll show ${id}`, officerOf(1))).toContain('I cannot find that poll');
    const asked = messages(await on.until('2026-11-24T12:00:00Z'), 'A poll has new wording').map(({ to }) => to);
    expect(asked.sort()).toEqual([1, 2, 3].map((index) => officerOf(index).address).sort());
  });

  test('that too few told their spend for says so, instead of that it was too little', async () => {
    const words = 'poll new Planning | category: planning | from: 2028 | councils: 5 | spend: 1m | until: 18 December 2026';
    const on = await asked(7, words);
    await answers(on, 1, 2, 3);
    for (const index of [4, 5]) await on.say(`poll answer ${on.id} market`, officerOf(index));
    await on.until('2026-12-21T12:00:00Z');
    const shown = await on.say(`poll show ${on.id}`, officerOf(1));
    expect(shown).toContain('too few said what they spend');
    expect(shown).not.toContain('stayed below');
  }, 60_000);

  test('lets no reminder arrive in the last two days, though it waited for somebody’s hours', async () => {
    const on = await buyingWorld(4, '2026-11-25T09:30:00Z');
    const { id } = await on.open('poll new Planning | category: planning | from: 2028 | councils: 4 | until: 1 December 2026');
    const later = await on.until('2026-12-01T18:00:00Z');
    expect(await on.say(`poll reach ${id}`, officerOf(0))).toContain('Reminders sent: 1');
    expect(messages(later, 'Your council has not answered yet')).toEqual([]);
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

  test('that was met before a merger is read by the council that took its place, and what was counted stays', async () => {
    const on = await buyingWorld(3, '2019-03-21T09:00:00Z');
    const [west, dorset] = [officerOf(6), officerOf(7)];
    await on.made.councils.linkDirectly(west.workspace, 'North Dorset', { id: 'console:x:y', name: 'x' });
    await on.say('help', west);
    await on.say(`council lead <@${west.id.split(':').at(-1)}>`, west);
    const { id } = await on.open('poll new Planning | category: planning | from: January 2020 | councils: 2 | until: 28 March 2019');
    await on.until('2019-03-22T12:00:00Z');
    for (const one of [west, officerOf(1)]) await on.say(`poll answer ${id} market`, one);
    await on.until('2019-04-02T09:00:00Z');
    await on.made.councils.linkDirectly(dorset.workspace, 'dorset', { id: 'console:x:y', name: 'x' });
    await on.say('help', dorset);
    const pack = await on.say(`poll export ${id}`, dorset);
    expect(pack).toContain('The pack');
    expect(pack).toContain('Taking part: Leeds City Council, North Dorset District Council');
    expect(await on.say(`poll show ${id}`, dorset)).toContain('Receipt: ');
  }, 60_000);
});
