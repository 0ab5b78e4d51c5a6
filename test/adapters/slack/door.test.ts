import { connect } from 'node:net';
import { say, toMe } from '../../../src/chat/view';
import type { Json } from '../../support/fake-slack';
import { signed } from '../../support/from-slack';
import { asEvent, asForm, asPayload, event, fixture, NOW, type Sent } from '../../support/slack-door';
import { api, door, useSlackDoor } from '../../support/slack-turns';

useSlackDoor();
beforeEach(() => {
  door.state.reply = toMe(say('Only for people let in'));
});

const untouched = () => expect([door.events, door.removed, api.shown()]).toEqual([[], [], []]);
const stillAlive = async () => {
  const { json } = await door.post(asForm(fixture('command', { trigger_id: `alive-${Math.random()}` })));
  expect(json?.text).toContain('Only for people let in');
};

describe('A signature', () => {
  const seconds = NOW.getTime() / 1000;
  test.each([-299, 0, 299])('of %i seconds from now is taken', async (off) => {
    const { status } = await door.post({ ...asForm(fixture('command')), at: seconds + off });
    expect([status, door.events.length]).toEqual([200, 1]);
  });

  test.each([-301, 301, 600, -86_400])('of %i seconds from now is refused', async (off) => {
    expect((await door.post({ ...asForm(fixture('command')), at: seconds + off })).status).toBe(401);
    untouched();
  });

  test.each(['v0=', 'v0=0000', `v0=${'0'.repeat(64)}`, 'nonsense', ''])('%j is refused, without a detail', async (signature) => {
    expect(await door.post({ ...asForm(fixture('command')), signature })).toMatchObject({ status: 401, text: '' });
    untouched();
  });

  test('of another body is refused', async () => {
    const good = asForm(fixture('command'));
    const other = asForm(fixture('command', { user_id: 'U2' }));
    const signature = signed(good.body, seconds)['x-slack-signature'];
    expect((await door.post({ ...other, signature })).status).toBe(401);
    untouched();
  });
});

describe('A body', () => {
  const json = (body: string): Sent => ({ body, type: 'application/json' });
  const form = (body: string): Sent => ({ body, type: 'application/x-www-form-urlencoded' });
  const bodies: [string, Sent][] = [
    ['null', json('null')],
    ['a list', json('[]')],
    ['a number', json('7')],
    ['nothing', json('')],
    ['cut off', json('{"type":"event_callback","event":{')],
    ['deep', json(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)],
    ['a payload of null', form('payload=null')],
    ['a payload cut off', form('payload=%7B%22type')],
    ['a form of nothing known', form('a=b')],
    ['no user', asForm(fixture('command', { user_id: '' }))],
    ['an object where the user should be', asEvent(event('mention', { user: { $ne: null } }))],
    ['a path where the team should be', asForm(fixture('command', { team_id: '../T1' }))],
    ['__proto__ where the team should be', asForm(fixture('command', { team_id: '__proto__' }))],
  ];
  test.each(bodies)('that is %s gets 400, no effect, and the process lives', async (_, sent) => {
    expect(await door.post(sent)).toMatchObject({ status: 400, text: '' });
    untouched();
    await stillAlive();
  });

  test('over a megabyte gets 413', async () => {
    const answer = await door.post(json(`{"a":"${'x'.repeat(1_100_000)}"}`)).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
    untouched();
    await stillAlive();
  });

  test('that breaks off leaves the server alive', async () => {
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
    socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc');
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.destroy();
    await stillAlive();
    expect(door.events).toHaveLength(1);
  });

  test.each(['\u0000', '\ud800', '__proto__', '{"$ne":null}', 'x'.repeat(40_000)])(
    'with strange words is read as words (%#)',
    async (text) => {
      const { status } = await door.post(asForm(fixture('command', { text })));
      expect([status, door.events.map((one) => one.kind)]).toEqual([200, ['command']]);
    },
  );

  test('that asks whether we are there gets its challenge back', async () => {
    const asked = fixture('url-verification');
    expect((await door.post(asEvent(asked))).json).toEqual({ challenge: asked.challenge });
  });
});

describe('A repeat', () => {
  const copies: [string, () => Sent][] = [
    ['command', () => asForm(fixture('command'))],
    ['mention', () => asEvent(fixture('mention'))],
    ['button', () => asPayload(fixture('block-actions', { response_url: `${api.url}/response_url` }))],
    ['form', () => asPayload(fixture('view-submission'))],
  ];
  test.each(copies)('of a %s has one effect, four at once', async (_, make) => {
    const answers = await Promise.all([1, 2, 3, 4].map((count) => door.post(make(), { 'x-slack-retry-num': String(count) })));
    // Slack is asked to come again while the first is not done yet.
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(door.events).toHaveLength(1);
    const inResponse = answers.filter(({ text }) => text.includes('Only for')).length;
    const said = inResponse + (await api.until(1 - inResponse)).length;
    expect(said).toBe(1);
  });

  test('is asked for where an event could not be answered, and not where a command could not', async () => {
    door.state.reply = new Error('the store is away');
    expect((await door.post(asEvent(fixture('mention')))).status).toBe(500);
    expect(door.settled).toEqual([]);
    door.state.reply = toMe(say('Here it is'));
    expect((await door.post(asEvent(fixture('mention')))).status).toBe(200);
    expect(door.settled).toEqual(['slack:T1:Ev1']);
    expect(api.shown()).toHaveLength(1);
  });
});

describe('A workspace', () => {
  test('that has not installed us gets a sentence for a command, and nothing for an event', async () => {
    const { json } = await door.post(asForm(fixture('command', { team_id: 'T9' })));
    expect(json).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('not installed') });
    const mention = event('mention', { team: 'T9' }, { team_id: 'T9', authorizations: [{ team_id: 'T9' }] });
    expect(await door.post(asEvent(mention))).toMatchObject({ status: 200, text: '' });
    untouched();
  });

  test('in a shared channel: the event is ours, and the speaker from elsewhere is an outsider', async () => {
    api.members.set('U2', { id: 'U2', team: 'T2', name: 'Bob', stranger: true });
    await door.post(asEvent(fixture('mention-shared-channel')));
    expect(door.events[0]?.speaker).toMatchObject({ id: 'slack:T1:U2', workspace: 'slack:T1', standing: 'outsider' });
    expect(api.shown()[0]).toMatchObject({ token: 'xoxb-T1', method: 'chat.postEphemeral' });
  });

  const people: [string, Json, string][] = [
    ['a member', {}, 'member'],
    ['a guest', { guest: true }, 'guest'],
    ['somebody of another team', { team: 'T2' }, 'outsider'],
    ['a stranger', { stranger: true }, 'outsider'],
  ];
  test.each(people)('knows %s', async (_, over, standing) => {
    const id = `U${standing}${Object.keys(over).join('')}`.toUpperCase();
    api.members.set(id, { id, ...over });
    await door.post(asForm(fixture('command', { user_id: id })));
    expect(door.events[0]?.speaker.standing).toBe(standing);
  });

  test('that does not answer who somebody is lets them ask, and no more', async () => {
    api.failNext('users.info', { status: 500 });
    await door.post(asForm(fixture('command', { user_id: 'UNKNOWN' })));
    expect(door.events[0]?.speaker.standing).not.toBe('member');
  });

  test('is not answered for its own bot, nor for edits', async () => {
    await door.post(asEvent(fixture('direct-from-bot')));
    await door.post(asEvent(event('direct', { subtype: 'message_changed' })));
    await door.post(asEvent(event('direct', { channel_type: 'channel', channel: 'C1' })));
    untouched();
  });
});
