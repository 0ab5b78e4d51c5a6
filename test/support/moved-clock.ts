import { join } from 'node:path';
import { readBankHolidays } from '../../adapters/content/bank-holidays';
import { readCategories } from '../../adapters/content/categories';
import { readRegister } from '../../adapters/content/councils';
import { readProcurement } from '../../adapters/content/procurement';
import { readLibrary } from '../../adapters/content/standards';
import { embeddedStore } from '../../adapters/embedded/store';
import type { Speaker } from '../../src/chat/event';
import type { Outcome } from '../../src/chat/messenger';
import { toText } from '../../src/chat/text';
import type { Reply } from '../../src/chat/view';
import { unpaced } from '../../src/delivery/pace';
import { type FeaturePorts, type Features, features } from '../../src/features';
import { buttonsOf } from './standard-world';
import { alice, command, noMetrics, quietLog } from './turns';

export const bob: Speaker = { ...alice, id: 'slack:T1:U2', name: 'Bob', address: 'slack:T1/U2' };
export const morag: Speaker = { ...alice, id: 'slack:T2:U3', workspace: 'slack:T2', name: 'Morag', address: 'slack:T2/U3' };

const content = (name: string) => join(__dirname, '../../content', name);
type Sent = { to: string; at: string; text: string; buttons: ReturnType<typeof buttonsOf> };

/** Everything but the platforms, on a clock that is moved by hand; the sweep runs every half hour of it. */
export const world = async (start = '2026-11-23T08:00:00Z', over: Partial<FeaturePorts> = {}) => {
  const now = { at: new Date(start) };
  const sent: Sent[] = [];
  /** Addresses that are no longer there, with what the platform says. */
  const gone = new Map<string, Outcome>();
  const store = await embeddedStore({ log: quietLog });
  let ids = 0;
  const made: Features = features({
    store,
    library: await readLibrary(content('')),
    findIn: async () => () => ({
      outcome: 'unknown',
      confidence: 0,
      points: [],
      passages: () => [],
      example: () => undefined,
      why: () => [],
    }),
    register: readRegister(content('councils.json')),
    isWorkingDay: readBankHolidays(content('bank-holidays.json')),
    categories: readCategories(content('categories.yaml')),
    procurement: readProcurement(content('procurement.yaml')),
    coordinators: [],
    letIn: [],
    messenger: {
      send: async (to, view) => {
        const outcome = gone.get(to);
        if (outcome) return outcome;
        sent.push({ to, at: now.at.toISOString(), text: toText(view), buttons: buttonsOf(view) });
        return { kind: 'sent' };
      },
      find: async () => 'absent',
    },
    wake: async (messages) => {
      for (const { id } of messages) await made.delivery.deliver(id);
    },
    pace: unpaced,
    link: () => 'https://example.org',
    uploadLink: () => 'https://example.org/upload',
    clock: () => now.at,
    newId: () => `id${String(++ids).padStart(6, '0')}`,
    log: quietLog,
    metrics: noMetrics,
    ...over,
  });
  const by = { id: 'console:x:y', name: 'x' };
  await made.councils.linkDirectly('slack:T1', 'Camden', by);
  await made.councils.linkDirectly('slack:T2', 'Glasgow', by);
  const answer = (event: Parameters<Features['front']['answer']>[0]): Promise<Reply> => made.front.answer(event);
  const say = async (words: string, speaker = alice): Promise<string> => {
    const reply = await answer(command(words, speaker));
    return reply.kind === 'message' || reply.kind === 'replace' ? toText(reply.view) : reply.kind;
  };
  /** Lets time pass, sweeping as the worker does. */
  const until = async (end: string): Promise<Sent[]> => {
    const before = sent.length;
    for (; now.at < new Date(end); now.at = new Date(now.at.getTime() + 1_800_000)) {
      for (const work of made.catchUp) await work();
      for (const { id } of await made.delivery.due(500)) await made.delivery.deliver(id);
    }
    return sent.slice(before);
  };
  return { made, now, sent, gone, answer, say, until };
};
