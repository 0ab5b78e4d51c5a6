import { buttons, say, text, toEveryone, toMe, view } from '../../../src/chat/view';
import { ALICE, ALICE_ACCOUNT, fixture, TENANT } from '../../support/teams-door';
import { connector, door, reply, sentCard, useTeamsDoor } from '../../support/teams-turns';

useTeamsDoor();

describe('What comes in', () => {
  test('words in a one-to-one chat are a command', async () => {
    const { status } = await door.post(fixture('message-personal'));
    expect(status).toBe(200);
    expect(door.events).toEqual([
      {
        kind: 'command',
        key: 'teams:a:1pLaYgRoUnD-personal-0123456789abcdef:1764838800001',
        text: 'do we need a discovery?',
        place: { kind: 'personal', address: expect.stringMatching(/^teams:[\w-]+$/) },
        speaker: {
          id: `teams:${TENANT}:${ALICE_ACCOUNT}`,
          workspace: `teams:${TENANT}`,
          name: 'Alice Camden',
          standing: 'member',
          zone: 'Europe/London',
          address: door.events[0]?.place.address,
        },
      },
    ]);
  });

  test('in a channel the bot’s mention goes, another one becomes an account, and the person is reached alone', async () => {
    await door.post(fixture('message-channel'));
    expect(door.events[0]).toMatchObject({ kind: 'command', text: 'council lead <@b0b|Bob Camden> & thanks', place: { kind: 'channel' } });
    const address = Buffer.from(door.events[0]?.speaker.address.slice(6) ?? '', 'base64url').toString();
    expect(JSON.parse(address)).toEqual({ s: connector.url, c: '', t: TENANT, u: ALICE });
  });

  test.each([
    ['message-group', { kind: 'command', text: 'help', place: { kind: 'group' } }],
    ['execute-action', { kind: 'action', name: 'question.share', value: 'q42' }],
    ['submit-action', { kind: 'action', name: 'question.share', value: 'q42' }],
    ['task-fetch', { kind: 'action', name: 'poll.open', value: 'p7' }],
    ['submit-form', { kind: 'submission', name: 'poll.new', state: 'draft-1', values: { title: 'Waste contract' } }],
    ['task-submit', { kind: 'submission', name: 'poll.new', values: { title: 'Waste contract', scope: [] } }],
    [
      'execute-form',
      {
        kind: 'submission',
        name: 'poll.new',
        state: 'draft-1',
        values: { title: 'Waste contract', state: 'live', scope: ['bins', 'recy,cling'], by: '2026-12-24' },
      },
    ],
  ])('%s is understood', async (name, event) => {
    expect((await door.post(fixture(name))).status).toBe(200);
    expect(door.events).toEqual([
      expect.objectContaining({ ...event, place: expect.objectContaining('place' in event ? event.place : {}) }),
    ]);
  });

  test('a message in a channel that is not for the bot is left alone', async () => {
    await door.post(fixture('message-channel', { entities: [], text: 'lunch?' }));
    await door.post(fixture('reaction'));
    await door.post(fixture('conversation-update-person'));
    expect([door.events, door.installed, connector.calls]).toEqual([[], [], []]);
  });

  test('meeting somebody says hello once, however often Teams tells of it', async () => {
    reply(toMe(say('Welcome')));
    await door.post(fixture('installation-add'));
    await door.post(fixture('conversation-update'));
    expect(door.installed).toEqual([`teams:${TENANT}`, `teams:${TENANT}`]);
    expect(door.events.map(({ kind }) => kind)).toEqual(['home']);
    expect(connector.sent()).toHaveLength(1);
  });

  test('coming to a team installs without hello, and leaving a chat removes nothing', async () => {
    await door.post(fixture('installation-add-team'));
    await door.post(fixture('installation-remove'));
    expect([door.installed.length, door.events.length, door.removed.length]).toEqual([1, 0, 0]);
  });

  test('the same delivery four times at once has one effect', async () => {
    reply(toMe(say('Once')));
    await Promise.all(Array.from({ length: 4 }, () => door.post(fixture('message-personal'))));
    expect(door.events).toHaveLength(1);
    expect(connector.sent()).toHaveLength(1);
  });
});

describe('Standing', () => {
  test.each([
    ['a guest account', { userRole: 'guest', userPrincipalName: 'x@y', tenantId: TENANT }, 'guest'],
    ['an invited address', { userRole: 'user', userPrincipalName: 'x_y.com#EXT#@camden.onmicrosoft.com', tenantId: TENANT }, 'guest'],
    [
      'somebody of another tenant',
      { userRole: 'user', userPrincipalName: 'x@y', tenantId: 'bbbbbbbb-0000-4000-8000-00000000aaaa' },
      'outsider',
    ],
    ['somebody of whom little is told', { id: ALICE }, 'guest'],
    ['a member', { userPrincipalName: 'x@y', tenantId: TENANT.toUpperCase() }, 'member'],
  ])('%s', async (_, member, standing) => {
    connector.members.set(ALICE, member);
    await door.post(fixture('message-personal'));
    expect(door.events[0]?.speaker.standing).toBe(standing);
  });

  test('somebody the connector does not tell about may only ask, soon, and only for this once', async () => {
    // What was told a day ago would still hold.
    door.state.now = new Date(door.state.now.getTime() + 2 * 86_400_000);
    connector.fail({ on: 'member', hang: true });
    const started = performance.now();
    await door.post(fixture('message-personal'));
    expect(performance.now() - started).toBeLessThan(3_000);
    await door.post(fixture('message-personal', { id: '2' }));
    expect(door.events.map(({ speaker }) => speaker.standing)).toEqual(['outsider', 'member']);
  });

  test('is asked for once in ten minutes', async () => {
    await door.post(fixture('message-personal'));
    await door.post(fixture('message-personal', { id: '2' }));
    expect(connector.calls.filter(({ kind }) => kind === 'member')).toHaveLength(1);
    door.state.now = new Date(door.state.now.getTime() + 601_000);
    await door.post(fixture('message-personal', { id: '3' }));
    expect(connector.calls.filter(({ kind }) => kind === 'member')).toHaveLength(2);
  });
});

