import { reviewDays, stepNamed } from '../../src/assessments/review';
import type { Place } from '../../src/chat/event';
import { toText } from '../../src/chat/text';
import { bob, morag, world } from '../support/moved-clock';
import { buttonsOf } from '../support/standard-world';
import { action, alice, command } from '../support/turns';

const weekdays = (day: string) => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
const channel: Place = { kind: 'channel', address: 'slack:T1/C1' };

describe('The timers of a review', () => {
  test('fall as the field has them', () => {
    expect(reviewDays('2027-05-12', weekdays)).toEqual({
      book: '2027-04-07',
      'pre-call': '2027-05-10',
      review: '2027-05-12',
      report: '2027-05-21',
      challenge: '2027-06-04',
      ambers: '2027-08-20',
    });
  });
  test('never fall on a day on which nobody works, and know the end of a month', () => {
    const days = reviewDays('2027-11-16', (day) => weekdays(day) && day !== '2027-11-24');
    expect(days.book).toBe('2027-10-12');
    expect(days['pre-call']).toBe('2027-11-12'); // Two days before is a Sunday.
    expect(days.report).toBe('2027-11-26'); // The 24th is a holiday.
    expect(reviewDays('2026-11-19', weekdays).ambers).toBe('2027-02-26'); // Three months after 30 November.
  });
  test.each([
    ['book', 'book'],
    ['precall', 'pre-call'],
    ['Pre-Call', 'pre-call'],
    ['ambers', 'ambers'],
    ['amber', 'ambers'],
    ['nonsense', undefined],
    ['', undefined],
  ])('%s is the step %s', (words, step) => expect(stepNamed(words)).toBe(step));

  test('are planned in a line, come in the digest, are done with a button, and serve as days for points', async () => {
    const w = await world();
    await w.say('check start Bins beta');
    expect(await w.say('check review Bins')).toContain('There is no date yet');
    expect(await w.say('check assign Bins 5 me by pre-call')).toContain('has no date yet');
    const text = await w.say('check review Bins on 13 January 2027');
    expect(text).toContain('Wednesday 9 December 2026 – Book the review');
    expect(text).toContain('Monday 11 January 2027 – Hold the pre-call');
    const [first] = await w.until('2026-12-03T12:00:00Z');
    expect(first?.at.slice(0, 10)).toBe('2026-12-02');
    expect(first?.text).toContain('Bins: Book the review: panels need five weeks');
    const done = first?.buttons.get('Done: book');
    const reply = await w.answer(action(done?.action ?? '', done?.value));
    expect(reply.kind === 'message' && toText(reply.view)).toMatch(/Book the review: panels need five weeks \(done\)/);
    expect(await w.until('2026-12-20T12:00:00Z')).toEqual([]);
    expect(await w.say('check assign Bins 5 me by pre-call')).toContain('Monday 11 January 2027');
    const [home] = await w.until('2027-01-06T12:00:00Z');
    expect(home?.text).toContain('Hold the pre-call');
    const notMine = home?.buttons.get('Not mine');
    await w.answer(action(notMine?.action ?? '', notMine?.value));
    expect(await w.say('check review Bins')).toContain('it has no owner');
  });

  test('can be taken on once the review is over, and then the report, the challenge and the ambers come', async () => {
    const w = await world();
    await w.say('help', bob);
    await w.say('check start Bins beta');
    await w.say('check review Bins on 13 January 2027', bob);
    for (const step of ['book', 'pre-call', 'review']) await w.say(`check review Bins done ${step}`);
    await w.made.left(bob.id);
    w.now.at = new Date('2027-01-18T08:00:00Z');
    const shown = await w.answer(command('check review Bins'));
    expect(shown.kind === 'message' && toText(shown.view)).toContain('it has no owner');
    const button = shown.kind === 'message' ? buttonsOf(shown.view).get('Take it on') : undefined;
    const taken = await w.answer(action(button?.action ?? '', button?.value));
    expect(taken.kind === 'message' && toText(taken.view)).toMatch(/It is yours[\s\S]*Alice is reminded of each step/);
    const [kept] = (await w.made.exportCouncil('camden')).assessments;
    expect(kept?.review).toMatchObject({ on: '2027-01-13', owner: alice.id, done: ['book', 'pre-call', 'review'] });
    expect((await w.until('2027-01-22T12:00:00Z')).map(({ text }) => text).join()).toContain('Bins: The report is due');
  });

  test('can be taken on in words, and not where no review is planned', async () => {
    const w = await world();
    await w.say('check start Bins beta');
    expect(await w.say('check review Bins mine')).toContain('Type: check review "Bins" beta on 14 May');
    await w.say('check review Bins on 13 January 2027');
    expect(await w.say('check review Bins mine', bob)).toContain('Bob is reminded of each step');
  });

  test.each([
    ['check review Bins on 12 December 2026', 'Nobody works on that day'],
    ['check review Bins on 25 December 2026', 'Nobody works on that day'],
    ['check review Bins on yesterday', 'cannot read'],
    ['check review Bins on 2020-01-01', 'has passed'],
    ['check review Bins done book', 'No review of “Bins” has a date yet'],
    ['check review Bins done dance', 'I do not know the step “dance”'],
    ['check review Nothing on 14 May', 'cannot find'],
  ])('%s: says why not', async (words, sentence) => {
    const w = await world();
    await w.say('check start Bins beta');
    expect(await w.say(words)).toContain(sentence);
  });

  test('are the council’s own: another’s button does nothing', async () => {
    const w = await world();
    await w.say('check start Bins beta');
    await w.say('check review Bins on 13 January 2027');
    const id = (await w.made.exportCouncil('camden')).assessments[0]?.id;
    const reply = await w.answer(action('assessments.step', `${id}:book`, morag));
    expect(reply.kind === 'message' && toText(reply.view)).toContain('cannot find');
    expect((await w.made.exportCouncil('camden')).assessments[0]?.review?.done).toEqual([]);
  });
});

