import { join } from 'node:path';
import { finders } from '../../adapters/answers/finders';
import { readLibrary } from '../../adapters/content/standards';
import { embeddedStore } from '../../adapters/embedded/store';
import type { ChatEvent } from '../../src/chat/event';
import { receiptShape } from '../../src/chat/receipts';
import { router } from '../../src/chat/router';
import { toText } from '../../src/chat/text';
import type { Button, Reply, View } from '../../src/chat/view';
import { askRoutes } from '../../src/standard/ask-routes';
import { askShape } from '../../src/standard/ask-store';
import { clarificationShape } from '../../src/standard/clarification';
import { clarifyRoutes } from '../../src/standard/clarify-routes';
import { clarifying } from '../../src/standard/clarifying';
import { standardRoutes } from '../../src/standard/routes';
import type { WordAnswer } from '../../src/standard/wording';
import { coordinator, noMetrics, quietLog, whoIs } from './turns';

/** The standards and asking, with the real content and index, behind the router. */
export const standardWorld = async (over: { word?: WordAnswer } = {}) => {
  const store = await embeddedStore({ log: quietLog });
  const folder = join(__dirname, '..', '..', 'content');
  const library = await readLibrary(folder);
  const asks = store.open(askShape);
  let ids = 0;
  const now = { at: new Date('2026-11-23T09:00:00Z') };
  const told: string[] = [];
  const made = clarifying({
    clarifications: store.open(clarificationShape),
    asks,
    tell: async (to, kind, subject) => void told.push(`${to} ${kind} ${subject}`),
    clock: () => now.at,
  });
  const front = router({
    features: [
      askRoutes({
        library,
        asks,
        findIn: finders(folder, library),
        clarifying: made,
        ...over,
      }),
      standardRoutes(library, made.of),
      clarifyRoutes({ clarifying: made, library, answered: async () => undefined }),
    ],
    identify: async ({ speaker }) => (speaker.id === coordinator.id ? whoIs('officer', 'coordinator') : whoIs('officer')),
    receipts: store.open(receiptShape),
    clock: () => now.at,
    newId: () => `id${++ids}`,
    log: quietLog,
    metrics: noMetrics,
  });
  const view = async (event: ChatEvent): Promise<View> => {
    const reply: Reply = await front.answer(event);
    if (reply.kind !== 'message' && reply.kind !== 'replace') throw new Error(`a ${reply.kind} where a view was expected`);
    return reply.view;
  };
  return { library, asks, clarifying: made, told, now, front, view, read: async (event: ChatEvent) => toText(await view(event)) };
};

/** All buttons of a view, by label. */
export const buttonsOf = (view: View): Map<string, Button> =>
  new Map(
    view.blocks
      .flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
      .flatMap((one) => ('action' in one ? [[one.label, one]] : [])),
  );
