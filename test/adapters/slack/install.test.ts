import { type FakeSlack, fakeSlack } from '../../support/fake-slack';
import { installationOf } from '../../support/from-slack';
import { asEvent, asForm, event, fixture, type SlackDoor, slackDoor } from '../../support/slack-door';

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

const get = (path: string, cookie = '') => fetch(`${door.url}${path}`, { redirect: 'manual', headers: { cookie } });

/** Presses "Add to Slack": where Slack is asked for consent, and the cookie that comes with it. */
const begin = async () => {
  const response = await get('/slack/install');
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: response.status, consent: new URL(response.headers.get('location') ?? 'about:blank'), cookie };
};

describe('Installing', () => {
  test('asks Slack for consent to our scopes, back to our address', async () => {
    const { status, consent } = await begin();
    expect(status).toBe(302);
    expect(consent.searchParams.get('scope')).toContain('chat:write');
    expect(consent.searchParams.get('user_scope') ?? '').toBe('');
    expect(consent.searchParams.get('redirect_uri')).toBe('https://guildhall.example/slack/oauth_redirect');
  });

  test('keeps the bot’s token, and never the person’s', async () => {
    const { consent, cookie } = await begin();
    const response = await get(`/slack/oauth_redirect?code=good&state=${consent.searchParams.get('state')}`, cookie);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Guildhall is installed')]);
    expect(door.installed).toEqual([['slack:T7', 'Camden']]);
    const kept = door.secrets.kept.get('slack:T7') ?? '';
    expect(kept).toContain('xoxb-T7');
    expect(kept).not.toContain('xoxp-');
  });

  const attempts: [string, (state: string, cookie: string) => [string, string]][] = [
    ['without a state', (_, cookie) => ['code=good', cookie]],
    ['with a made-up state', (_, cookie) => ['code=good&state=abc', cookie]],
    ['with somebody else’s state', (state) => [`code=good&state=${state}`, '']],
    ['with a bad code', (state, cookie) => [`code=bad&state=${state}`, cookie]],
    ['after a refusal', (state, cookie) => [`error=access_denied&state=${state}`, cookie]],
  ];
  test.each(attempts)('%s changes nothing and says how to start again', async (_, make) => {
    const { consent, cookie } = await begin();
    const [query, sent] = make(consent.searchParams.get('state') ?? '', cookie);
    const response = await get(`/slack/oauth_redirect?${query}`, sent);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Start again')]);
    expect([door.installed, door.secrets.kept.has('slack:T7')]).toEqual([[], false]);
  });
});

describe('Going away', () => {
  test.each(['uninstalled', 'tokens-revoked'])('(%s) removes the tokens at once', async (name) => {
    await door.post(asForm(fixture('command')));
    expect(door.events).toHaveLength(1);
    expect((await door.post(asEvent(fixture(name)))).status).toBe(200);
    expect([door.removed, door.secrets.kept.has('slack:T1')]).toEqual([['slack:T1'], false]);
    const { json } = await door.post(asForm(fixture('command', { trigger_id: 'later' })));
    expect(json?.text).toContain('not installed');
    expect(door.events).toHaveLength(1);
  });

  test('told late, after the app was installed anew, leaves the new installation', async () => {
    const anew = JSON.stringify({ ...JSON.parse(installationOf('T1')), storedAt: new Date(1_795_424_401_000).toISOString() });
    door.secrets.kept.set('slack:T1', anew);
    expect((await door.post(asEvent(fixture('uninstalled', { event_time: 1_795_424_400 })))).status).toBe(200);
    expect([door.removed, door.secrets.kept.get('slack:T1')]).toEqual([[], anew]);
    await door.post(asEvent(fixture('uninstalled', { event_id: 'Ev7', event_time: 1_795_424_402 })));
    expect(door.removed).toEqual(['slack:T1']);
  });

  test('of a person’s own token leaves the bot where it is', async () => {
    await door.post(asEvent(event('tokens-revoked', { tokens: { oauth: ['U1'], bot: [] } })));
    expect(door.removed).toEqual([]);
  });
});

describe('One workspace by its token', () => {
  test('answers that workspace and no other', async () => {
    const one = await slackDoor(api, { kind: 'one', botToken: 'xoxb-T1' });
    await one.post(asForm(fixture('command')));
    const { json } = await one.post(asForm(fixture('command', { team_id: 'T2' })));
    await one.stop();
    expect(one.events.map(({ speaker }) => speaker.workspace)).toEqual(['slack:T1']);
    expect(json?.text).toContain('not installed');
  });
});
