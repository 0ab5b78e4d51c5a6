import { reviewDays, stepNamed } from '../../src/assessments/review';
import type { Place } from '../../src/chat/event';
import { toText } from '../../src/chat/text';
import { bob, morag, world } from '../support/moved-clock';
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
    const note = all.filter(({ text }) => text.includes('account is no longer there'));
    expect(note.map(({ to }) => to)).toEqual([alice.address]);
    expect(note[0]?.text).toContain('Bob’s account is no longer there');
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
