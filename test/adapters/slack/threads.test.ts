import { toModal } from '../../../adapters/slack/form';
import { say, toEveryone, toMe } from '../../../src/chat/view';
import type { Json } from '../../support/fake-slack';
import { asEvent, asPayload, event, fixture } from '../../support/slack-door';
import { api, door, useSlackDoor } from '../../support/slack-turns';

useSlackDoor();

const THREAD = '1795424000.000100';
const container = { type: 'message', message_ts: '1795424400.000600', channel_id: 'C1', is_ephemeral: true };
const pressed = (over: Json) => asPayload(fixture('block-actions', { response_url: `${api.url}/response_url`, ...over }));
const form = {
  id: 'questions.send',
  title: 'Ask a person',
  submit: 'Send',
  state: 'a1',
  fields: [{ id: 'question', type: 'text', label: 'Your question' }],
} as const;
const submitted = (metadata: string | undefined) => {
  const whole = fixture('view-submission');
  return asPayload({ ...whole, view: { ...(whole.view as Json), private_metadata: metadata } });
};

describe('In a thread', () => {
  const places: [string, Json][] = [
    ['of a message for one person', { container: { ...container, thread_ts: THREAD } }],
    ['of a message for everybody', { container: { ...container, is_ephemeral: false }, message: { ts: '1', thread_ts: THREAD } }],
  ];
  test.each(places)('what a button %s says to everybody is said in the thread', async (_, over) => {
    door.state.reply = toEveryone(say('Yes.'));
    await door.post(pressed(over));
    expect(await api.until(1)).toMatchObject([{ method: 'response_url', body: { response_type: 'in_channel', thread_ts: THREAD } }]);
  });

  test.each(places)('what a button %s says to one person is said in the thread', async (_, over) => {
    door.state.reply = toMe(say('Yes.'));
    await door.post(pressed(over));
    expect(await api.until(1)).toMatchObject([{ body: { response_type: 'ephemeral', thread_ts: THREAD } }]);
  });

  test('a form remembers it, and what comes of the form is said there', async () => {
    door.state.reply = { kind: 'form', form };
    await door.post(pressed({ container: { ...container, thread_ts: THREAD } }));
    const [opened] = api.shown();
    const { private_metadata } = (opened?.body.view ?? {}) as { private_metadata?: string };
    expect(JSON.parse(private_metadata ?? '')).toEqual({ s: 'a1', c: 'C1', t: THREAD });
    door.state.reply = toMe(say('Sent.'));
    await door.post(submitted(private_metadata));
    expect((await api.until(2))[1]).toMatchObject({ method: 'chat.postEphemeral', body: { channel: 'C1', thread_ts: THREAD } });
  });

  test('with the bot alone the answer is said there too', async () => {
    door.state.reply = toMe(say('Yes.'));
    await door.post(asEvent(event('direct', { thread_ts: THREAD })));
    expect(api.shown()).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'D1', thread_ts: THREAD } }]);
  });

  test('where the bot may not write there, it writes to the person without a thread', async () => {
    door.state.reply = toMe(say('Yes.'));
    api.failNext('chat.postEphemeral', { error: 'channel_not_found' });
    await door.post(submitted(toModal(form, 'slack:T1', 'C1', THREAD).private_metadata));
    const [told] = await api.until(1);
    expect(told).toMatchObject({ method: 'chat.postMessage', body: { channel: 'U1' } });
    expect(told?.body).not.toHaveProperty('thread_ts');
  });
});

describe('Outside a thread', () => {
  test.each([
    ['of a plain message', { container }],
    ['of a message that has answers itself', { container, message: { ts: container.message_ts, thread_ts: container.message_ts } }],
  ] as [string, Json][])('what a button %s says stays in the channel', async (_, over) => {
    door.state.reply = toEveryone(say('Yes.'));
    await door.post(pressed(over));
    expect((await api.until(1))[0]?.body).not.toHaveProperty('thread_ts');
  });

  test.each(['{"s":"a1","c":"C1","t":"../x"}', '{"s":"a1","c":"C1","t":{"$ne":1}}'])(
    'a form whose thread was tampered with (%s) has none',
    async (metadata) => {
      door.state.reply = toMe(say('Sent.'));
      await door.post(submitted(metadata));
      expect((await api.until(1))[0]?.body).not.toHaveProperty('thread_ts');
    },
  );
});
