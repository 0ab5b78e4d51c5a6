import { createInterface } from 'node:readline';
import { toText } from '../../src/chat/text';
import type { Button, View } from '../../src/chat/view';

/** Reads lines and shows views; remembers which buttons the last view offered. */
export type Screen = {
  /** The next line that was typed; undefined at the end of the input. */
  ask(prompt: string): Promise<string | undefined>;
  print(text: string): void;
  show(view: View, title: string): void;
  /** The nth button of the last view, from 1. */
  button(number: number): Button | undefined;
};

const pressable = (view: View): Button[] =>
  view.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons.flatMap((button) => ('url' in button ? [] : [button])) : []));

/** A terminal, or two streams in a test. */
export const screen = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Screen => {
  const lines = createInterface({ input, terminal: false })[Symbol.asyncIterator]();
  let offered: Button[] = [];
  const print = (text: string): void => {
    output.write(`${text}\n`);
  };
  return {
    print,
    ask: async (prompt) => {
      output.write(prompt);
      const { value, done } = await lines.next();
      return done ? undefined : value;
    },
    show: (view, title) => {
      offered = pressable(view);
      print(`\n── ${title} ──\n${toText(view)}`);
      if (offered.length > 0) print(`\n${offered.map((button, index) => `  ${index + 1} ${button.label}`).join('\n')}`);
    },
    button: (number) => offered[number - 1],
  };
};
