import { embeddedStore } from '../../adapters/embedded/store';
import { type ContractList, contractShape, importShape } from '../../src/buying/contract';
import { contractRounds } from '../../src/buying/contract-rounds';
import { contracts } from '../../src/buying/contracts';
import { buyingWorld, officerOf } from '../support/buying-world';
import { imported, kept, type Row } from '../support/registers';
import { quietLog } from '../support/turns';

describe('A merger of contracts', () => {
  const merging = async () => {
    const on = await buyingWorld(1, '2019-03-25T09:00:00Z');
    const rows = (council: string): Row[] => ['1', '2', '3'].map((number) => [number, `${council} ${number}`, 'Acme', '31/03/2021']);
    for (const council of ['dorset', 'north-dorset', 'purbeck']) await imported(on, rows(council), council);
    return on;
  };

  test('loses nothing of lists that use the same references', async () => {
    const on = await merging();
    await on.until('2019-05-03T09:00:00Z');
    expect((await kept(on, 'dorset')).map(({ what }) => what)).toEqual(
      ['dorset', 'north-dorset', 'purbeck'].flatMap((council) => [1, 2, 3].map((number) => `${council} ${number}`)),
    );
    expect(await kept(on, 'purbeck')).toEqual([]);
  });

  /** A council that ended and the one in its place, each with a contract of the same reference; a sweep hands on. */
  const twoLists = async () => {
    const store = await embeddedStore({ log: quietLog });
    let ids = 0;
    const clock = () => new Date('2026-11-23T09:00:00Z');
    const lists = store.open(contractShape);
    const kept = contracts({ lists, imports: store.open(importShape), newId: () => `id${++ids}`, clock });
    const take = async (council: string, what: string, reference = '1') => {
      const one = { what, category: 'other', supplier: '', product: '', ends: '2028-03', reference, reminded: [] };
      await kept.confirm(council, await kept.prepare(council, 'slack:T1:U1', [{ ...one, id: `${council}${++ids}` }]));
    };
    for (const council of ['old', 'new']) await take(council, `Of the ${council}`);
    const sweep = (to = lists) =>
      contractRounds({
        lists: to,
        contracts: kept,
        categories: [],
        speakersOf: async () => [],
        councilOf: async () => undefined,
        mergers: () => new Map([['old', 'new']]),
        tell: async () => undefined,
        clock: () => new Date('2027-01-02T09:00:00Z'),
      }).sweep();
    return { store, lists, kept, take, sweep };
  };

  test.each([1, 2, 3, 4, 5, 6, 7])('doubles and loses nothing where the process dies after %i operations', async (operations) => {
    const { store, lists, kept, sweep } = await twoLists();
    let left = operations;
    const mortal = <F extends (...given: never[]) => unknown>(work: F): F =>
      ((...given) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return work(...given);
      }) as F;
    await sweep({ ...lists, get: mortal(lists.get), replace: mortal(lists.replace), insert: mortal(lists.insert) }).catch(() => undefined);
    await sweep();
    expect((await kept.ofCouncil('new')).map(({ what }) => what).sort()).toEqual(['Of the new', 'Of the old']);
    expect(await kept.ofCouncil('old')).toEqual([]);
    await store.close();
  });

  test('hands on at the next sweep what was added or changed meanwhile', async () => {
    const on = await twoLists();
    const meanwhile = {
      ...on.lists,
      insert: async (document: ContractList) => {
        await on.take('old', 'Changed meanwhile');
        await on.take('old', 'Added meanwhile', '2');
        return on.lists.insert(document);
      },
    };
    await on.sweep(meanwhile);
    await on.sweep();
    expect((await on.kept.ofCouncil('new')).map(({ what }) => what).sort()).toEqual(['Added meanwhile', 'Changed meanwhile', 'Of the new']);
    expect(await on.kept.ofCouncil('old')).toEqual([]);
    await on.store.close();
  });

  test('keeps what was handed on when somebody takes back what they did before', async () => {
    const on = await merging();
    on.now.at = new Date('2019-05-01T05:55:00Z');
    await imported(on, [['9', 'dorset 9', 'Acme', '31/03/2022']], 'dorset');
    await on.until('2019-05-01T06:30:00Z');
    on.now.at = new Date('2019-05-01T06:02:00Z');
    const lead = { ...officerOf(6), workspace: 'slack:DORSET', id: 'slack:DORSET:lead' };
    await on.made.councils.linkDirectly(lead.workspace, 'dorset', { id: 'console:x:y', name: 'x' });
    await on.say('help', lead);
    expect(await on.say('contracts undo', lead)).toContain('The list is as it was before');
    expect(await kept(on, 'dorset')).toHaveLength(9);
  });
});