describe('Private and public', () => {
  const secret = view('An answer', text('Only for Alice'));

  test('in a one-to-one chat the answer stands there', async () => {
    reply(toMe(secret));
    await door.post(fixture('message-personal'));
    expect(connector.sent()[0]).toMatchObject({
      path: expect.stringContaining('/v3/conversations/a:1pLaYg'),
      body: { summary: 'An answer' },
    });
    expect(sentCard()).toContain('Only for Alice');
  });

  test('in a channel the answer goes to the one-to-one chat, and one line to the channel', async () => {
    reply(toMe(secret));
    await door.post(fixture('message-channel'));
    await door.post(fixture('message-channel', { id: '2' }));
    expect(connector.calls.filter(({ kind }) => kind === 'create').map(({ body }) => [body.members, body.tenantId])).toEqual([
      [[expect.objectContaining({ id: ALICE })], TENANT],
    ]);
    const [alone, line] = connector.sent();
    expect(alone?.path).toBe(`/v3/conversations/a:opened-${ALICE}/activities`);
    expect(line).toMatchObject({
      path: expect.stringContaining('19:planning'),
      body: { text: 'I have answered you in our one-to-one chat.' },
    });
    expect(JSON.stringify(line)).not.toContain('Only for Alice');
    expect(connector.sent()).toHaveLength(4);
  });

  test('where no one-to-one chat can be opened, the channel learns how to add the bot and not the answer', async () => {
    reply(toMe(secret));
    connector.fail({ on: 'create', status: 403 });
    await door.post(fixture('message-channel', { from: { id: '29:new', name: 'New' } }));
    expect(connector.sent()).toHaveLength(1);
    expect(connector.sent()[0]?.body.text).toMatch(/Add Guildhall for yourself/);
    expect(JSON.stringify(connector.sent())).not.toContain('Only for Alice');
  });

  test('what is for everyone stands in the conversation, in its thread', async () => {
    reply(toEveryone(secret));
    await door.post(fixture('message-channel'));
    expect(connector.sent()).toHaveLength(1);
    expect(connector.sent()[0]?.path).toContain(';messageid=1764838800000');
    expect(sentCard()).toContain('Only for Alice');
  });

  test('a button in a channel answers alone, with a word that only who pressed sees', async () => {
    reply(toMe(secret));
    const { body } = await door.post(fixture('execute-action-channel'));
    expect(body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'I have answered you in our one-to-one chat.',
    });
    expect(connector.sent().map(({ path }) => path)).toEqual([`/v3/conversations/a:opened-${ALICE}/activities`]);
  });
});

describe('Sharing a private answer', () => {
  const share = buttons({ label: 'Share with everyone', action: 'ask.share', value: 'q42' });
  /** The data of the button, as the private card that Alice got in the one-to-one chat holds it. */
  const buttonOfPrivateAnswer = async () => {
    reply(toMe(view('An answer', text('Only for Alice'), share)));
    await door.post(fixture('message-channel'));
    const { data } = JSON.parse(sentCard() ?? '').body[1].actions[0] as { data: Record<string, unknown> };
    connector.reset();
    reply(toEveryone(say('For all')));
    return data;
  };
  const press = (data: object, over: object = {}) => fixture('execute-action', { value: { action: { data } }, ...over });

  test('posts it in the thread where it was asked, and counts as said there', async () => {
    const { body } = await door.post(press(await buttonOfPrivateAnswer()));
    expect(connector.sent().map(({ path }) => path)).toEqual([
      '/v3/conversations/19:planning0123456789abcdef@thread.tacv2;messageid=1764838800000/activities',
    ]);
    expect(sentCard()).toContain('For all');
    expect(body).toMatchObject({ value: 'I have posted it in the conversation where you asked.' });
    expect(door.events.at(-1)).toMatchObject({ kind: 'action', name: 'ask.share', place: { kind: 'channel' } });
  });

  test('works with an old client’s Action.Submit too', async () => {
    await door.post(fixture('submit-action', { value: await buttonOfPrivateAnswer() }));
    expect(connector.sent().map(({ path }) => path)).toEqual([expect.stringContaining('19:planning'), expect.stringContaining('a:1pLaYg')]);
  });

  test('with a button that was changed, or is somebody else’s, stays in the one-to-one chat', async () => {
    const data = await buttonOfPrivateAnswer();
    const elsewhere = Buffer.from('channel 19:secret@thread.tacv2').toString('base64url');
    const forged = { ...data, from: `${elsewhere}.${String(data.from).split('.')[1]}` };
    await door.post(press(forged));
    await door.post(press({ ...data, from: 'x' }, { id: '2' }));
    await door.post(press(data, { id: '3', from: { id: '29:mallory', name: 'Mallory', aadObjectId: 'm' } }));
    expect(connector.sent().map(({ path }) => path.includes('a:1pLaYg'))).toEqual([true, true, true]);
    expect(door.events.slice(1).map(({ place }) => place.kind)).toEqual(['personal', 'personal', 'personal']);
  });

  test('where the bot is no longer there says so', async () => {
    const data = await buttonOfPrivateAnswer();
    connector.fail({ on: 'send', status: 403 });
    const { body } = await door.post(press(data));
    expect(body).toMatchObject({ value: expect.stringContaining('could not post it') });
  });
});
