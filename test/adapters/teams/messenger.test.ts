import { writeAddress } from '../../../adapters/teams/address';
import { connectorHttp } from '../../../adapters/teams/connector-http';
import { say } from '../../../src/chat/view';
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
