import { setTimeout as delay } from 'node:timers/promises';
import { embeddedStore } from '../../../adapters/embedded/store';
import { receiptShape } from '../../../src/chat/receipts';
import { router } from '../../../src/chat/router';
import { say, toMe } from '../../../src/chat/view';
import { type FakeSlack, fakeSlack, type Json } from '../../support/fake-slack';
import { asForm, asPayload, fixture, NOW, type SlackDoor, slackDoor } from '../../support/slack-door';
import { keepingLog, noMetrics, whoIs } from '../../support/turns';

/** Longer than a request may stay unacknowledged. */
const LATE = 2_600;

let api: FakeSlack;
const doors: SlackDoor[] = [];
beforeAll(async () => {
  api = await fakeSlack();
  api.members.set('U1', { id: 'U1', name: 'Alice' });
});
afterAll(async () => {
  for (const door of doors) await door.stop();
  api.stop();
});
beforeEach(() => api.reset());

const opened = async (core?: Parameters<typeof slackDoor>[2]): Promise<SlackDoor> => {
  const door = await slackDoor(api, undefined, core);
  doors.push(door);
  return door;
};

/** The real core on a store that fails after so long. */
const onDeadStore = async (wait: number): Promise<SlackDoor> => {
  const receipts = (await embeddedStore({ log: keepingLog() })).open(receiptShape);
  const insert = async () => {
    await delay(wait);
    throw new Error('no server could be selected');
  };
  const ports = { clock: () => NOW, newId: () => 'reference0', log: keepingLog(), metrics: noMetrics };
  return opened(router({ ...ports, features: [], identify: async () => whoIs('officer'), receipts: { ...receipts, insert } }));
};

const command = () => asForm(fixture('command', { response_url: `${api.url}/response_url` }));
const button = () => asPayload(fixture('block-actions', { response_url: `${api.url}/response_url` }));
const submitted = (over: Json = {}, trigger = '1') => {
  const whole = fixture('view-submission', { trigger_id: trigger });
  const title = { type: 'plain_text', text: 'Ask a person' };
  return asPayload({ ...whole, view: { ...(whole.view as Json), title, ...over } });
};
const fromHome = () => submitted({ private_metadata: '{"s":"a1","c":""}' }, '2');
const words = (call: { body: Json } | undefined): string => JSON.stringify(call?.body ?? {});

describe('On a store that does not answer', () => {
  test('a command, a button and a form are acknowledged in time, and then each gets an apology with its reference', async () => {
    const door = await onDeadStore(LATE);
    const before = performance.now();
    const all = await Promise.all([command(), button(), submitted(), fromHome()].map((sent) => door.post(sent)));
    expect(all.map(({ status, text }) => [status, text])).toEqual([1, 2, 3, 4].map(() => [200, '']));
    expect(performance.now() - before).toBeLessThan(2_950);
    const shown = await api.until(4);
    expect(shown.map(({ method }) => method).sort()).toEqual(['chat.postEphemeral', 'chat.postMessage', 'response_url', 'response_url']);
    for (const call of shown) expect(words(call)).toContain('quote referenc');
    expect(shown.find(({ method }) => method === 'chat.postEphemeral')?.body).toMatchObject({ channel: 'C1', user: 'U1' });
  });

  test('a command is told so at once, and a form stays open, where it fails in time', async () => {
    const door = await onDeadStore(0);
    expect((await door.post(command())).json).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('quote referenc'),
    });
    const { json } = await door.post(submitted());
    expect(json).toMatchObject({ response_action: 'errors', errors: { question: expect.stringContaining('quote referenc') } });
  });
});

describe('A form whose mistakes are found late', () => {
  test('is already closed: the speaker alone is told the mistakes, what to do, and what they wrote', async () => {
    const door = await opened();
    door.state.reply = { kind: 'errors', fields: { question: 'Write the question first.' } };
    door.state.wait = LATE;
    const [inChannel, inHome] = await Promise.all([door.post(submitted()), door.post(fromHome())]);
    expect([inChannel.text, inHome.text]).toEqual(['', '']);
    const shown = await api.until(2);
    expect(shown.map(({ method, body }) => [method, body.channel, body.user ?? '']).sort()).toEqual([
      ['chat.postEphemeral', 'C1', 'U1'],
      ['chat.postMessage', 'U1', ''],
    ]);
    for (const call of shown) {
      expect(words(call)).toContain('“Ask a person” was not accepted');
      expect(words(call)).toContain('Write the question first.');
      expect(words(call)).toContain('Open the form again');
      expect(words(call)).toContain('Who decides?');
    }
  });
});

describe('An answer that could not be shown', () => {
  test('is told in the conversation with the bot, with a reference, and without asking for the deed again', async () => {
    const door = await opened();
    door.state.reply = toMe(say('Done.'));
    api.failNext('response_url', { status: 500 });
    await door.post(button());
    // Button answers go to the response_url, so the apology tries it again first.
    expect(words((await api.until(1))[0])).toMatch(/could not show you the answer.*referenc/);
    api.reset();
    api.failNext('response_url', { status: 500 }, { status: 500 });
    await door.post(asPayload(fixture('block-actions', { trigger_id: '2', response_url: `${api.url}/response_url` })));
    expect(await api.until(1)).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'U1' } }]);
    expect(door.log.lines.join()).toContain('referenc');
  });

  test('as its form could no longer be opened says how to open it', async () => {
    const door = await opened();
    door.state.reply = {
      kind: 'form',
      form: { id: 'a.b', title: 'A poll', submit: 'Send', state: '', fields: [{ type: 'text', id: 'a', label: 'A' }] },
    };
    api.failNext('views.open', { error: 'expired_trigger_id' });
    const { json } = await door.post(command());
    expect(json).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('“A poll” could not be opened') });
  });
});
