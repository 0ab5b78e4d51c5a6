import { buyingWorld, officerOf } from '../support/buying-world';
import { submission } from '../support/turns';

describe('Contracts', () => {
  test('are added in a line or a form, changed, removed and brought back', async () => {
    const on = await buyingWorld(2);
    const lead = officerOf(0);
    expect(await on.say('contracts list', lead)).toContain('None yet. Add one in a line');
    expect(
      await on.say('contracts add Planning system | category: planning | ends: March 2028 | supplier: Acme | band: 2', lead),
    ).toContain('ends March 2028');
    await on.answer(submission('contracts.saved', '', { what: 'Parking permits', category: 'parking', ends: 'June 2027' }, lead));
    const [first, second] = await on.made.exportCouncil('camden').then(({ contracts }) => contracts);
    expect([first?.what, second?.what]).toEqual(['Parking permits', 'Planning system']);
    await on.answer(
      submission('contracts.saved', first?.id ?? '', { what: 'Parking permits', category: 'parking', ends: 'July 2027' }, lead),
    );
    expect(await on.say('contracts list', lead)).toContain('ends July 2027');
    expect(await on.say(`contracts remove ${first?.id.slice(0, 6)}`, lead)).toContain('Removed: Parking permits');
    expect(await on.say('contracts undo', lead)).toContain('Parking permits');
    expect(await on.say('contracts list', officerOf(1))).toContain('None yet');
    expect(await on.made.contractsFile('camden')).toContain('Parking permits,Parking and permits,,,2027-07');
  });

  test('are reminded of 18, 12 and 6 months before they end, once each, and never those of no category', async () => {
    const on = await buyingWorld(1);
    const lead = officerOf(0);
    await on.say('contracts add Planning system | category: planning | ends: March 2028', lead);
    await on.say('contracts add Gritting salt | category: other | ends: March 2028', lead);
    const sent: string[] = [];
    for (let month = 0; month < 18; month += 1) {
      const first = new Date(Date.UTC(2026, 11 + month, 1, 4));
      on.now.at = first;
      const later = await on.until(new Date(first.getTime() + 6 * 86_400_000).toISOString());
      sent.push(
        ...later
          .filter(({ text }) => text.includes('Contracts that end soon'))
          .map(({ at, text }) => `${at.slice(0, 7)} ${text.includes('salt')}`),
      );
    }
    expect(sent).toEqual(['2026-12 false', '2027-03 false', '2027-09 false']);
  }, 60_000);

  test('of three councils or more about the same time suggest a poll: how many, never who', async () => {
    const on = await buyingWorld(4);
    for (const [index, ends] of ['March 2028', 'January 2028', 'September 2028', 'March 2030'].entries())
      await on.say(`contracts add Planning system | category: planning | ends: ${ends}`, officerOf(index));
    const said = await on.say('contracts list', officerOf(0));
    expect(said).toContain('2 other councils have a contract for planning and building control that ends within a year of yours');
    expect(said).not.toMatch(/Leeds|York/);
    expect(await on.say('contracts list', officerOf(3))).not.toContain('other councils');
  });
});
