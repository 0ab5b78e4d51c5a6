import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import type { Incoming } from '../../../adapters/slack/parse';
import { people, withLookUp } from '../../../adapters/slack/people';
import { type Bots, clientOptions } from '../../../adapters/slack/tokens';
import type { Messenger } from '../../../src/chat/messenger';
import { keepingLog } from '../../support/turns';

type User = Record<string, unknown>;
const alice: User = { id: 'U1', team_id: 'T1', real_name: 'Alice', tz: 'Europe/London' };

/** Slack's users.info on loopback: it knows some people, and can be slow. */
const state: { users: Map<string, User>; slow: number; fails: boolean; asked: number } = {
  users: new Map(),
  slow: 0,
  fails: false,
  asked: 0,
};
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => {
    state.asked += 1;
    const user = state.users.get(new URLSearchParams(text).get('user') ?? '');
    const answer = user ? { ok: true, user } : { ok: false, error: 'user_not_found' };
    response.writeHead(state.fails ? 500 : 200, { 'content-type': 'application/json' });
    setTimeout(() => response.end(JSON.stringify(answer)), state.slow);
  });
});
let client: WebClient;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new WebClient('xoxb-T1', clientOptions(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => Object.assign(state, { users: new Map([['U1', alice]]), slow: 0, fails: false, asked: 0 }));

const from = (over: Partial<Incoming> = {}): Incoming => ({
  kind: 'command',
  team: 'T1',
  homes: [],
  user: 'U1',
  userTeam: 'T1',
  channel: 'C1',
  key: '1',
  ...over,
});
const patience = 100;

describe('Who speaks on Slack', () => {
  test('somebody Slack is too slow to tell about may do nothing this once, and is known the next time', async () => {
    const speakerOf = people(keepingLog(), patience);
    state.slow = 200;
    expect(await speakerOf(from(), client, 0)).toMatchObject({ standing: 'outsider', name: 'someone' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await speakerOf(from(), client, 1)).toMatchObject({ standing: 'member', name: 'Alice', zone: 'Europe/London' });
    expect(state.asked).toBe(1);
  });

  test('a lookup that fails later takes nothing away for a day, and is tried again at once', async () => {
    const speakerOf = people(keepingLog(), patience);
    await speakerOf(from(), client, 0);
    state.fails = true;
    const later = 11 * 60_000;
    expect(await speakerOf(from(), client, later)).toMatchObject({ standing: 'member', name: 'Alice', zone: 'Europe/London' });
    const twoDays = 48 * 3_600_000;
    expect(await speakerOf(from(), client, twoDays)).toMatchObject({
      standing: 'outsider',
      name: 'Alice',
      zone: 'Europe/London',
      untold: true,
    });
    state.fails = false;
    expect(await speakerOf(from(), client, later)).toMatchObject({ standing: 'member' });
  });

  const grid = { ...alice, team_id: 'T7', enterprise_user: { id: 'W1', enterprise_id: 'E1', teams: ['T7', 'T1'] } };
  test.each<[string, User, string, string]>([
    ['somebody of an Enterprise Grid whose workspaces include this one', grid, 'T7', 'member'],
    ['the same, told by the id of the Grid', grid, 'E1', 'member'],
    ['the same, as a guest', { ...grid, is_restricted: true }, 'T7', 'guest'],
    ['somebody of a Grid that has nothing to do with it', { ...grid, enterprise_user: { teams: ['T7'] } }, 'T7', 'outsider'],
    ['a stranger who says so', { ...grid, is_stranger: true }, 'T7', 'outsider'],
    ['somebody of another team', { ...alice, team_id: 'T7' }, 'T7', 'outsider'],
    ['somebody whose event comes from another team', alice, 'T7', 'outsider'],
    ['a single-channel guest', { ...alice, is_ultra_restricted: true }, 'T1', 'guest'],
  ])('%s', async (_, user, userTeam, standing) => {
    state.users.set('U1', user);
    const speakerOf = people(keepingLog(), patience);
    expect((await speakerOf(from({ userTeam }), client, 0)).standing).toBe(standing);
    expect((await speakerOf(from({ userTeam }), client, 1)).standing).toBe(standing);
  });
});

describe('Looking up an account on Slack', () => {
  const messenger: Messenger = { send: async () => ({ kind: 'sent' }), find: async () => 'absent' };
  const bots: Bots = {
    of: async (team) => (team === 'T1' ? { token: 'xoxb-T1', userId: 'UBOT', botId: 'BBOT', client } : undefined),
    forget: () => undefined,
    since: async () => undefined,
  };
  const { lookUp, ...speaking } = withLookUp(messenger, bots, keepingLog(), patience);

  test('the messenger speaks as before', () => expect(speaking).toEqual(messenger));

  test.each<[string, User, string]>([
    ['a member', {}, 'member'],
    ['a guest', { is_restricted: true }, 'guest'],
    ['an app', { is_bot: true }, 'bot'],
    ['Slackbot', { id: 'USLACKBOT' }, 'bot'],
    ['a closed account', { deleted: true }, 'closed'],
    ['an account of another team', { team_id: 'T2' }, 'outsider'],
  ])('tells %s', async (_, over, standing) => {
    state.users.set('U1', { ...alice, ...over });
    expect(await lookUp('slack:T1:U1')).toEqual({ standing, name: 'Alice', address: 'slack:T1/U1', zone: 'Europe/London' });
  });

  test('an account that Slack does not know is none', async () => {
    expect(await lookUp('slack:T1:U404')).toMatchObject({ standing: 'closed' });
  });

  test('nothing is told of a workspace that is not ours, nor while Slack does not answer', async () => {
    expect(await lookUp('slack:T2:U1')).toBeUndefined();
    state.slow = 200;
    expect(await lookUp('slack:T1:U1')).toBe('later');
    Object.assign(state, { slow: 0, fails: true });
    expect(await lookUp('slack:T1:U1')).toBe('later');
  });
});
