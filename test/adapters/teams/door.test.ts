import { connect } from 'node:net';
import { teams } from '../../../adapters/teams/teams';
import { say, toMe } from '../../../src/chat/view';
import { APP, type FakeIdentity, fakeIdentity } from '../../support/fake-identity';
import { type FakeTeams, fakeTeams } from '../../support/fake-teams';
import { ALICE, fixture, type Json, TENANT, type TeamsDoor, teamsDoor } from '../../support/teams-door';
import { noMetrics, quietLog } from '../../support/turns';

let identity: FakeIdentity;
let connector: FakeTeams;
let guarded: TeamsDoor;
let anonymous: TeamsDoor;
beforeAll(async () => {
  identity = await fakeIdentity();
  connector = await fakeTeams();
  guarded = await teamsDoor(connector, identity.authority);
  anonymous = await teamsDoor(connector);
});
afterAll(async () => {
  await Promise.all([guarded.stop(), anonymous.stop()]);
  await Promise.all([connector.stop(), identity.stop()]);
});
beforeEach(() => {
  for (const door of [guarded, anonymous]) {
    door.reset();
    door.state.reply = toMe(say('Only for people let in'));
  }
  connector.reset();
  connector.members.set(ALICE, { id: ALICE, userPrincipalName: 'alice@camden.gov.uk', userRole: 'user', tenantId: TENANT });
});

/** Nothing was asked of the core, nothing went out, nothing was installed. */
const untouched = (door: TeamsDoor) => expect([door.events, door.installed, connector.calls]).toEqual([[], [], []]);
const good = () => `Bearer ${identity.tokens.good(connector.url)}`;

describe('A token', () => {
  test('that is good lets an activity in, and the answer goes out with a token of ours', async () => {
    const { status } = await guarded.post(fixture('message-personal'), good());
    expect([status, guarded.events.length]).toEqual([200, 1]);
    expect(connector.calls.map(({ kind, authorization }) => [kind, authorization])).toEqual([
      ['member', 'Bearer outgoing'],
      ['send', 'Bearer outgoing'],
    ]);
  });

  const bad = [
    'rogue',
    'unendorsed',
    'expired',
    'future',
    'for another bot',
    'from another issuer',
    'for another service',
    'alg none',
    'alg none with a signature',
    'alg HS256',
    'unknown key',
    'nonsense',
  ] as const;
  test.each(bad)('%s: 401, no detail, no effect', async (kind) => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await guarded.post(fixture('message-personal'), `Bearer ${identity.tokens[kind](connector.url)}`);
    printed.mockRestore();
    expect([answer.status, answer.text]).toEqual([401, '']);
    untouched(guarded);
  });

  test.each([undefined, '', 'Bearer', 'Basic YWxhZGRpbjpvcGVuc2VzYW1l', `Bearer ${'a'.repeat(9_000)}.b.c`])(
    'is asked for: %j',
    async (header) => {
      expect(await guarded.post(fixture('message-personal'), header)).toMatchObject({ status: 401, text: '' });
      untouched(guarded);
    },
  );

  test('that was good a moment ago is not good for another service address, nor with another signature', async () => {
    const token = good();
    expect((await guarded.post(fixture('message-personal'), token)).status).toBe(200);
    guarded.reset();
    connector.reset();
    const elsewhere = fixture('message-personal', { id: 'elsewhere', serviceUrl: connector.url.replace('127.0.0.1', 'localhost') });
    const forged = `${token.slice(0, -6)}AAAAAA`;
    expect([(await guarded.post(elsewhere, token)).status, (await guarded.post(fixture('message-personal'), forged)).status]).toEqual([
      401, 401,
    ]);
    untouched(guarded);
  });

  test('after all of these a good one still works', async () => {
    expect((await guarded.post(fixture('message-personal'), good())).status).toBe(200);
    expect(guarded.events).toHaveLength(1);
  });
});

test('Where the keys cannot be fetched nobody is let in, and the operator is told', async () => {
  const settings = Object.fromEntries(
    Object.entries(identity.authority.settings).map(([name, value]) => [name, String(value).replace(/:\d+\/(channel|emulator)/, ':9/$1')]),
  );
  const door = await teamsDoor(connector, { ...identity.authority, settings });
  const answer = await door.post(fixture('message-personal'), good());
  await door.stop();
  expect([answer.status, answer.text]).toEqual([401, '']);
  expect(door.log.lines.join()).toContain('could not be fetched');
  untouched(door);
});

