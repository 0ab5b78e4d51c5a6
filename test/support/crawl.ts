import type { ChatEvent, Speaker } from '../../src/chat/event';
import type { Front } from '../../src/chat/front';
import type { Block, Form, Reply, View } from '../../src/chat/view';
import { action, command } from './turns';

export type Seen = { views: Map<string, View>; forms: Map<string, Form> };
type Step = { name: string; event: ChatEvent };

const buttonsIn = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
const blocksOf = (reply: Reply): readonly Block[] => (reply.kind === 'message' || reply.kind === 'replace' ? reply.view.blocks : []);

/** Says the words, then presses every button that comes up, and every button of what that shows, each once. */
export const crawl = async (front: Front, speaker: Speaker, words: readonly string[], most = 400): Promise<Seen> => {
  const seen: Seen = { views: new Map(), forms: new Map() };
  const known = new Set<string>();
  const home: ChatEvent = { ...command('', speaker), kind: 'home' } as ChatEvent;
  const steps: Step[] = [{ name: 'Home', event: home }, ...words.map((text) => ({ name: text, event: command(text, speaker) }))];
  for (let step = steps.shift(); step && known.size < most; step = steps.shift()) {
    const { name } = step;
    const reply = await front.answer(step.event);
    if (reply.kind === 'message' || reply.kind === 'replace') seen.views.set(name, reply.view);
    if (reply.kind === 'form') seen.forms.set(name, reply.form);
    for (const button of buttonsIn(blocksOf(reply))) {
      if ('url' in button || known.has(`${button.action} ${button.value}`)) continue;
      known.add(`${button.action} ${button.value}`);
      steps.push({ name: `${name} > ${button.label}`, event: action(button.action, button.value, speaker) });
    }
  }
  return seen;
};
