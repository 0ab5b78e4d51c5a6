import { buttons, say, text, toEveryone, toMe, view } from '../../../src/chat/view';
import type { Json } from '../../support/fake-slack';
import { asEvent, asForm, asPayload, event, fixture } from '../../support/slack-door';
import { api, door, useSlackDoor } from '../../support/slack-turns';

useSlackDoor();
beforeEach(() => {
  door.state.reply = toMe(say('Yes.'));
});

const pressed = (over: Json = {}) => asPayload(fixture('block-actions', { response_url: `${api.url}/response_url`, ...over }));
const form = {
  id: 'questions.send',
  title: 'Ask a person',
  submit: 'Send',
  state: 'a1',
  fields: [{ id: 'question', type: 'text', label: 'Your question', multiline: true }],
} as const;

describe('A command', () => {
  test('comes as it was typed, and is answered in the response, to its speaker alone', async () => {
    const { json } = await door.post(asForm(fixture('command', { text: 'ask is &lt;b&gt; &amp; "c" fine?' })));
    expect(door.events[0]).toMatchObject({
      kind: 'command',
      text: 'ask is <b> & "c" fine?',
      speaker: { id: 'slack:T1:U1', name: 'Alice', zone: 'Europe/London' },
      place: { kind: 'channel', address: 'slack:T1/C1' },
    });
    expect(json).toMatchObject({ response_type: 'ephemeral', blocks: [{ type: 'section', text: { text: 'Yes.' } }] });
    expect(api.shown()).toEqual([]);
  });

  test('for everybody is answered in the channel', async () => {
    door.state.reply = toEveryone(say('Yes.'));
    expect((await door.post(asForm(fixture('command')))).json).toMatchObject({ response_type: 'in_channel' });
  });

  test('that takes long is acknowledged within three seconds and answered at its response_url', async () => {
    door.state.wait = 2_700;
    const before = performance.now();
    const { status, text: body } = await door.post(asForm(fixture('command', { response_url: `${api.url}/response_url` })));
    expect([status, body]).toEqual([200, '']);
    expect(performance.now() - before).toBeLessThan(2_950);
    expect(await api.until(1)).toMatchObject([{ method: 'response_url', body: { response_type: 'ephemeral' } }]);
  });

  test.each(['https://evil.example/', 'http://hooks.slack.com/a', 'https://hooks.slack.com.evil.example/', 'http://169.254.169.254/', 'x'])(
    'is never answered at %s, but in the conversation with the bot',
    async (address) => {
      door.state.wait = 2_600;
      expect((await door.post(asForm(fixture('command', { response_url: address })))).status).toBe(200);
      expect(await api.until(1)).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'U1' } }]);
      expect(door.log.lines.join()).toContain('not Slack');
    },
  );

  test('may open a form, whose trigger works once', async () => {
    door.state.reply = { kind: 'form', form };
    const { text: body } = await door.post(asForm(fixture('command')));
    expect(body).toBe('');
    const [{ body: opened } = { body: {} }] = api.shown();
    expect(opened).toMatchObject({ trigger_id: '1.1.command', view: { type: 'modal', callback_id: 'questions.send' } });
  });
});

describe('A mention', () => {
  test('loses the bot’s name, is answered to its speaker alone, in its thread, and is settled', async () => {
    await door.post(asEvent(event('mention', { thread_ts: '1.2' })));
    expect(door.events[0]).toMatchObject({ kind: 'command', retries: true, text: 'do we have to publish our source code & tests?' });
    expect(api.shown()).toMatchObject([{ method: 'chat.postEphemeral', body: { channel: 'C1', user: 'U1', thread_ts: '1.2' } }]);
    expect(door.settled).toEqual(['slack:T1:Ev1']);
  });

  test('that asks for a form is told how to get it', async () => {
    door.state.reply = { kind: 'form', form };
    await door.post(asEvent(fixture('mention')));
    expect(JSON.stringify(api.shown())).toContain('/guild');
  });
});

