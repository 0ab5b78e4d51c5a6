import { say, toMe } from '../../../src/chat/view';
import { type FakeSlack, fakeSlack, type Json } from '../../support/fake-slack';
import { installationOf } from '../../support/from-slack';
import { asEvent, asPayload, event, fixture, type SlackDoor, slackDoor } from '../../support/slack-door';

let api: FakeSlack;
let door: SlackDoor;
beforeAll(async () => {
  api = await fakeSlack();
  door = await slackDoor(api);
  await door.secrets.put('slack:T2', 'slack-installation', installationOf('T2').replace('UBOT', 'UBOTB'));
});
afterAll(async () => {
  await door.stop();
  api.stop();
});
beforeEach(() => {
  api.reset();
  api.members.clear();
  door.reset();
  door.state.reply = toMe(say('Yes.'));
});

describe('In an Enterprise Grid', () => {
  const grid = { id: 'E1', name: 'Boroughs' };
  const team = { id: 'T1', domain: 'camden', enterprise_id: 'E1', enterprise_name: 'Boroughs' };
  const user = (team_id: string) => ({ id: 'U1', username: 'alice', name: 'alice', team_id });
  const sent = { button: 'block-actions-home', form: 'view-submission' } as const;
  const press = async (what: keyof typeof sent, over: Json): Promise<string | undefined> => {
    await door.post(asPayload(fixture(sent[what], { team, enterprise: grid, trigger_id: `${Math.random()}`, ...over })));
    await api.until(1);
    return door.events[0]?.speaker.standing;
  };

  test.each([
    ['button', 'T3', 'another workspace of it'],
    ['form', 'T3', 'another workspace of it'],
    ['button', 'E1', 'the grid itself'],
    ['form', 'E1', 'the grid itself'],
  ] as const)('a member whose %s names %s (%s) as their home stays a member', async (what, home, _) => {
    api.members.set('U1', { id: 'U1', name: 'Alice' });
    expect(await press(what, { user: user(home) })).toBe('member');
  });

  test('users.info has the last word on who is of another workspace', async () => {
    api.members.set('U3', { id: 'U3', team: 'T9' });
    expect(await press('button', { user: { ...user('T9'), id: 'U3' } })).toBe('outsider');
  });

  const elsewhere: [string, Json][] = [
    ['there is no grid', { user: user('T3'), enterprise: null, team: { id: 'T1', domain: 'camden' } }],
    ['they are of another grid', { user: user('E2') }],
    ['their grid is another one', { user: { ...user('T3'), enterprise_id: 'E2' } }],
    ['the workspace is of another grid', { user: user('T3'), enterprise: { id: 'E2', name: 'Elsewhere' } }],
  ];
  test.each(elsewhere)('whoever names another home is an outsider where %s', async (_, over) => {
    api.members.set('U1', { id: 'U1', name: 'Alice' });
    expect(await press('button', over)).toBe('outsider');
  });
});

describe('In a channel that two councils share', () => {
  const bob = () => api.members.set('U2', { id: 'U2', team: 'T2', name: 'Bob' });
  const mention = (over: Json = {}, outer: Json = {}) => asEvent(event('mention-shared-channel', over, outer));

  test('somebody of the other council acts as it, with its bot, and the mention of that bot is no part of the words', async () => {
    bob();
    await door.post(mention({ text: '<@UBOTB> council' }));
    expect(door.events[0]).toMatchObject({
      key: 'slack:T1:Ev2',
      text: 'council',
      speaker: { id: 'slack:T2:U2', workspace: 'slack:T2', standing: 'member', address: 'slack:T2/U2' },
      place: { kind: 'channel', address: 'slack:T2/C1' },
    });
    expect(api.shown()).toMatchObject([{ token: 'xoxb-T2', method: 'chat.postEphemeral', body: { channel: 'C1', user: 'U2' } }]);
  });

  test.each(['<@UBOT> council', '<@UBOT|guildhall> <@UBOTB> council'])('the mention of either bot is left out: %s', async (text) => {
    bob();
    await door.post(mention({ text }));
    expect(door.events[0]).toMatchObject({ text: 'council', speaker: { workspace: 'slack:T2' } });
  });

  test('somebody of a third council is an outsider, and the bot they mentioned is no part of their words', async () => {
    api.members.set('U9', { id: 'U9', team: 'T9', name: 'Eve' });
    await door.post(mention({ user: 'U9', user_team: 'T9', source_team: 'T9', team: 'T9', text: '<@UBOTB> council lead <@U2>' }));
    expect(door.events[0]).toMatchObject({ text: 'council lead <@U2>', speaker: { id: 'slack:T1:U9', standing: 'outsider' } });
    expect(api.shown()).toMatchObject([{ token: 'xoxb-T1' }]);
  });

  test('nobody gains a council by naming it: what it says of them decides', async () => {
    api.members.set('U9', { id: 'U9', team: 'T9', name: 'Eve' });
    await door.post(mention({ user: 'U9' }));
    expect(door.events[0]?.speaker).toMatchObject({ id: 'slack:T1:U9', workspace: 'slack:T1', standing: 'outsider' });
  });

  test('they are answered although Slack named an installation that is gone', async () => {
    bob();
    await door.post(mention({}, { team_id: 'T8', authorizations: [{ team_id: 'T8', user_id: 'UBOTC', is_bot: true }] }));
    expect(door.events[0]?.speaker).toMatchObject({ id: 'slack:T2:U2', standing: 'member' });
  });

  test('where their own bot may not write, it writes to them alone', async () => {
    bob();
    api.failNext('chat.postEphemeral', { error: 'channel_not_found' });
    await door.post(mention());
    expect(api.shown()).toMatchObject([{ token: 'xoxb-T2', method: 'chat.postMessage', body: { channel: 'U2' } }]);
  });

  test('a member of the council that Slack named acts as that one', async () => {
    api.members.set('U1', { id: 'U1', name: 'Alice' });
    await door.post(mention({ user: 'U1', user_team: 'T1', source_team: 'T1', team: 'T1' }));
    expect(door.events[0]?.speaker).toMatchObject({ id: 'slack:T1:U1', standing: 'member' });
  });

  test('people who are mentioned further on stay in the words', async () => {
    bob();
    await door.post(mention({ text: '<@UBOTB> council lead <@U5>' }));
    expect(door.events[0]).toMatchObject({ text: 'council lead <@U5>' });
  });
});
