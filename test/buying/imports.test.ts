import { buyingWorld, officerOf } from '../support/buying-world';
import { imported, kept, type Row } from '../support/registers';
import { submission } from '../support/turns';

const numbered = (count: number, reference: (index: number) => string): Row[] =>
  Array.from({ length: count }, (_, index) => [reference(index), `Contract ${index}`, `Firm ${index % 7}`, '31/03/2028']);

describe('An import', () => {
  test.each(['', 'N/A', 'n/a', '-', 'TBC', 'none', '0', 'unknown', 'Not applicable', '#N/A', '?'])(
    'loses nothing where every line has the reference “%s”, and says what is new',
    async (reference) => {
      const on = await buyingWorld(1);
      const rows = numbered(300, () => reference);
      expect(await imported(on, rows)).toEqual({ added: 300, updated: 0, same: 0 });
      const first = await kept(on);
      expect(first).toHaveLength(300);
      expect(first.every((one) => one.reference === '')).toBe(true);
      expect(await imported(on, rows)).toEqual({ added: 0, updated: 0, same: 300 });
      expect(await kept(on)).toEqual(first);
    },
  );

  test('keeps every lot of one reference, and brings each up to date by its title, or else by its end', async () => {
    const on = await buyingWorld(1);
    const lots: Row[] = [
      ['R1', 'Lot 1: routers', 'Acme', '31/03/2028'],
      ['R1', 'Lot 2: cables', 'Acme', '31/03/2028'],
      ['R1', 'Call-off', 'Acme', '31/03/2028'],
      ['R1', 'Call-off', 'Acme', '31/03/2029'],
      ['R1', 'Framework', 'Acme', '31/03/2028'],
      ['R1', 'Framework', 'Beta', '31/03/2028'],
      ['R1', 'Placement', '', '31/03/2028'],
      ['R1', 'Placement', '', '31/03/2028'],
    ];
    expect(await imported(on, lots)).toEqual({ added: 8, updated: 0, same: 0 });
    expect(await imported(on, [...lots].reverse())).toEqual({ added: 0, updated: 0, same: 8 });
    const before = await kept(on);
    const later = lots.map((row) => (row[1] === 'Lot 1: routers' ? ['R1', 'Lot 1: routers', 'Acme', '31/03/2030'] : row));
    expect(await imported(on, later)).toEqual({ added: 0, updated: 1, same: 7 });
    const after = await kept(on);
    expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect(after.find(({ what }) => what === 'Lot 1: routers')?.ends).toBe('2030-03');
  });

  test('does not take a later lot for an earlier one that shares its reference', async () => {
    const on = await buyingWorld(1);
    await imported(on, [
      ['R1', 'Lot 1', 'Acme', '31/03/2028'],
      ['R1', 'Lot 2', 'Acme', '31/03/2028'],
    ]);
    expect(await imported(on, [['R1', 'Lot 3', 'Acme', '31/03/2028']])).toEqual({ added: 1, updated: 0, same: 0 });
    expect((await kept(on)).map(({ what }) => what)).toEqual(['Lot 1', 'Lot 2', 'Lot 3']);
  });

  test('knows a contract by a reference of its own where its title or its end is another', async () => {
    const on = await buyingWorld(1);
    await imported(on, [
      ['C-17', 'Planing system', 'Acme', '31/03/2028'],
      ['C-18', 'Skips', 'Beta', '31/03/2028'],
    ]);
    const later: Row[] = [
      ['C-17', 'Planning system', 'Acme', '31/03/2030'],
      ['C-18', 'Skips', 'Gamma', '31/05/2029'],
    ];
    expect(await imported(on, later)).toEqual({ added: 0, updated: 2, same: 0 });
    expect((await kept(on)).map(({ what, supplier, ends }) => [what, supplier, ends])).toEqual([
      ['Skips', 'Gamma', '2029-05'],
      ['Planning system', 'Acme', '2030-03'],
    ]);
  });

  test('whose references are the numbers of its lines mixes nothing up when a line comes in between', async () => {
    const on = await buyingWorld(1);
    const rows: Row[] = [
      ['1', 'Cleaning', 'Acme', '31/03/2028'],
      ['2', 'Gritting', 'Beta', '30/04/2028'],
    ];
    await imported(on, rows);
    const ids = (await kept(on)).map(({ what, id }) => [what, id]);
    const shifted = [
      ['1', 'Agency staff', 'Gamma', '31/05/2028'],
      ...rows.map(([number, ...rest]) => [String(Number(number) + 1), ...rest]),
    ];
    expect(await imported(on, shifted)).toMatchObject({ added: 1 });
    expect((await kept(on)).slice(0, 2).map(({ what, id }) => [what, id])).toEqual(ids);
    expect(await kept(on)).toHaveLength(3);
  });

  test.each(['', '1'])('with the reference “%s” takes no contract for another that has nothing else in common', async (reference) => {
    const on = await buyingWorld(1);
    await imported(on, [[reference, 'Cleaning', 'Acme', '31/03/2028']]);
    const supplier = reference === '' ? 'Acme' : 'Beta';
    const ends = reference === '' ? '31/03/2028' : '31/05/2029';
    expect(await imported(on, [[reference, 'Gritting', supplier, ends]])).toEqual({ added: 1, updated: 0, same: 0 });
    expect((await kept(on)).map(({ what }) => what)).toEqual(['Cleaning', 'Gritting']);
  });

  test('leaves what officers wrote until the register says something new, and what it does not say', async () => {
    const on = await buyingWorld(1);
    const row = ['R1', 'Uniform licences', 'Idox', '31/03/2028'];
    await imported(on, [row]);
    const [{ id = '' } = {}] = await kept(on);
    const written = { what: 'Planning system', category: 'planning', ends: 'March 2029', supplier: 'Idox', product: 'Uniform', band: '2' };
    await on.answer(submission('contracts.saved', id, written, officerOf(0)));
    expect(await imported(on, [row])).toEqual({ added: 0, updated: 0, same: 1 });
    expect(await kept(on)).toMatchObject([
      { id, what: 'Planning system', category: 'planning', ends: '2029-03', product: 'Uniform', band: 2, reference: 'R1' },
    ]);
    await imported(on, [['R1', 'Uniform licences', 'Idox', '31/03/2031']]);
    expect(await kept(on)).toMatchObject([
      { id, what: 'Planning system', category: 'planning', ends: '2031-03', product: 'Uniform', band: 2 },
    ]);
  });

  test('knows a contract without a reference again after an officer gave it another name', async () => {
    const on = await buyingWorld(1);
    const row = ['N/A', 'Uniform licences', 'Idox', '31/03/2028'];
    await imported(on, [row]);
    const [{ id = '' } = {}] = await kept(on);
    await on.answer(submission('contracts.saved', id, { what: 'Planning system', category: 'planning', ends: 'May 2028' }, officerOf(0)));
    expect(await imported(on, [row])).toEqual({ added: 0, updated: 0, same: 1 });
    expect(await kept(on)).toMatchObject([{ id, what: 'Planning system', ends: '2028-05' }]);
  });

  test('leaves a contract under “something else” where an officer put it there', async () => {
    const on = await buyingWorld(1);
    const row = ['R1', 'Payroll system', 'Acme', '31/03/2028'];
    await imported(on, [row]);
    const [{ id = '', category } = {}] = await kept(on);
    expect(category).toBe('hr-payroll');
    await on.answer(
      submission('contracts.saved', id, { what: 'Payroll system', category: 'other', ends: 'March 2028', supplier: 'Acme' }, officerOf(0)),
    );
    await imported(on, [row]);
    expect(await kept(on)).toMatchObject([{ category: 'other' }]);
  });

  test.each([
    ['Acme', 'March 2028'],
    ['ACME  Limited', 'March 2028'],
    ['acme ltd.', 'June 2027'],
    ['', 'March 2028'],
  ])('finds the contract that was typed by hand with supplier “%s” and end %s', async (supplier, ends) => {
    const on = await buyingWorld(1);
    await on.say(`contracts add planning  System | category: planning | ends: ${ends} | supplier: ${supplier} | band: 3`, officerOf(0));
    const [{ id = '' } = {}] = await kept(on);
    const row = ['R1', 'Planning system', 'Acme Ltd', '31/03/2028'];
    expect(await imported(on, [row])).toEqual({ added: 0, updated: 1, same: 0 });
    expect(await kept(on)).toMatchObject([
      { id, what: 'Planning system', supplier: 'Acme Ltd', ends: '2028-03', reference: 'R1', category: 'planning', band: 3 },
    ]);
    expect(await imported(on, [row])).toEqual({ added: 0, updated: 0, same: 1 });
  });

  test('that changes nothing leaves what “contracts undo” takes back', async () => {
    const on = await buyingWorld(1);
    const rows = numbered(3, (index) => `R${index}`);
    await imported(on, rows);
    await imported(on, rows);
    expect(await on.say('contracts undo', officerOf(0))).toContain('None yet');
  });
});

describe('Typing a contract', () => {
  test('never replaces another, even one of the same name and supplier', async () => {
    const on = await buyingWorld(1);
    for (const ends of ['March 2028', 'March 2029', 'March 2029'])
      await on.say(`contracts add Planning system | category: planning | ends: ${ends} | supplier: Acme`, officerOf(0));
    expect((await kept(on)).map(({ ends }) => ends)).toEqual(['2028-03', '2029-03', '2029-03']);
  });

  test('over another and “contracts undo” brings back what it was', async () => {
    const on = await buyingWorld(1);
    await on.say('contracts add Planning system | category: planning | ends: March 2028 | supplier: Acme', officerOf(0));
    const before = await kept(on);
    const written = { what: 'Parking permits', category: 'parking', ends: 'June 2027' };
    await on.answer(submission('contracts.saved', before[0]?.id ?? '', written, officerOf(0)));
    expect(await kept(on)).toMatchObject([{ what: 'Parking permits', ends: '2027-06' }]);
    expect(await on.say('contracts undo', officerOf(0))).toContain('The list is as it was before');
    expect(await kept(on)).toEqual(before);
  });
});
