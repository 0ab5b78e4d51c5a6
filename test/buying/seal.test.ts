import { join } from 'node:path';
import fc from 'fast-check';
import { readCategories } from '../../adapters/content/categories';
import { readProcurement } from '../../adapters/content/procurement';
import { exporting } from '../../src/buying/exporting';
import { pollMessages } from '../../src/buying/messages';
import { type Answer, type Poll, type Scale, SPEND, VOLUME } from '../../src/buying/poll';
import { closed, extended, watched } from '../../src/buying/rules';
import { seen, together, wishes } from '../../src/buying/seal';
import { pollListView, pollView } from '../../src/buying/views';
import { toText } from '../../src/chat/text';
import { anAnswer, aPoll, DEADLINE, withAnswers } from '../support/a-poll';

const content = (name: string) => join(__dirname, '../../content', name);
const categories = readCategories(content('categories.yaml'));
const procurement = readProcurement(content('procurement.yaml'));

/** All bands of so many councils, tried out: what somebody who knows two of them may still think of a third. */
const leaks = (scale: Scale, count: number): string[] => {
  const many = scale.lows.length;
  const told = new Map<string, string>();
  const possible = new Map<string, Set<number>>();
  for (let number = 0; number < many ** count; number += 1) {
    const bands = Array.from({ length: count }, (_, index) => Math.floor(number / many ** index) % many);
    const key = [...bands].sort((a, b) => a - b).join();
    if (!told.has(key)) told.set(key, JSON.stringify(together(bands, scale) ?? 'nothing'));
    const known = `${bands[0]} and ${bands[1]}, told ${told.get(key)}`;
    possible.set(known, (possible.get(known) ?? new Set()).add(bands[2] as number));
  }
  return [...possible].filter(([, bands]) => bands.size < 2).map(([known]) => known);
};

describe('The sum of bands', () => {
  test.each([
    ['spend', 5, SPEND],
    ['spend', 6, SPEND],
    ['volume', 5, VOLUME],
    ['volume', 6, VOLUME],
    ['volume', 7, VOLUME],
  ] as const)('of the %s of %s councils gives no band away to two that tell each other theirs', (_, count, scale) => {
    expect(leaks(scale, count)).toEqual([]);
  });
  test('is not told of four', () => {
    expect(together([1, 2, 3, 4], SPEND)).toBeUndefined();
    expect(together([2, 2, 3, 5, 5], SPEND)).toEqual({ from: 1_000_000, to: 2_500_000 });
  });
  test('can be wished for only as far as it can be told', () => {
    expect(wishes(4)).toEqual([]);
    expect(wishes(5)).toEqual([1_000_000, 2_500_000]);
  });
});

/** A poll that missed its spend is not watched. */
const expectNoWatch = (poll: Poll): string => {
  expect(() => watched(poll)).toThrow(/Enough councils have answered/);
  return '';
};

/** Everything that these councils, and somebody who takes no part, can get hold of. */
const readable = async (poll: Poll, readers: readonly (string | undefined)[]): Promise<string> => {
  const names = { councilName: (id: string) => id, categoryName: 'Planning' };
  const files = exporting({
    byId: async () => poll,
    categories,
    procurement,
    partyOf: (id) => ({ id, name: id }),
    link: (file) => file,
    partIn: (_, council) => council,
  });
  const all: unknown[] = [];
  for (const reader of readers) {
    const sight = seen(poll, reader);
    const own = poll.answers.find(({ council }) => council === reader);
    const around = { ...names, seen: sight, own, owns: reader === poll.council, speaks: true, coordinates: false };
    const messages = pollMessages({
      byId: async () => poll,
      councilOf: async () => ({ id: reader ?? 'x' }),
      councilName: (id) => id,
      clock: () => DEADLINE,
      partIn: (_, council) => council,
    });
    all.push(toText(pollView(poll, around)), toText(pollListView([{ poll, seen: sight, answered: own !== undefined }])));
    for (const kind of ['polls.asked', 'polls.reminder', 'polls.outcome', 'polls.confirm', 'polls.afterwards']) {
      const view = await messages[kind]?.(poll.id, '');
      all.push(view && toText(view));
    }
    for (const name of ['poll-pack.html', 'poll-pack.csv', 'poll-planning.json'] as const)
      all.push(await files.file(name, `${poll.id}:${reader ?? ''}`));
    // Hashes of answers with secrets that nobody else has say nothing, so they are left out.
    all.push(
      (await files.file('poll-log.json', `${poll.id}:${reader ?? ''}`)).replace(/"(seal|hash|previous)": "\w+"|"[0-9a-f]{64}",?/g, ''),
    );
  }
  return JSON.stringify(all);
};

