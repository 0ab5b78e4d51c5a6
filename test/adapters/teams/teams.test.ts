import { buttons, type Form, note, type Reply, say, text, toEveryone, toMe, view } from '../../../src/chat/view';
import { type FakeTeams, fakeTeams } from '../../support/fake-teams';
import { ALICE, ALICE_ACCOUNT, fixture, TENANT, type TeamsDoor, teamsDoor } from '../../support/teams-door';

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
beforeEach(() => {
  door.reset();
  connector.reset();
  door.state.now = new Date(door.state.now.getTime() + 3_600_000);
  connector.members.set(ALICE, {
    id: ALICE,
    aadObjectId: ALICE_ACCOUNT,
    userPrincipalName: 'alice@camden.gov.uk',
    userRole: 'user',
    tenantId: TENANT,
  });
  connector.members.set('29:1BoB-bob', {
    id: '29:1BoB-bob',
    aadObjectId: 'b0b',
    userPrincipalName: 'bob@camden.gov.uk',
    userRole: 'user',
    tenantId: TENANT,
  });
});

const form: Form = {
  id: 'poll.new',
  title: 'A new poll',
  submit: 'Send',
  state: 'draft-1',
  fields: [
    { type: 'text', id: 'title', label: 'Title' },
    {
      type: 'choices',
      id: 'scope',
      label: 'Scope',
      options: [
        { value: 'bins', label: 'Bins' },
        { value: 'recy,cling', label: 'Recycling' },
      ],
    },
  ],
};
const TYPED = 'Bins $'.concat('{now} & <at>all</at>');
const sentCard = (index = 0) => JSON.stringify(connector.sent()[index]?.body.attachments?.[0]?.content);
const reply = (one: Reply) => {
  door.state.reply = one;
};

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

  test('somebody the connector does not tell about is a guest, soon, and only for this once', async () => {
    connector.fail({ on: 'member', hang: true });
    const started = performance.now();
    await door.post(fixture('message-personal'));
    expect(performance.now() - started).toBeLessThan(3_000);
    await door.post(fixture('message-personal', { id: '2' }));
    expect(door.events.map(({ speaker }) => speaker.standing)).toEqual(['guest', 'member']);
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

describe('Buttons, forms and dialogs', () => {
  test('Action.Execute is answered with the card that takes its place, and nothing else', async () => {
    reply({ kind: 'replace', view: say('Withdrawn') });
    const { status, body } = await door.post(fixture('execute-action'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { type: 'AdaptiveCard' } });
    expect(JSON.stringify(body)).toContain('Withdrawn');
    expect(connector.calls.filter(({ kind }) => kind !== 'member')).toEqual([]);
  });

  test('Action.Submit changes the message it was pressed on, or says it anew where that is gone', async () => {
    reply({ kind: 'replace', view: say('Withdrawn') });
    await door.post(fixture('submit-action'));
    expect(connector.calls.filter(({ kind }) => kind !== 'member')).toMatchObject([
      { kind: 'update', path: expect.stringContaining('/activities/1764838800103') },
    ]);
    connector.reset();
    connector.fail({ on: 'update', status: 404 });
    await door.post(fixture('submit-action', { id: '2' }));
    expect(connector.calls.map(({ kind }) => kind)).toEqual(['update', 'send']);
  });

  test('task/fetch opens the form in a dialog, where only Action.Submit works', async () => {
    reply({ kind: 'form', form });
    const { body } = await door.post(fixture('task-fetch'));
    expect(body).toMatchObject({ task: { type: 'continue', value: { title: 'A new poll', card: { content: { type: 'AdaptiveCard' } } } } });
    expect(JSON.stringify(body)).not.toContain('Action.Execute');
    expect(connector.sent()).toEqual([]);
  });

  test('a typed command in a channel gets its form in the one-to-one chat', async () => {
    reply({ kind: 'form', form });
    await door.post(fixture('message-channel'));
    expect(connector.sent().map(({ body }) => body.text ?? body.summary)).toEqual([
      'A new poll',
      'I have sent you a form in our one-to-one chat.',
    ]);
    expect(sentCard()).toContain('Action.Execute');
  });

  /** The form as its own card sends it back, so that the round trip is the real one. */
  const again = async () => {
    reply({ kind: 'form', form });
    const { body } = await door.post(fixture('task-fetch', { id: 'opening' }));
    const card = JSON.parse(JSON.stringify(body)).task.value.card.content as { actions: { data: object }[] };
    return { ...card.actions[0]?.data, 'field.title': TYPED, 'fields.scope': 'recy%2Ccling' };
  };

  test('a dialog with mistakes comes back with them in words and with everything that was typed', async () => {
    const data = await again();
    reply({ kind: 'errors', fields: { title: 'Say what you want to buy.' } });
    const { body } = await door.post(fixture('task-submit', { value: { data } }));
    const written = JSON.stringify(body);
    expect(body).toMatchObject({ task: { type: 'continue' } });
    expect(written).toContain('Mistake: Say what you want to buy.');
    expect(written).toContain('"value":"recy%2Ccling"');
    const title = JSON.parse(written).task.value.card.content.body.find((one: { id?: string }) => one.id === 'field.title');
    expect(title.value.replaceAll('\u200d', '')).toBe(TYPED);
    reply({ kind: 'done' });
    await door.post(fixture('task-submit', { id: 'twice', value: { data: { ...data, 'field.title': title.value } } }));
    expect(door.events.at(-1)).toMatchObject({ values: { title: TYPED, scope: ['recy,cling'] } });
  });

  test('a form in a chat with mistakes comes back in its own place', async () => {
    const data = await again();
    reply({ kind: 'errors', fields: { title: 'Say what you want to buy.', other: 'And why.' } });
    const { body } = await door.post(fixture('execute-form', { value: { action: { type: 'Action.Execute', verb: 'poll.new', data } } }));
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(body)).toMatch(/Mistake: And why\..*Mistake: Say what you want to buy\./);
    connector.reset();
    await door.post(fixture('submit-form', { value: data }));
    expect(connector.calls.map(({ kind }) => kind)).toEqual(['update']);
    expect(JSON.stringify(connector.calls)).toContain('Mistake: Say what you want to buy.');
  });

  test('a form whose card did not carry it still says what is wrong', async () => {
    reply({ kind: 'errors', fields: { title: 'Say what you want to buy.' } });
    await door.post(fixture('submit-form'));
    expect(sentCard()).toContain('Say what you want to buy.');
    const { body } = await door.post(fixture('task-submit'));
    expect(body).toMatchObject({ task: { type: 'message' } });
  });

  test('a dialog that is done closes with a word, and the answer stands in the one-to-one chat', async () => {
    reply(toMe(say('Your poll is open')));
    const { body } = await door.post(fixture('task-submit'));
    expect(body).toEqual({ task: { type: 'message', value: 'I have answered you in our one-to-one chat.' } });
    expect(connector.sent().map(({ path }) => path)).toEqual([`/v3/conversations/a:opened-${ALICE}/activities`]);
  });

  test('a dialog that cannot open says why in its place', async () => {
    reply(toMe(view('No', text('Only your council’s lead can do this.'), note('Ask Bob'))));
    const { body } = await door.post(fixture('task-fetch'));
    expect(body).toEqual({ task: { type: 'message', value: 'Only your council’s lead can do this.\n\n(Ask Bob)' } });
    expect(connector.sent()).toEqual([]);
  });

  test.each([
    ['execute-action', { value: { action: { data: { what: 1 } } } }, { statusCode: 400, type: 'application/vnd.microsoft.error' }],
    ['execute-action', { value: null }, { statusCode: 400 }],
    ['task-fetch', { value: { data: [] } }, { task: { type: 'message' } }],
    ['task-submit', { value: 'x' }, { task: { type: 'message' } }],
    ['task-submit', { value: { data: { form: { $ne: null }, state: '' } } }, { task: { type: 'message' } }],
  ] as [string, Record<string, unknown>, { task?: object }][])(
    '%s with data no card of ours sends is answered and has no effect: %j',
    async (name, over, answer) => {
      const { status, body } = await door.post(fixture(name, over));
      expect([status, body]).toEqual([200, expect.objectContaining(answer.task ? { task: expect.objectContaining(answer.task) } : answer)]);
      expect(door.events).toEqual([]);
    },
  );

  test('a button with __proto__ for a name or a field harms nothing', async () => {
    const data = JSON.parse('{"form":"poll.new","state":"","field.__proto__":"x","__proto__":{"form":"y"}}');
    await door.post(fixture('task-submit', { value: { data } }));
    expect(door.events[0]).toMatchObject({ kind: 'submission', name: 'poll.new' });
    expect(({} as Record<string, unknown>).form).toBeUndefined();
  });

  test('an invoke of another kind is not for us', async () => {
    expect(await door.post(fixture('task-fetch', { name: 'composeExtension/query' }))).toMatchObject({ status: 501, text: '' });
  });
});

describe('When something breaks', () => {
  test('a reply that Teams asks to wait with is sent once more', async () => {
    reply(toMe(say('Here')));
    connector.fail({ on: 'send', status: 429, retryAfter: '1' });
    expect((await door.post(fixture('message-personal'))).status).toBe(200);
    expect(connector.sent()).toHaveLength(2);
  });

  test('a reply whose line broke is not sent again', async () => {
    reply(toMe(say('Here')));
    connector.fail({ on: 'send', breaks: true });
    expect((await door.post(fixture('message-personal'))).status).toBe(200);
    expect(connector.sent()).toHaveLength(1);
    expect(door.log.lines.join()).toContain('"outcome":"unknown"');
    connector.reset();
    await door.post(fixture('message-personal', { id: '2' }));
    expect(connector.sent()).toHaveLength(1);
  });

  test('a button whose answer cannot be shown says so', async () => {
    reply(toMe(say('Here')));
    connector.fail({ on: 'send', status: 404 });
    const { body } = await door.post(fixture('execute-action'));
    expect(body).toMatchObject({ statusCode: 200, value: 'I have done it, but could not show you the answer.' });
  });

  test('an event that cannot be taken in is answered with a reference, and the next one works', async () => {
    door.state.reply = new Error('The store is away: secret detail');
    const { status, body } = await door.post(fixture('execute-action'));
    expect(status).toBe(200);
    expect(sentCard()).toContain('quote referenc');
    expect(JSON.stringify([body, connector.calls])).not.toContain('secret detail');
    reply(toMe(say('Here')));
    await door.post(fixture('message-personal'));
    expect(door.events).toHaveLength(1);
  });

  test('a button that asks first, and one that opens a form, are drawn as Teams can do them', async () => {
    const confirm = { title: 'Close the poll?', text: 'Nobody can answer after this.', yes: 'Close it', no: 'Keep it' };
    reply(
      toMe(
        view(
          'Poll',
          buttons(
            { label: 'Close', action: 'poll.close', value: 'p7', confirm, style: 'danger' },
            { label: 'Edit', action: 'poll.edit', value: 'p7', opensForm: true },
          ),
        ),
      ),
    );
    await door.post(fixture('message-personal'));
    expect(JSON.parse(sentCard() ?? '').body[0].actions).toMatchObject([
      {
        type: 'Action.ShowCard',
        title: 'Close',
        style: 'destructive',
        card: { actions: [{ type: 'Action.Execute', verb: 'poll.close' }] },
      },
      { type: 'Action.Submit', title: 'Edit', data: { msteams: { type: 'task/fetch' }, action: 'poll.edit', value: 'p7' } },
    ]);
    expect(sentCard()).toContain('Nobody can answer after this.');
  });
});
