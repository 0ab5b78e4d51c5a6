import fc from 'fast-check';
import { embeddedStore } from '../../adapters/embedded/store';
import { answering } from '../../src/buying/answering';
import { brokenAt, findReceipt, logFile } from '../../src/buying/chain';
import { pollShape } from '../../src/buying/poll';
import { pollRounds } from '../../src/buying/rounds';
import type { PartIn } from '../../src/buying/who';
import type { Turn } from '../../src/chat/turn';
import { UserError } from '../../src/errors';
import type { Collection, Stored } from '../../src/store/collection';
import { aPoll, DEADLINE, START } from '../support/a-poll';
import { lanes, reference, type Step } from '../support/poll-reference';
import { alice, command, quietLog } from '../support/turns';

const COUNCILS = ['a', 'b', 'c', 'd', 'e'];
const FIELDS = { supplier: '', mustHaves: '', limits: '', wouldLead: false } as const;

/** A store that dies after so many operations, as a process does that is killed. */
const dying = <T extends Stored>(real: Collection<T>, after: number): Collection<T> => {
  let left = after;
  const alive = <F extends (...given: never[]) => unknown>(work: F): F =>
    ((...given) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      return work(...given);
    }) as F;
  return {
    ...real,
    get: alive(real.get),
    find: alive(real.find),
    replace: alive(real.replace),
    insert: alive(real.insert),
    count: alive(real.count),
  };
};

const turnOf = (council: string, lead: boolean): Turn => ({
  event: command('', { ...alice, id: `slack:${council}:${lead ? 'lead' : 'officer'}` }),
  who: { roles: new Set(lead ? ['officer', 'lead'] : ['officer']), council: { id: council, name: council, nation: 'England' } },
  now: START,
});

const council = fc.constantFrom(...COUNCILS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('answer' as const, 'propose' as const),
      council,
      band: fc.integer({ min: 0, max: 6 }),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('confirm' as const, 'withdraw' as const, 'raise' as const), council, twice: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const), after: fc.integer({ min: 0, max: 12 }) }) },
);

const world = async (quorum: number) => {
  const store = await embeddedStore({ log: quietLog });
  const polls = store.open(pollShape);
  const now = { at: START };
  const told = new Map<string, number>();
  await polls.insert(aPoll({ quorum }));
  const { id } = aPoll();
  const ports = {
    speakersOf: async (one: string) => [`slack:${one}:lead`],
    // Delivery keeps the same message once, whoever writes it down.
    tell: async (to: string, kind: string, subject: string, occasion?: string) => void told.set([kind, to, subject, occasion].join(' '), 1),
    clock: () => now.at,
    partIn: (<C>(_: unknown, one: C) => one) as PartIn,
  };
  const round = (collection: Collection<ReturnType<typeof aPoll>>) =>
    pollRounds({
      ...ports,
      polls: collection,
      councils: async () => COUNCILS,
      coordinators: async () => [],
      successorOf: () => undefined,
      isWorkingDay: () => true,
      log: quietLog,
    });
  // Two web processes.
  const web = [answering({ ...ports, polls }), answering({ ...ports, polls })];
  const take = async (one: Step, index: number): Promise<void> => {
    const on = web[index % 2] as (typeof web)[number];
    const once = async (): Promise<unknown> => {
      if (one.do === 'sweep') return round(dying(polls, one.after)).sweep();
      const lead = turnOf(one.council, true);
      if (one.do === 'answer') return on.answer(lead, id, 1, { ...FIELDS, rung: 'market', band: one.band });
      if (one.do === 'propose') return on.answer(turnOf(one.council, false), id, 1, { ...FIELDS, rung: 'market', band: one.band });
      if (one.do === 'confirm') return on.confirm(lead, id);
      if (one.do === 'withdraw') return on.withdraw(lead, id);
      return on.level(lead, id, 'intent', 'director of place');
    };
    for (let times = one.do !== 'sweep' && one.twice ? 2 : 1; times > 0; times -= 1)
      await once().catch((error: unknown) => {
        if (!(error instanceof UserError) && (error as Error).message !== 'killed') throw error;
      });
  };
  return { polls, now, told, round, take, id };
};

describe('Answers at the same time, repeated, with workers that die', () => {
  test('come to what a reference comes to; the poll closes once, and each council hears of it once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 24 }),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 0, max: 10 }),
        async (steps, quorum, dies) => {
          const on = await world(quorum);
          const model = reference();
          await Promise.all(
            lanes(COUNCILS, steps).map(async (lane, index) => {
              for (const one of lane) await on.take(one, index);
            }),
          );
          for (const lane of lanes(COUNCILS, steps)) for (const one of lane) model.take(one);
          // Two workers at the same time, one of which dies somewhere; then one that lives.
          on.now.at = new Date(DEADLINE.getTime() + 1_000);
          await Promise.allSettled([on.round(dying(on.polls, dies)).sweep(), on.round(on.polls).sweep()]);
          on.now.at = new Date(DEADLINE.getTime() + 61_000);
          await on.round(on.polls).sweep();
          const poll = await on.polls.get(on.id);
          expect(Object.fromEntries((poll?.answers ?? []).map((one) => [one.council, { band: one.band, level: one.level }]))).toEqual(
            Object.fromEntries(model.said),
          );
          expect(poll?.state).toBe(model.said.size >= quorum ? 'met' : 'missed');
          expect(poll?.closedAt).toEqual(new Date(DEADLINE.getTime() + 1_000));
          const outcomes = [...on.told.keys()].filter((key) => key.startsWith('polls.outcome'));
          expect(outcomes).toHaveLength(new Set(['camden', ...model.said.keys()]).size);
          if (!poll) return;
          expect(brokenAt(logFile(poll))).toBeUndefined();
          for (const one of poll.answers) {
            const line = [one.council, 'market', one.band, '-', '-', '-', '-', one.level].join(' ');
            expect(findReceipt(logFile(poll), { poll: poll.id, line, secret: poll.secrets[one.council] ?? '' })).toBeGreaterThan(0);
          }
        },
      ),
      {
        numRuns: 1_000,
        // The same answer again takes back what a colleague proposed meanwhile.
        examples: [
          [
            [
              { do: 'answer', council: 'a', band: 3, twice: false },
              { do: 'propose', council: 'a', band: 5, twice: false },
              { do: 'answer', council: 'a', band: 3, twice: false },
              { do: 'confirm', council: 'a', twice: false },
            ],
            2,
            0,
          ],
        ],
      },
    );
  }, 300_000);
});
