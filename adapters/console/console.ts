import { createInterface } from 'node:readline';
import type { ChatEvent } from '../../src/chat/event';
import type { Front } from '../../src/chat/front';
import type { Messenger } from '../../src/chat/messenger';
import { toText } from '../../src/chat/text';
import type { Button, Form, LinkButton, Reply, View } from '../../src/chat/view';
import type { NewId } from '../../src/log';
import { fillForm } from './form';
import { type Persona, readPersona, speakerOf } from './persona';

export type ConsoleOptions = {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  front: Front;
  /** Makes the workspace of this council and part exist; throws a sentence for an unknown council. */
  become(council: string, part: Persona['part']): Promise<Persona>;
  newId: NewId;
};

const HELLO = `Guildhall in your terminal. You are talking as an officer of Camden.
  do we have to publish our source code?     ask anything
  help                                       what you can do
  as Leeds lead · as coordinator             be somebody else (officer, lead, guest, coordinator)
  1, 2, 3                                    press a button of the last message
  exit                                       leave
`;

const pressable = (view: View): Button[] =>
  view.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons.filter((button): button is Button => !('url' in (button as LinkButton))) : []));

/** The bot in a terminal. `run` ends when the input does, or at `exit`. */
export const consoleChat = (options: ConsoleOptions): { messenger: Messenger; run(): Promise<void> } => {
  const { output, front } = options;
  let persona: Persona | undefined;
  let offered: Button[] = [];
  const print = (text: string): void => void output.write(`${text}\n`);

  const show = (view: View, to: string): void => {
    offered = pressable(view);
    print(`\n── ${to} ──\n${toText(view)}`);
    if (offered.length > 0) print(`\n${offered.map((button, index) => `  ${index + 1} ${button.label}`).join('\n')}`);
  };

  const lines = createInterface({ input: options.input, terminal: false })[Symbol.asyncIterator]();
  const ask = async (prompt: string): Promise<string | undefined> => {
    output.write(prompt);
    const { value, done } = await lines.next();
    return done ? undefined : value;
  };

  const base = (now: Persona) => {
    const speaker = speakerOf(now);
    return { key: `console:${options.newId()}`, speaker, place: { kind: 'personal' as const, address: speaker.address } };
  };

  const perform = async (reply: Reply, now: Persona): Promise<void> => {
    switch (reply.kind) {
      case 'message':
        return show(reply.view, reply.to === 'me' ? `only ${now.title} sees this` : 'everyone here sees this');
      case 'replace':
        return show(reply.view, `the message changes for ${now.title}`);
      case 'form':
        return submit(reply.form, now);
      case 'errors':
        return print(Object.values(reply.fields).join('\n'));
      case 'done':
        return;
    }
  };

  const submit = async (form: Form, now: Persona): Promise<void> => {
    let mistakes: Readonly<Record<string, string>> = {};
    for (;;) {
      const values = await fillForm(form, mistakes, ask, print);
      if (!values) return print('Cancelled. Nothing was sent.');
      const reply = await front.answer({ ...base(now), kind: 'submission', name: form.id, state: form.state, values });
      if (reply.kind !== 'errors') return perform(reply, now);
      mistakes = reply.fields;
    }
  };

  const change = async (words: string): Promise<Persona | undefined> => {
    const wanted = readPersona(words);
    try {
      if (wanted) persona = await options.become(wanted.council, wanted.part);
      print(wanted && persona ? `You are now: ${persona.title}.` : 'Say who to be: as Camden officer, as Leeds lead, as Camden guest, as coordinator.');
    } catch (error) {
      print(error instanceof Error ? error.message : String(error));
    }
    return persona;
  };

  const event = (now: Persona, line: string): ChatEvent => {
    const button = /^\d+$/.test(line) ? offered[Number(line) - 1] : undefined;
    if (button) return { ...base(now), kind: 'action', name: button.action, value: button.value };
    return { ...base(now), kind: 'command', text: line.replace(/^\/guild\s*/, '') };
  };

  return {
    messenger: {
      send: async (to, view) => {
        show(view, `a message to ${to.slice('console:'.length).replace(':', ', ')}`);
        return { kind: 'sent' };
      },
      find: async () => 'cannot tell',
    },
    run: async () => {
      print(HELLO);
      let now = await options.become('Camden', 'officer');
      for (;;) {
        const line = (await ask(`\n${now.title}> `))?.trim();
        if (line === undefined || line === 'exit' || line === 'quit') return;
        if (line === '') continue;
        if (/^as(\s|$)/.test(line)) now = (await change(line.slice(2))) ?? now;
        else await perform(await front.answer(event(now, line)), now);
      }
    },
  };
};
