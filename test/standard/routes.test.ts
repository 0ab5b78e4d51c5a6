import { buttonsOf, standardWorld } from '../support/standard-world';
import { command } from '../support/turns';

let world: Awaited<ReturnType<typeof standardWorld>>;
beforeAll(async () => {
  world = await standardWorld();
});

describe('Reading a point', () => {
  test('shows what it asks, in our words, with the official page and the rest of our guidance a button away', async () => {
    const view = await world.view(command('point 5'));
    expect(view.summary).toContain('Point 5');
    expect([...buttonsOf(view).keys()]).toEqual(
      expect.arrayContaining(['What counts as evidence', 'If you bought the product', 'If you are a team of three', 'Point 4', 'Point 6']),
    );
    expect(JSON.stringify(view)).toContain('https://www.gov.uk/service-manual/service-standard/point-5');
  });

  test.each(['1', '15'])('point %s of 2016 says that the standard is deprecated', async (number) => {
    expect(await world.read(command(`point ${number} of lgdss-2016`))).toMatch(/deprecated/i);
  });

  test.each([
    ['point 99', 'points 1 to 14'],
    ['point 0', 'points 1 to 14'],
    ['point 3 of gds-2091', 'Did you mean gds-2019?'],
    ['point 1 of __proto__', 'I know no standard called'],
  ])('“%s” says what there is', async (words, sentence) => {
    expect(await world.read(command(words))).toContain(sentence);
  });

  test('every point of every standard can be read', async () => {
    for (const standard of world.library.standards)
      for (const { number, title } of standard.points)
        expect((await world.view(command(`point ${number} of ${standard.id}`))).summary).toBe(`Point ${number}: ${title}`);
  });
});

describe('The standards', () => {
  test('are listed, newest first, with what became of each', async () => {
    const text = await world.read(command('standards'));
    expect(text.indexOf('14 points, current')).toBeLessThan(text.indexOf('15 points, deprecated'));
    expect(text).toContain('18 points, historical');
  });

  test.each(['compare 2016 2019', 'compare 2019 2016', 'compare lgdss-2016 with gds-2019', 'compare lgdss-2016'])(
    '“%s” tells what changed, the older first',
    async (words) => {
      const view = await world.view(command(words));
      expect(view.summary).toMatch(/^From .*2016.* to .*2019/);
      expect(JSON.stringify(view)).toMatch(/deprecated/i);
    },
  );

  test('every point of the older standard is somewhere in the comparison', async () => {
    for (const mapping of world.library.mappings) {
      const older = world.library.standards.find(({ id }) => id === mapping.from);
      expect(new Set(mapping.changes.flatMap(({ from }) => from))).toEqual(new Set(older?.points.map(({ number }) => number)));
    }
  });

  test.each([
    ['compare 2019 2019', 'the same standard'],
    ['compare a b c', 'Name two standards'],
    ['compare 2016 2091', 'I know no standard called “2091”'],
  ])('“%s” is told what to do', async (words, sentence) => {
    expect(await world.read(command(words))).toContain(sentence);
  });
});
