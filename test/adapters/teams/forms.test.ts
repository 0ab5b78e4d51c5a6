import { buttons, note, say, text, toMe, view } from '../../../src/chat/view';
import { ALICE, fixture } from '../../support/teams-door';
import { connector, door, form, reply, sentCard, TYPED, useTeamsDoor } from '../../support/teams-turns';

useTeamsDoor();

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
