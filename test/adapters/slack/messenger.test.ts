import { WebAPIRequestError } from '@slack/web-api';
import { outcomeOf } from '../../../adapters/slack/messenger';
import { say } from '../../../src/chat/view';
import { SEND_WITHIN } from '../../../src/delivery/delivery';
import { type FakeSlack, type Fault, fakeSlack } from '../../support/fake-slack';
import { type SlackDoor, slackDoor } from '../../support/slack-door';

let api: FakeSlack;
let door: SlackDoor;
beforeAll(async () => {
  api = await fakeSlack();
});
afterAll(() => api.stop());
beforeEach(async () => {
  api.reset();
  door = await slackDoor(api);
});
afterEach(() => door.stop());

const send = (to = 'slack:T1/U1', key = 'k1') => door.messenger.send(to, say('Your question has an answer'), key);

describe('Speaking first', () => {
  test('sends once, with the message’s key as metadata', async () => {
    expect(await send()).toEqual({ kind: 'sent' });
    expect(api.shown()).toMatchObject([{ token: 'xoxb-T1', body: { channel: 'U1', metadata: { event_payload: { key: 'k1' } } } }]);
  });

  const faults: [string, Fault, object][] = [
    ['429 with Retry-After', { status: 429, retryAfter: '17' }, { kind: 'later', afterSeconds: 17 }],
    ['429 without', { status: 429 }, { kind: 'later' }],
    ['ratelimited in a body', { error: 'ratelimited' }, { kind: 'later' }],
    ['an internal error', { error: 'internal_error' }, { kind: 'later' }],
    ['a conversation that is gone', { error: 'channel_not_found' }, { kind: 'gone', reason: 'channel_not_found' }],
    ['an archived one', { error: 'is_archived' }, { kind: 'gone' }],
    ['500', { status: 500 }, { kind: 'unknown' }],
    ['a line that breaks after the message was taken', 'break', { kind: 'unknown' }],
  ];
  test.each(faults)('%s', async (_, fault, outcome) => {
    api.failNext('chat.postMessage', fault);
    expect(await send()).toMatchObject(outcome);
    expect(door.removed).toEqual([]);
  });

  test.each(['token_revoked', 'account_inactive', 'invalid_auth'])('%s: the workspace’s tokens are removed', async (error) => {
    api.failNext('chat.postMessage', { error });
    expect(await send()).toMatchObject({ kind: 'gone' });
    expect(door.removed).toEqual(['slack:T1']);
    expect(await send()).toMatchObject({ kind: 'gone', reason: 'not installed' });
  });

  test('no answer at all ends within the time that an attempt has, as unknown', async () => {
    api.failNext('chat.postMessage', 'hang');
    const before = performance.now();
    expect(await send()).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - before).toBeLessThan(SEND_WITHIN);
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['cannot be read', () => Promise.reject(new Error('A stored secret needs a key that SECRET_KEY no longer holds.'))],
    ['is not there in time', () => new Promise(() => undefined)],
  ])('a token that %s: later, for nothing left us', async (_, get) => {
    door.secrets.get = get;
    const before = performance.now();
    expect(await send()).toMatchObject({ kind: 'later' });
    expect(performance.now() - before).toBeLessThan(3_000);
    expect([door.removed, api.shown()]).toEqual([[], []]);
  });

  // As Slack's client throws it in a plain process; in Jest's own realm it loses the cause.
  test.each([
    ['ECONNREFUSED', 'later'],
    ['ENOTFOUND', 'later'],
    ['UND_ERR_CONNECT_TIMEOUT', 'later'],
    ['ECONNRESET', 'unknown'],
    ['UND_ERR_SOCKET', 'unknown'],
  ])('a line that ends with %s: %s', (code, kind) => {
    const cause = Object.assign(new Error('the line'), { code });
    expect(outcomeOf(new WebAPIRequestError(new TypeError('fetch failed', { cause })))).toMatchObject({ kind, reason: code });
  });

  test('one workspace in 429 does not hold up another', async () => {
    api.failNext('chat.postMessage xoxb-T1', ...Array.from({ length: 20 }, () => ({ status: 429, retryAfter: '30' })));
    const before = performance.now();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(index % 2 ? 'slack:T1/U1' : 'slack:T2/U2', `k${index}`)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(10);
    expect(outcomes.filter(({ kind }) => kind === 'later')).toHaveLength(10);
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

describe('Looking for a message whose outcome is not known', () => {
  const since = new Date();

  test('finds it by its key, and says where it is not there', async () => {
    api.failNext('chat.postMessage', 'break');
    expect(await send('slack:T1/U1', 'broken')).toMatchObject({ kind: 'unknown' });
    expect(await door.messenger.find('slack:T1/U1', 'broken', since)).toBe('arrived');
    expect(await door.messenger.find('slack:T1/U1', 'never', since)).toBe('absent');
  });

  test('goes through all pages, and only then says that it is not there', async () => {
    for (let number = 0; number < 7; number += 1) await send('slack:T1/U1', `k${number}`);
    api.pageSize(3);
    expect(await door.messenger.find('slack:T1/U1', 'k0', since)).toBe('arrived');
    expect(await door.messenger.find('slack:T1/U1', 'k9', since)).toBe('absent');
    api.pageSize(1);
    expect(await door.messenger.find('slack:T1/U1', 'k0', since)).toBe('cannot tell');
  });

  test('cannot tell where Slack does not say', async () => {
    api.failNext('conversations.history', { error: 'missing_scope' });
    expect(await door.messenger.find('slack:T1/U1', 'k', since)).toBe('cannot tell');
    expect(await door.messenger.find('slack:T9/U1', 'k', since)).toBe('cannot tell');
  });

  test.each<[string, Fault, number]>([
    ['a 429', { status: 429, retryAfter: '60' }, 60],
    ['a 429 that does not say until when', { status: 429 }, 5],
    ['a 503', { status: 503 }, 0],
    ['a broken line', 'break', 0],
    ['an internal error', { error: 'internal_error' }, 5],
  ])('does not know yet after %s, so that it is asked again', async (_, fault, afterSeconds) => {
    for (const method of ['conversations.open', 'conversations.history']) {
      api.failNext(method, fault);
      await expect(door.messenger.find('slack:T1/U1', 'k', since)).rejects.toMatchObject({ name: 'NotNow', afterSeconds });
    }
    expect(await door.messenger.find('slack:T1/U1', 'k', since)).toBe('absent');
  });

  test('does not know yet where its token cannot be read', async () => {
    door.secrets.get = () => Promise.reject(new Error('The store is away'));
    await expect(door.messenger.find('slack:T1/U1', 'k', since)).rejects.toMatchObject({ name: 'NotNow' });
  });
});