describe('A direct message', () => {
  test('is answered in the same conversation', async () => {
    await door.post(asEvent(fixture('direct')));
    expect(door.events[0]?.place).toEqual({ kind: 'personal', address: 'slack:T1/D1' });
    expect(api.shown()).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'D1' } }]);
  });
});

describe('A button', () => {
  test('in a channel is answered at its response_url, and leaves the message alone', async () => {
    await door.post(pressed());
    expect(door.events[0]).toMatchObject({ kind: 'action', name: 'ask.helpful', value: 'a1', place: { address: 'slack:T1/C1' } });
    expect(await api.until(1)).toMatchObject([{ method: 'response_url', body: { response_type: 'ephemeral', replace_original: false } }]);
  });

  test('may put another view in the message’s place', async () => {
    door.state.reply = { kind: 'replace', view: view('Done', text('Done'), buttons({ label: 'Undo', action: 'a.undo', value: '1' })) };
    await door.post(pressed());
    expect(await api.until(1)).toMatchObject([{ method: 'response_url', body: { replace_original: true } }]);
  });

  test('in Home is answered in the conversation with the bot, or in Home itself', async () => {
    await door.post(asPayload(fixture('block-actions-home')));
    expect(door.events[0]).toMatchObject({ name: 'guild.run', value: 'council', place: { kind: 'personal' } });
    expect(await api.until(1)).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'U1' } }]);
    door.state.reply = { kind: 'replace', view: say('Home now') };
    await door.post(asPayload(fixture('block-actions-home', { trigger_id: '2' })));
    expect((await api.until(2))[1]).toMatchObject({ method: 'views.publish', body: { user_id: 'U1', view: { type: 'home' } } });
  });

  test('that only opens a link asks nothing of us', async () => {
    await door.post(pressed({ actions: [{ action_id: 'link.open#1', type: 'button' }] }));
    expect([door.events, api.shown()]).toEqual([[], []]);
  });
});

describe('A form', () => {
  test('comes back with its state, its values and where it was opened, and what comes of it is said there', async () => {
    await door.post(asPayload(fixture('view-submission')));
    expect(door.events[0]).toMatchObject({
      kind: 'submission',
      name: 'questions.send',
      state: 'a1',
      values: { question: 'Who decides?' },
      place: { kind: 'channel', address: 'slack:T1/C1' },
    });
    expect(await api.until(1)).toMatchObject([{ method: 'chat.postEphemeral', body: { channel: 'C1', user: 'U1' } }]);
  });

  test('with mistakes stays open and says so at the field', async () => {
    door.state.reply = { kind: 'errors', fields: { question: 'Write the question first.' } };
    const { json } = await door.post(asPayload(fixture('view-submission')));
    expect(json).toEqual({ response_action: 'errors', errors: { question: 'Write the question first.' } });
  });

  test('from a channel the bot is not in is answered in the conversation with the bot', async () => {
    api.failNext('chat.postEphemeral', { error: 'not_in_channel' });
    await door.post(asPayload(fixture('view-submission')));
    expect(await api.until(1)).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'U1' } }]);
  });

  test.each(['', 'null', '[]', '{"s":{"$ne":1},"c":7}', '{"c":"../x"}'])(
    'whose state was tampered with (%j) has no state',
    async (metadata) => {
      const submitted = fixture('view-submission');
      const changed = { ...submitted, view: { ...(submitted.view as Json), private_metadata: metadata } };
      expect((await door.post(asPayload(changed))).status).toBe(200);
      expect(door.events[0]).toMatchObject({ state: '', place: { kind: 'personal' } });
      expect(await api.until(1)).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'U1' } }]);
    },
  );
});

test('App Home is published for whoever opens it', async () => {
  await door.post(asEvent(fixture('home')));
  expect(door.events[0]).toMatchObject({ kind: 'home', place: { kind: 'personal' } });
  expect(await api.until(1)).toMatchObject([{ method: 'views.publish', body: { user_id: 'U1' } }]);
});