const band = (scale: Scale) => fc.option(fc.integer({ min: 0, max: scale.lows.length - 1 }), { nil: undefined });
const somePoll = fc.record({
  quorum: fc.integer({ min: 2, max: 7 }),
  wish: fc.nat(),
  names: fc.constantFrom('participants' as const, 'everyone' as const, 'nobody' as const),
  ends: fc.boolean(),
  colluders: fc.integer({ min: 0, max: 2 }),
  answers: fc.array(fc.record({ band: band(SPEND), volume: band(VOLUME), leads: fc.boolean() }), { minLength: 3, maxLength: 9 }),
});

/** Other bands of the councils that do not collude, the victim's first among them, under which everything told is the same. */
const otherWorld = (answers: readonly Answer[], colluders: number, field: 'band' | 'volume', scale: Scale): Answer[] | undefined => {
  const bandsOf = (all: readonly Answer[]) => all.flatMap((one) => one[field] ?? []);
  const told = JSON.stringify(together(bandsOf(answers), scale) ?? 'nothing');
  const victim = answers.findIndex((one, index) => index >= colluders && one[field] !== undefined);
  if (victim < 0) return [...answers];
  const others = answers.flatMap((one, index) => (index > victim && one[field] !== undefined ? [index] : []));
  // The others all low or all high but one between: any sum that can be told is reached so.
  const top = scale.lows.length - 1;
  for (let tries = 0; tries < scale.lows.length ** 2 * (others.length + 1); tries += 1) {
    const [other, between, high] = [
      tries % scale.lows.length,
      Math.floor(tries / scale.lows.length) % scale.lows.length,
      Math.floor(tries / scale.lows.length ** 2),
    ];
    if (other === answers[victim]?.[field]) continue;
    const world = answers.map((one, index) => {
      const place = others.indexOf(index);
      if (index === victim) return { ...one, [field]: other };
      return place < 0 ? one : { ...one, [field]: place < high ? top : place === high ? between : 0 };
    });
    if (JSON.stringify(together(bandsOf(world), scale) ?? 'nothing') === told) return world;
  }
  return undefined;
};

describe('A reader of everything', () => {
  test('hears of the spend once only: neither a watched poll nor a second close tells it again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 5, maxLength: 8 }),
        fc.nat(6),
        fc.boolean(),
        async (bands, late, watch) => {
          const secretOf = (council: string) => council.repeat(8);
          const readAt = async (number: 0 | 1): Promise<string> => {
            const poll = aPoll({ quorum: 5, quorumSpend: 2_500_000 });
            const full = closed(
              withAnswers(
                poll,
                bands.map((two, index) => anAnswer(`c${index}`, { band: two[0] })),
                secretOf,
              ),
              DEADLINE,
            );
            if (full.state === 'met' || watch) return full.state === 'met' ? '' : expectNoWatch(full);
            const open = extended(full, new Date(DEADLINE.getTime() + 86_400_000), DEADLINE);
            // Two tell each other theirs and change them; somebody new answers with one band or another.
            const later = [
              anAnswer('c0', { band: bands[0]?.[1] }),
              anAnswer('c1', { band: bands[1]?.[1] }),
              anAnswer('x', { band: number ? late : 0 }),
            ];
            const again = closed(withAnswers(open, later, secretOf), open.deadline);
            return readable(again, ['c0', 'c1', 'an outsider', 'camden', undefined]);
          };
          expect((await readAt(1)) === (await readAt(0))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  test('cannot tell another council’s band: in 10,000 random polls there is another world that reads the same', async () => {
    await fc.assert(
      fc.asyncProperty(somePoll, async ({ quorum, wish, names, ends, colluders, answers }) => {
        const possible = [undefined, ...wishes(quorum)];
        const poll = aPoll({ quorum, names, quorumSpend: possible[wish % possible.length] });
        const given = answers.map((one, index) =>
          anAnswer(`c${index}`, { band: one.band, volume: one.volume, wouldLead: one.leads, ends: one.leads ? '2028-03' : undefined }),
        );
        const secretOf = (council: string) => council.repeat(8);
        const end = (all: readonly Answer[]) => {
          const full = withAnswers(poll, all, secretOf);
          return ends ? closed(full, DEADLINE) : full;
        };
        const readers = [...Array.from({ length: colluders }, (_, index) => `c${index}`), 'an outsider', 'camden', undefined];
        const real = await readable(end(given), readers);
        for (const [field, scale] of [
          ['band', SPEND],
          ['volume', VOLUME],
        ] as const) {
          const other = otherWorld(given, colluders, field, scale);
          expect(other).toBeDefined();
          expect(await readable(end(other ?? []), readers)).toBe(real);
        }
      }),
      { numRuns: 10_000 },
    );
  }, 300_000);
});
