import { installing } from '../../../adapters/slack/install';
import { clientOptions, manyBots, oneBot, removal } from '../../../adapters/slack/tokens';
import { say } from '../../../src/chat/view';
import { type FakeSlack, fakeSlack } from '../../support/fake-slack';
import { installationOf } from '../../support/from-slack';
import { type SlackDoor, slackDoor } from '../../support/slack-door';
import { quietLog } from '../../support/turns';

let api: FakeSlack;
let doors: SlackDoor[];
beforeAll(async () => {
  api = await fakeSlack();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.reset();
  doors = [];
});
afterEach(() => Promise.all(doors.map((door) => door.stop())));

const open = async (auth?: Parameters<typeof slackDoor>[1]): Promise<SlackDoor> => {
  const door = await slackDoor(api, auth);
  doors.push(door);
  return door;
};
const send = (door: SlackDoor) => door.messenger.send('slack:T1/U1', say('An answer'), 'k1');
const reinstalled = installationOf('T1').replace('xoxb-T1', 'xoxb-T1-new');
const until = async (what: () => boolean): Promise<void> => {
  for (let waited = 0; waited < 100 && !what(); waited += 1) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** What manages installations, on secrets in memory. */
const workspaces = () => {
  const kept = new Map<string, string>();
  const removed: string[] = [];
  const lifecycle = {
    installed: async () => undefined,
    removed: async (workspace: string) => {
      kept.delete(workspace);
      removed.push(workspace);
    },
    left: async () => undefined,
    isLetIn: async () => true,
  };
  const { installer } = installing({
    clientId: '1.2',
    clientSecret: 'secret',
    stateSecret: 'state',
    baseUrl: 'https://guildhall.example',
    apiUrl: `${api.url}/api/`,
    secrets: {
      put: async (workspace, _name, value) => void kept.set(workspace, value),
      get: async (workspace) => kept.get(workspace),
      remove: async (workspace) => void kept.delete(workspace),
    },
    lifecycle,
    log: quietLog,
  });
  const install = async (team: string, text = installationOf(team)): Promise<void> =>
    installer.installationStore.storeInstallation(JSON.parse(text));
  return { kept, removed, install, lifecycle, bots: manyBots(installer, clientOptions(`${api.url}/api/`)) };
};

describe('A workspace that was installed anew', () => {
  test('keeps its new token when a worker still speaks with the old one, and hears what it had to say', async () => {
    const door = await open();
    expect(await send(door)).toEqual({ kind: 'sent' });
    door.secrets.kept.set('slack:T1', reinstalled);
    api.failNext('chat.postMessage xoxb-T1', { error: 'token_revoked' });
    expect(await send(door)).toMatchObject({ kind: 'later' });
    expect([door.removed, door.secrets.kept.get('slack:T1')]).toEqual([[], reinstalled]);
    expect(await send(door)).toEqual({ kind: 'sent' });
    expect(api.shown().at(-1)).toMatchObject({ token: 'xoxb-T1-new' });
  });

  test('is spoken to at once by a worker that has just seen it without us', async () => {
    const door = await open();
    door.secrets.kept.delete('slack:T1');
    expect(await send(door)).toMatchObject({ kind: 'gone', reason: 'not installed' });
    door.secrets.kept.set('slack:T1', installationOf('T1'));
    expect(await send(door)).toEqual({ kind: 'sent' });
  });

  test('is known at once where it was installed', async () => {
    const { bots, install } = workspaces();
    expect(await bots.of('T7')).toBeUndefined();
    await install('T7');
    expect(await bots.of('T7')).toMatchObject({ token: 'xoxb-T7' });
  });

  test('outlives an event about the installation before, and not one about itself', async () => {
    const { bots, kept, removed, install, lifecycle } = workspaces();
    await install('T7');
    expect(await removal(bots, lifecycle, 'T7', { at: new Date(Date.now() - 60_000) })).toBe(false);
    expect([removed, kept.has('slack:T7')]).toEqual([[], true]);
    expect(await removal(bots, lifecycle, 'T7', { at: new Date(Date.now() + 1_000) })).toBe(true);
    expect([removed, await bots.of('T7')]).toEqual([['slack:T7'], undefined]);
  });

  test('is removed by an event where nobody wrote down since when it stands', async () => {
    const { bots, kept, removed, lifecycle } = workspaces();
    kept.set('slack:T7', installationOf('T7'));
    expect(await removal(bots, lifecycle, 'T7', { at: new Date(Date.now() - 60_000) })).toBe(true);
    expect(removed).toEqual(['slack:T7']);
  });
});

describe('A token that cannot be read', () => {
  test('is not a workspace without us', async () => {
    const door = await open();
    door.secrets.get = () => Promise.reject(new Error('The store is away'));
    expect(await send(door)).toMatchObject({ kind: 'later' });
    expect(door.removed).toEqual([]);
  });
});

describe('One workspace by its token', () => {
  const one = { kind: 'one', botToken: 'xoxb-T1' } as const;

  test('counts as installed from the start, once its token was found good', async () => {
    const door = await open(one);
    await until(() => door.installed.length > 0);
    await Promise.all([send(door), send(door)]);
    expect(door.installed.map(([workspace]) => workspace)).toEqual(['slack:T1']);
    expect(api.calls.filter(({ method }) => method === 'auth.test')).toHaveLength(1);
  });

  test('is not removed by a mistyped token: messages wait, and go once it was mended', async () => {
    api.failNext('auth.test', { error: 'invalid_auth' }, { error: 'invalid_auth' });
    const door = await open(one);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await send(door)).toMatchObject({ kind: 'later', reason: 'invalid_auth' });
    expect([door.installed, door.removed]).toEqual([[], []]);
    expect(await send(door)).toEqual({ kind: 'sent' });
    expect(door.installed.map(([workspace]) => workspace)).toEqual(['slack:T1']);
  });

  test.each(['invalid_auth', 'not_authed'])('is not removed by %s where it spoke before', async (error) => {
    const door = await open(one);
    expect(await send(door)).toEqual({ kind: 'sent' });
    api.failNext('chat.postMessage', { error });
    expect(await send(door)).toMatchObject({ kind: 'later', reason: error });
    expect(door.removed).toEqual([]);
    expect(await send(door)).toEqual({ kind: 'sent' });
  });

  test('is removed where Slack says that the token was revoked', async () => {
    const door = await open(one);
    api.failNext('chat.postMessage', { error: 'token_revoked' });
    expect(await send(door)).toMatchObject({ kind: 'gone', reason: 'token_revoked' });
    expect(door.removed).toEqual(['slack:T1']);
    expect(await send(door)).toMatchObject({ kind: 'gone', reason: 'not installed' });
  });

  test('is removed by an event even where its token was never found good, and not by one from before it was', async () => {
    const { lifecycle, removed } = workspaces();
    api.failNext('auth.test', { error: 'account_inactive' });
    const bots = oneBot('xoxb-T1', clientOptions(`${api.url}/api/`));
    expect(await removal(bots, lifecycle, 'T1', { at: new Date() })).toBe(true);
    const again = oneBot('xoxb-T1', clientOptions(`${api.url}/api/`));
    expect(await removal(again, lifecycle, 'T1', { at: new Date(Date.now() - 60_000) })).toBe(false);
    expect(removed).toEqual(['slack:T1']);
  });
});