describe('A body', () => {
  const deep = `{"type":"message","value":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`;
  const whole = JSON.stringify(fixture('message-personal'));
  test.each([
    ['{}', 400],
    ['null', 400],
    ['[]', 400],
    ['"text"', 400],
    ['', 400],
    [whole.slice(0, -40), 400],
    [deep, 400],
    ['['.repeat(400_000), 400],
    [`{"a":"${'x'.repeat(1_000_001)}"}`, 413],
  ])('%#: refused with a bare status, and the next request works', async (body, status) => {
    expect(await anonymous.send(body)).toMatchObject({ status, text: '' });
    expect(await guarded.send(body)).toMatchObject({ status, text: '' });
    untouched(anonymous);
    expect((await anonymous.post(fixture('message-personal'))).status).toBe(200);
    expect(anonymous.events).toHaveLength(1);
  });

  const without = (name: string): Json => ({ [name]: undefined });
  test.each<Json>([
    { type: 7 },
    { type: '' },
    without('conversation'),
    { conversation: { id: { $ne: null } } },
    without('from'),
    { from: { name: 'x' } },
    { from: { id: ['x'] } },
    without('serviceUrl'),
    { channelId: 'directline' },
    { channelId: 'AseChannel' },
    { text: { $gt: '' } },
    { entities: [null] },
    { membersAdded: [1] },
    { channelData: 'x' },
  ])('that is no activity of Teams: %j', async (over) => {
    expect(await guarded.post(fixture('message-personal', over), good())).toMatchObject({ status: 400, text: '' });
    untouched(guarded);
  });

  test.each(['\u0000', '\ud800', '<at>x</at>'.repeat(4_000), '\u202e'])('with odd words is taken in', async (words) => {
    expect((await anonymous.post(fixture('message-personal', { text: words }))).status).toBe(200);
    expect(anonymous.events).toHaveLength(1);
  });

  test('that breaks off leaves the server alive', async () => {
    const { port } = new URL(anonymous.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write('POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"type"');
        setTimeout(() => socket.destroy(), 20);
      });
      socket.on('close', () => resolve());
    });
    expect((await anonymous.post(fixture('message-personal'))).status).toBe(200);
  });

  test('that asks for buffered replies gets none of the answer in its response', async () => {
    const { text } = await anonymous.post(fixture('message-personal', { deliveryMode: 'expectReplies' }));
    expect(text).toBe('');
    expect(connector.sent()).toHaveLength(1);
  });
});

describe('A tenant', () => {
  const other = 'bbbbbbbb-0000-4000-8000-00000000bbbb';
  const conversation = fixture('message-personal').conversation as Json;
  test.each<[string, Json]>([
    ['that was not let in', { conversation: { ...conversation, tenantId: other }, channelData: { tenant: { id: other } } }],
    ['said twice and differently', { channelData: { tenant: { id: other } } }],
    ['not said', { conversation: { ...conversation, tenantId: undefined }, channelData: {} }],
    ['that is no word', { conversation: { ...conversation, tenantId: '../x' }, channelData: {} }],
  ])('%s: 403, no effect', async (_, over) => {
    for (const name of ['message-personal', 'execute-action', 'task-fetch', 'installation-add'])
      expect(await guarded.post(fixture(name, over), good())).toMatchObject({ status: 403, text: '' });
    untouched(guarded);
  });

  test('in capitals is the same tenant', async () => {
    await guarded.post(fixture('message-personal', { conversation: { ...conversation, tenantId: TENANT.toUpperCase() } }), good());
    expect(guarded.events[0]?.speaker.workspace).toBe(`teams:${TENANT}`);
  });
});

describe('A service address', () => {
  const tricks = [
    '',
    'https://evil.example/',
    'http://smba.trafficmanager.net/uk/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.example/smba.trafficmanager.net',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evilsmba.trafficmanager.net/',
    'https://other.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net\\@evil.example/',
    'https://smba.trafficmanager.net#@evil.example/',
    'https://user:pass@smba.trafficmanager.net/',
    'ftp://smba.trafficmanager.net/',
    'http://127.0.0.1.evil.example/',
    'http://169.254.169.254/',
    'http://2130706433.evil.example/',
    'javascript:alert(1)',
    '//smba.trafficmanager.net/',
  ];
  test.each(tricks)('%j is refused, with a good token too, and nothing is called', async (serviceUrl) => {
    const authorization = `Bearer ${identity.tokens.good(serviceUrl)}`;
    for (const door of [guarded, anonymous])
      expect(await door.post(fixture('message-personal', { serviceUrl }), authorization)).toMatchObject({ status: 403, text: '' });
    untouched(guarded);
    untouched(anonymous);
  });

  test('of Microsoft is refused where callers are anonymous', async () => {
    const serviceUrl = 'https://smba.trafficmanager.net/emea/';
    expect(await anonymous.post(fixture('message-personal', { serviceUrl }))).toMatchObject({ status: 403 });
  });
});

test('without an app id it does not start', async () => {
  const front = { answer: async () => ({ kind: 'done' as const }), settled: async () => undefined };
  const lifecycle = {
    installed: async () => undefined,
    removed: async () => undefined,
    left: async () => undefined,
    isLetIn: async () => true,
  };
  const app = { ...APP, id: '' };
  const ports = { front, lifecycle, clock: () => new Date(), newId: () => 'x', log: quietLog, metrics: noMetrics };
  await expect(teams({ app, ...ports })).rejects.toThrow('MicrosoftAppId is missing');
});