describe('“Not mine” in an old digest', () => {
  const told = async () => {
    const w = await world();
    await w.say('help', bob);
    await w.say('check start Bins beta');
    await w.say('check assign Bins 5 me by 27 November');
    const [digest] = await w.until('2026-11-24T12:00:00Z');
    const press = async () => {
      const notMine = digest?.buttons.get('Not mine');
      const reply = await w.answer(action(notMine?.action ?? '', notMine?.value));
      return reply.kind === 'message' ? toText(reply.view) : reply.kind;
    };
    return { ...w, press };
  };

  test('takes nothing from a colleague who has the point now', async () => {
    const w = await told();
    await w.say('check assign Bins 5 <@U2>');
    expect(await w.press()).toContain('Point 5 of “Bins” is not yours any more, so nothing was changed: it belongs to Bob.');
    expect(await w.say('check Bins')).toMatch(/5\. [^\n]*Bob/);
  });

  test('gives the point up, and “check” shows it to colleagues until somebody has it', async () => {
    const w = await told();
    await w.press();
    expect(await w.say('check', bob)).toMatch(/Nobody’s, with a day set\s+- Bins: point 5, due Friday 27 November 2026/);
    expect(await w.press()).toContain('is nobody’s already');
    await w.say('check assign Bins 5 me', bob);
    expect(await w.say('check', bob)).not.toContain('Nobody’s');
  });

  test('gives a review up, and “check” shows that as well', async () => {
    const w = await world();
    await w.say('check start Bins beta');
    await w.say('check review Bins on 30 December 2026');
    const [digest] = await w.until('2026-11-24T12:00:00Z');
    const notMine = digest?.buttons.get('Not mine');
    await w.answer(action(notMine?.action ?? '', notMine?.value));
    expect(await w.say('check', bob)).toContain('Bins: the review on Wednesday 30 December 2026');
  });
});

describe('The weekly summary', () => {
  const inChannel = (words: string, place = channel) => ({ ...command(words), place });
  test('is switched on in a channel, comes at once and then each Monday on which there is something to say, and ends', async () => {
    const w = await world();
    await w.say('check start Bins beta');
    expect(await w.say('check summary Bins here')).toContain('Type this in the channel');
    await w.answer(inChannel('check summary Bins here'));
    expect(w.sent).toHaveLength(1);
    expect(w.sent[0]).toMatchObject({ to: channel.address });
    expect(w.sent[0]?.text).toContain('This week: Bins');
    await w.say('check set Bins 5 partly: half of it');
    const weeks = await w.until('2026-12-16T12:00:00Z');
    expect(weeks.map(({ at, to }) => [to, at.slice(0, 16)])).toEqual([[channel.address, '2026-11-30T09:30']]);
    expect(weeks[0]?.text).toContain('1 point changed since last Monday');
    await w.say('check assign Bins 5 nobody by 22 December');
    expect((await w.until('2026-12-22T12:00:00Z')).map(({ text }) => text.includes('due Tuesday 22 December 2026'))).toEqual([true]);
    await w.say('check summary Bins off');
    await w.say('check set Bins 6 partly: half of it');
    expect(await w.until('2027-01-20T12:00:00Z')).toEqual([]);
  });

  test('stops where the channel is gone, and the card says so', async () => {
    const w = await world();
    await w.say('check start Bins beta');
    w.gone.set(channel.address, { kind: 'gone', reason: 'is_archived', lost: true });
    await w.answer(inChannel('check summary Bins here'));
    await w.until('2026-11-23T09:00:00Z');
    expect(await w.say('check Bins')).toContain('The weekly summary stopped');
    expect(await w.say('check summary Bins')).toContain('Invite me there');
  });
});

describe('When an account is gone', () => {
  test('its points go to the lead, with a note, once', async () => {
    const w = await world();
    await w.say('help', bob);
    await w.say('council lead <@U1>');
    await w.say('check start Bins beta');
    await w.say('check assign Bins 5 <@U2> by 30 November');
    await w.say('check assign Bins 6 <@U2> by 1 March');
    w.gone.set(bob.address, { kind: 'gone', reason: 'user_not_found', lost: true });
    const all = await w.until('2026-11-23T15:00:00Z');
    const note = all.filter(({ text }) => text.includes('account is closed, or is a guest account now'));
    expect(note.map(({ to }) => to)).toEqual([alice.address]);
    expect(note[0]?.text).toContain('Bob’s account is closed, or is a guest account now');
    const text = await w.say('check Bins');
    expect(text.match(/Alice/g)?.length).toBeGreaterThanOrEqual(2);
    expect(await w.say('check history Bins')).toContain('Guildhall (the account is gone): assigned to Alice');
    await w.made.left(bob.id);
    expect((await w.until('2026-11-23T17:00:00Z')).filter(({ text: said }) => said.includes('no longer there'))).toEqual([]);
  });

  test('without a lead they become nobody’s, and a person of another council takes nothing with them', async () => {
    const w = await world();
    await w.say('help', bob);
    await w.say('check start Bins beta');
    await w.say('check assign Bins 5 <@U2> by 30 November');
    await w.made.left(morag.id);
    expect(await w.say('check Bins')).toContain('Bob');
    await w.made.left(bob.id);
    expect(await w.say('check Bins')).not.toContain('Bob');
  });
});
