import { writeAddress } from '../../../adapters/teams/address';
import type { Authority } from '../../../adapters/teams/authentication';
import { connectorHttp } from '../../../adapters/teams/connector-http';
import { say } from '../../../src/chat/view';
import { SEND_WITHIN } from '../../../src/delivery/delivery';
import { APP, fakeIdentity } from '../../support/fake-identity';
import { type FakeTeams, type Fault, fakeTeams } from '../../support/fake-teams';
import { TENANT, type TeamsDoor, teamsDoor } from '../../support/teams-door';

let connector: FakeTeams;
let door: TeamsDoor;
beforeAll(async () => {
  connector = await fakeTeams();
  door = await teamsDoor(connector);
});
afterAll(async () => {
  await door.stop();
  await connector.stop();
});
beforeEach(() => connector.reset());

const chat = () => writeAddress({ service: connector.url, conversation: 'a:chat', tenant: TENANT });
const person = (user: string) => writeAddress({ service: connector.url, conversation: '', tenant: TENANT, user });
const send = (to: string) => door.messenger.send(to, say('A digest'), 'key-1');

describe('Speaking first', () => {
  test('to a conversation is one message, in reply to nothing', async () => {
    expect(await send(chat())).toEqual({ kind: 'sent' });
    expect(connector.calls).toMatchObject([{ kind: 'send', path: '/v3/conversations/a:chat/activities', body: { summary: 'A digest' } }]);
    expect(connector.calls[0]?.body.replyToId).toBeUndefined();
  });

  test('to a person opens the one-to-one chat once', async () => {
    expect(await send(person('29:zoe'))).toEqual({ kind: 'sent' });
    expect(await send(person('29:zoe'))).toEqual({ kind: 'sent' });
    expect(connector.calls.map(({ kind, path }) => [kind, path])).toEqual([
      ['create', '/v3/conversations'],
      ['send', '/v3/conversations/a:opened-29:zoe/activities'],
      ['send', '/v3/conversations/a:opened-29:zoe/activities'],
    ]);
    expect(connector.calls[0]?.body).toMatchObject({
      members: [{ id: '29:zoe' }],
      tenantId: TENANT,
      channelData: { tenant: { id: TENANT } },
    });
  });

  test('cannot look for what was sent', async () => {
    expect(await door.messenger.find(chat(), 'key-1', new Date())).toBe('cannot tell');
  });
});

