import { setTimeout as delay } from 'node:timers/promises';
import { embeddedStore } from '../../../adapters/embedded/store';
import type { Front } from '../../../src/chat/front';
import { type Receipt, receiptShape } from '../../../src/chat/receipts';
import { router } from '../../../src/chat/router';
import { say, toMe } from '../../../src/chat/view';
import type { Collection } from '../../../src/store/collection';
import { type FakeSlack, fakeSlack } from '../../support/fake-slack';
import { asEvent, event, fixture, NOW, type SlackDoor, slackDoor } from '../../support/slack-door';
import { keepingLog, noMetrics, whoIs } from '../../support/turns';

let api: FakeSlack;
let door: SlackDoor;
let receipts: Collection<Receipt>;
const core: { wait: number; asked: number; now: Date; cannotSettle: boolean } = { wait: 0, asked: 0, now: NOW, cannotSettle: false };

beforeAll(async () => {
  api = await fakeSlack();
  api.members.set('U1', { id: 'U1', name: 'Alice' });
  receipts = (await embeddedStore({ log: keepingLog() })).open(receiptShape);
  const front: Front = router({
    features: [
      {
        commands: [
          {
            verb: 'ask',
            usages: [{ usage: 'ask', does: 'ask', for: 'anyone' }],
            run: async () => {
              core.asked += 1;
              await delay(core.wait);
              return toMe(say('Yes.'));
            },
          },
        ],
      },
    ],
    identify: async () => whoIs('officer'),
    receipts,
    clock: () => core.now,
    newId: () => 'reference0',
    log: keepingLog(),
    metrics: noMetrics,
  });
  const settled = (key: string) => (core.cannotSettle ? Promise.reject(new Error('the store is away')) : front.settled(key));
  door = await slackDoor(api, undefined, { ...front, settled });
});
afterAll(async () => {
  await door.stop();
  api.stop();
});
beforeEach(async () => {
  api.reset();
  Object.assign(core, { wait: 0, asked: 0, now: NOW, cannotSettle: false });
  for (const { id } of await receipts.find({})) await receipts.remove({ id });
});

const mention = () => asEvent(event('mention', { text: '<@UBOT> ask whether we must' }));
const answers = () => api.shown().length;

describe('An answer that Slack did not take', () => {
  const events: [string, string, () => ReturnType<typeof asEvent>][] = [
    ['a mention', 'chat.postEphemeral', mention],
    ['a direct message', 'chat.postMessage', () => asEvent(event('direct', { text: 'ask whether we must' }))],
    ['Home', 'views.publish', () => asEvent(fixture('home'))],
  ];
  const faults = [{ status: 429, retryAfter: '1' }, { status: 503 }] as const;
  const both = events.flatMap(([name, method, make]) => faults.map((fault) => [name, fault, method, make] as const));
  test.each(both)(
    'of %s (%j) is given again where it certainly did not arrive, and never answered twice',
    async (name, fault, method, make) => {
      api.failNext(method, fault);
      const shown = fault.status === 429 ? 1 : 0;
      expect([(await door.post(make())).status, answers()]).toEqual([200, shown]);
      expect([(await door.post(make())).status, answers()]).toEqual([200, shown]);
      if (name !== 'Home') expect(core.asked).toBe(1);
    },
  );

  test('is not asked for again while it waits to be shown, even a minute later', async () => {
    api.failNext('chat.postEphemeral', { status: 429, retryAfter: '1' });
    const first = door.post(mention());
    await delay(300);
    core.now = new Date(NOW.getTime() + 60_000);
    expect((await door.post(mention())).status).toBe(200);
    expect((await first).status).toBe(200);
    expect([core.asked, answers()]).toEqual([1, 1]);
  });

  test('is told to the speaker alone where the bot may not write', async () => {
    api.failNext('chat.postEphemeral', { error: 'not_in_channel' });
    expect((await door.post(mention())).status).toBe(200);
    expect(api.shown()).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'U1' } }]);
  });
});

describe('A delivery that comes again', () => {
  test('while the first is being answered is asked for once more, and then has no effect', async () => {
    core.wait = 300;
    const first = door.post(mention());
    await delay(100);
    expect((await door.post(mention())).status).toBe(503);
    expect((await first).status).toBe(200);
    expect((await door.post(mention())).status).toBe(200);
    expect([core.asked, answers()]).toEqual([1, 1]);
  });

  test('after whoever was answering died is answered, a minute later', async () => {
    await receipts.insert({ id: 'slack:T1:Ev1', revision: 0, at: NOW, settled: false });
    expect([(await door.post(mention())).status, answers()]).toEqual([503, 0]);
    core.now = new Date(NOW.getTime() + 60_000);
    expect([(await door.post(mention())).status, answers()]).toEqual([200, 1]);
  });

  test('four times at once is answered once, and never with more than that', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => door.post(mention())));
    expect(all.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(all.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect([core.asked, answers()]).toEqual([1, 1]);
  });

  test('is not asked for where the answer was shown and only that could not be written down', async () => {
    core.cannotSettle = true;
    expect([(await door.post(mention())).status, answers()]).toEqual([200, 1]);
  });
});
