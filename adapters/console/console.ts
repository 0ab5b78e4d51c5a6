import type { ChatEvent } from '../../src/chat/event';
import type { Front } from '../../src/chat/front';
import type { Messenger } from '../../src/chat/messenger';
import type { Form, Reply } from '../../src/chat/view';
import type { NewId } from '../../src/log';
import { fillForm } from './form';
import { type Persona, readPersona, speakerOf } from './persona';
import type { Screen } from './screen';

export type ConsoleOptions = {
  screen: Screen;
  front: Front;
  /** Makes the workspace of this council and part exist; throws a sentence for an unknown council. */
  become(council: string, part: Persona['part']): Promise<Persona>;
  newId: NewId;
};

const HELLO = `Guildhall in your terminal. You are talking as an officer of Camden.
  do we have to publish our source code?     ask anything
  help                                       what you can do
  as Leeds lead, as coordinator              be somebody else (officer, lead, guest, coordinator)
  1, 2, 3                                    press a button of the last message
  exit                                       leave`;
const WHO = 'Say who to be: as Camden officer, as Leeds lead, as Camden guest, as coordinator.';

/** Speaks first in the terminal: the message of whoever it is for is printed with their name. */
export const consoleMessenger = (screen: Screen): Messenger => ({
  send: async (to, view) => {
    screen.show(view, `a message to ${to.slice('console:'.length).replace(':', ', ')}`);
    return { kind: 'sent' };
  },
  find: async () => 'cannot tell',
});

const base = (now: Persona, newId: NewId) => {
  const speaker = speakerOf(now);
  return { key: `console:${newId()}`, speaker, place: { kind: 'personal' as const, address: speaker.address } };
};

const toEvent = ({ screen, newId }: ConsoleOptions, now: Persona, line: string): ChatEvent => {
  const button = /^\d+$/.test(line) ? screen.button(Number(line)) : undefined;
  if (button) return { ...base(now, newId), kind: 'action', name: button.action, value: button.value };
  return { ...base(now, newId), kind: 'command', text: line.replace(/^\/guild\s*/, '') };
};

const submit = async (options: ConsoleOptions, form: Form, now: Persona): Promise<Reply> => {
  const { screen, front, newId } = options;
  let mistakes: Readonly<Record<string, string>> = {};
  for (;;) {
    const values = await fillForm(form, mistakes, screen.ask, screen.print);
    if (!values) {
      screen.print('Cancelled. Nothing was sent.');
      return { kind: 'done' };
    }
    const reply = await front.answer({ ...base(now, newId), kind: 'submission', name: form.id, state: form.state, values });
    if (reply.kind !== 'errors') return reply;
    mistakes = reply.fields;
  }
};

const perform = async (options: ConsoleOptions, reply: Reply, now: Persona): Promise<void> => {
  const { screen } = options;
  switch (reply.kind) {
    case 'message':
      return screen.show(reply.view, reply.to === 'me' ? `only ${now.title} sees this` : 'everyone here sees this');
    case 'replace':
      return screen.show(reply.view, `the message changes for ${now.title}`);
    case 'form':
      return perform(options, await submit(options, reply.form, now), now);
    case 'errors':
      return screen.print(Object.values(reply.fields).join('\n'));
    case 'done':
      return;
  }
};

const change = async ({ screen, become }: ConsoleOptions, words: string): Promise<Persona | undefined> => {
  const wanted = readPersona(words);
  try {
    const persona = wanted && (await become(wanted.council, wanted.part));
    screen.print(persona ? `You are now: ${persona.title}.` : WHO);
    return persona;
  } catch (error) {
    screen.print(error instanceof Error ? error.message : String(error));
    return undefined;
  }
};

/** Talks until the input ends or somebody types `exit`. */
export const runConsole = async (options: ConsoleOptions): Promise<void> => {
  const { screen, front } = options;
  screen.print(HELLO);
  let now = await options.become('Camden', 'officer');
  for (;;) {
    const line = (await screen.ask(`\n${now.title}> `))?.trim();
    if (line === undefined || line === 'exit' || line === 'quit') return;
    if (line === '') continue;
    if (/^as(\s|$)/.test(line)) now = (await change(options, line.slice(2))) ?? now;
    else await perform(options, await front.answer(toEvent(options, now, line)), now);
  }
};