describe('What became of it', () => {
  test.each<[Omit<Fault, 'on'>, object]>([
    [{ status: 400 }, { kind: 'gone' }],
    [{ status: 403 }, { kind: 'gone' }],
    [{ status: 404 }, { kind: 'gone' }],
    [{ status: 413 }, { kind: 'gone' }],
    [{ status: 401 }, { kind: 'later', afterSeconds: 60 }],
    [{ status: 412 }, { kind: 'later', afterSeconds: 5 }],
    [
      { status: 429, retryAfter: '17' },
      { kind: 'later', afterSeconds: 17 },
    ],
    [
      { status: 429, retryAfter: 'soon' },
      { kind: 'later', afterSeconds: 5 },
    ],
    [
      { status: 429, retryAfter: '999999' },
      { kind: 'later', afterSeconds: 3_600 },
    ],
    [{ status: 502 }, { kind: 'later', afterSeconds: 5 }],
    [
      { status: 503, retryAfter: '0' },
      { kind: 'later', afterSeconds: 1 },
    ],
    [{ status: 504 }, { kind: 'later', afterSeconds: 5 }],
    [{ status: 500 }, { kind: 'unknown' }],
    [{ breaks: true }, { kind: 'unknown' }],
  ])('%j: %j, after exactly one call', async (fault, outcome) => {
    connector.fail({ on: 'send', ...fault });
    expect(await send(chat())).toMatchObject(outcome);
    expect(connector.calls).toHaveLength(1);
  });

  test.each<[Omit<Fault, 'on'>, string]>([
    [{ status: 403 }, 'gone'],
    [{ status: 404 }, 'gone'],
    [{ status: 429 }, 'later'],
    [{ status: 500 }, 'later'],
    [{ breaks: true }, 'later'],
  ])('opening a chat and %j: %s, never unknown, for nothing was said yet', async (fault, kind) => {
    connector.fail({ on: 'create', ...fault });
    expect(await send(person('29:nobody'))).toMatchObject({ kind });
    expect(connector.sent()).toEqual([]);
  });

  test('a connector that is not there: later', async () => {
    const gone = await fakeTeams();
    await gone.stop();
    expect(await send(writeAddress({ service: gone.url, conversation: 'a:chat', tenant: TENANT }))).toMatchObject({
      kind: 'later',
      reason: 'ECONNREFUSED',
    });
  });

  test('a call that nobody answers ends by itself, and may have arrived', async () => {
    connector.fail({ on: 'send', hang: true });
    const headers = { toJson: () => ({}) };
    const call = connectorHttp(100).sendRequest({
      url: `${connector.url}v3/conversations/x/activities`,
      method: 'POST',
      headers,
      body: '{}',
    });
    await expect(call).rejects.toMatchObject({ failure: { sent: true } });
  });

  test('an address that somebody changed leads nowhere', async () => {
    for (const service of ['https://evil.example/', 'http://smba.trafficmanager.net/', ''])
      expect(await send(writeAddress({ service, conversation: 'a:chat', tenant: TENANT }))).toMatchObject({ kind: 'gone' });
    for (const address of ['teams:', 'teams:!!!', 'teams:bnVsbA', 'slack:T1/C1', 'teams:eyJzIjoxfQ'])
      expect(await send(address)).toMatchObject({ kind: 'gone' });
    expect(connector.calls).toEqual([]);
  });
});

describe('The time of an attempt', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  /** A messenger whose tokens for outgoing calls are as slow as told. */
  const slowTokens = async (milliseconds: number) => {
    const identity = await fakeIdentity();
    const createCredentials = async () => ({
      appId: APP.id,
      signRequest: async (request: unknown) => {
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        return request;
      },
    });
    const credentials = { ...identity.authority.credentials, createCredentials } as unknown as Authority['credentials'];
    const slow = await teamsDoor(connector, { ...identity.authority, credentials });
    stops.push(slow.stop, identity.stop);
    return slow.messenger;
  };
  const timed = async (what: Promise<unknown>): Promise<{ outcome: unknown; took: number }> => {
    const before = performance.now();
    const outcome = await what;
    return { outcome, took: performance.now() - before };
  };

  test('ends while there is still time for a message: a chat that does not open means later, and nothing is sent afterwards', async () => {
    connector.fail({ on: 'create', hang: true });
    const { outcome, took } = await timed(send(person('29:slow')));
    expect(outcome).toMatchObject({ kind: 'later' });
    expect(took).toBeLessThan(SEND_WITHIN - 3_000);
    expect(connector.sent()).toEqual([]);
  });

  test('ends before its lease where nobody answers the message, as unknown, even where opening the chat was slow', async () => {
    const slow = await slowTokens(1_500);
    connector.fail({ on: 'send', hang: true });
    const { outcome, took } = await timed(slow.send(person('29:slower'), say('A digest'), 'key-1'));
    expect(connector.calls.map(({ kind }) => kind)).toEqual(['create', 'send']);
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(took).toBeLessThan(SEND_WITHIN + 200);
  });

  test('a token that comes too late: later, and the message does not go when it is there', async () => {
    const slow = await slowTokens(5_000);
    const { outcome, took } = await timed(slow.send(chat(), say('A digest'), 'key-1'));
    expect(outcome).toMatchObject({ kind: 'later' });
    expect(took).toBeLessThan(SEND_WITHIN - 3_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(connector.calls).toEqual([]);
  });
});
