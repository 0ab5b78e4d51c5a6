import { PassThrough } from 'node:stream';
import { runConsole } from '../../../adapters/console/console';
import { screen } from '../../../adapters/console/screen';
import type { ChatEvent } from '../../../src/chat/event';
import { buttons, type Form, type Reply, say, text, toMe, view } from '../../../src/chat/view';

const form: Form = {
  id: 'x.send',
  title: 'A form',
  submit: 'Send',
  state: 's1',
  fields: [
    { id: 'name', type: 'text', label: 'Name' },
    {
      id: 'kind',
      type: 'choice',
      label: 'Kind',
      options: [
        { value: 'a', label: 'First' },
        { value: 'b', label: 'Second' },
      ],
    },
  ],
};

const talk = async (lines: string[], answer: (event: ChatEvent) => Reply): Promise<{ events: ChatEvent[]; shown: string }> => {
  const events: ChatEvent[] = [];
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk) => (shown += chunk));
  input.end(`${lines.join('\n')}\n`);
  await runConsole({
    screen: screen(input, output),
    front: {
      answer: async (event) => {
        events.push(event);
        return answer(event);
      },
      settled: async () => undefined,
    },
    become: async (council, part) => {
      if (council === 'Atlantis') throw new Error('I know no council called Atlantis.');
      return { workspace: `console:${council.toLowerCase()}`, part, title: `${council} ${part}` };
    },
    newId: () => String(events.length),
  });
  return { events, shown };
};

describe('The console', () => {
  test('sends words, presses a button by its number, and ends with the input', async () => {
    const { events, shown } = await talk(['do we need it?', '2'], () =>
      toMe(view('x', text('Well.'), buttons({ label: 'Yes', action: 'a.yes', value: '1' }, { label: 'No', action: 'a.no', value: '2' }))),
    );
    expect(events).toMatchObject([
      { kind: 'command', text: 'do we need it?' },
      { kind: 'action', name: 'a.no', value: '2' },
    ]);
    expect(shown).toContain('2 No');
  });

  test('plays another person', async () => {
    const { events, shown } = await talk(['as Leeds guest', 'hello', 'as Atlantis officer', 'as'], () => toMe(say('Hello')));
    expect(events[0]?.speaker).toMatchObject({ id: 'console:leeds:guest', standing: 'guest', workspace: 'console:leeds' });
    expect(shown).toContain('no council called Atlantis');
    expect(shown).toContain('Say who to be');
  });

  test('fills a form field by field, again after a mistake, and can leave it', async () => {
    const tries: number[] = [];
    const reply = (event: ChatEvent): Reply =>
      event.kind === 'command'
        ? { kind: 'form', form }
        : tries.push(1) === 1
          ? { kind: 'errors', fields: { name: 'Enter a name.' } }
          : toMe(say('Thank you'));
    const { events, shown } = await talk(['go', '', '1', 'Ann', '2', 'go', 'cancel'], reply);
    expect(events[2]).toMatchObject({ kind: 'submission', name: 'x.send', state: 's1', values: { name: 'Ann', kind: 'b' } });
    expect(shown).toContain('! Enter a name.');
    expect(shown).toContain('Cancelled. Nothing was sent.');
  });
});
