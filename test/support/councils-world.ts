import { join } from 'node:path';
import { readRegister } from '../../adapters/content/councils';
import { embeddedStore } from '../../adapters/embedded/store';
import type { ChatEvent, Speaker } from '../../src/chat/event';
import { receiptShape } from '../../src/chat/receipts';
import { router } from '../../src/chat/router';
import { formText, toText } from '../../src/chat/text';
import type { Reply } from '../../src/chat/view';
import type { CouncilPorts } from '../../src/councils/directory';
import { councilMessages } from '../../src/councils/messages';
import { councilRoutes } from '../../src/councils/routes';
import { councils } from '../../src/councils/use-cases';
import type { Collection, Shape, Store, Stored } from '../../src/store/collection';
import { action, alice, command, coordinator, keepingLog, noMetrics } from './turns';

export const register = readRegister(join(__dirname, '../../content/councils.json'));
export const bob: Speaker = { ...alice, id: 'slack:T1:U2', name: 'Bob', address: 'slack:T1/U2' };
export const dan: Speaker = { ...coordinator, id: 'slack:T9:U2', workspace: 'slack:T9', name: 'Dan', address: 'slack:T9/U2' };
export const teamsAlice: Speaker = { ...alice, id: 'teams:camden:a1', workspace: 'teams:camden', address: 'teams:camden/a1' };
export const eve: Speaker = { ...alice, id: 'slack:T5:U5', workspace: 'slack:T5', name: 'Eve', address: 'slack:T5/U5' };

/** A store that counts what is read; two users of it share its collections, as two processes share a database. */
const counting = (store: Store): Store & { reads: string[] } => {
  const reads: string[] = [];
  const opened = new Map<string, unknown>();
  const open = <T extends Stored>(shape: Shape<T>): Collection<T> => {
    const kept = (opened.get(shape.name) as Collection<T> | undefined) ?? store.open(shape);
    opened.set(shape.name, kept);
    const read =
      <A extends unknown[], R>(act: (...all: A) => R) =>
      (...all: A): R => {
        reads.push(shape.name);
        return act(...all);
      };
    return { ...kept, get: read(kept.get), find: read(kept.find), count: read(kept.count) };
  };
  return { ...store, open, reads };
};

/** Councils, with the real register, behind the router; `say` speaks, `link` asks and approves, `shown` reads what was sent. */
export const world = async (configured = [coordinator.id, dan.id], over: Partial<CouncilPorts> = {}) => {
  const now = { at: new Date('2026-11-23T09:00:00Z') };
  const log = keepingLog();
  const embedded = await embeddedStore({ log });
  const store = counting(embedded);
  const told = new Map<string, { to: string; kind: string; subject: string }>();
  const ids: string[] = [];
  const ports = {
    store,
    register,
    clock: () => now.at,
    newId: () => `id${ids.push('')}`,
    log,
    configuredCoordinators: configured,
    letIn: ['teams:ours'],
    tell: async (to: string, kind: string, subject: string, occasion = '') =>
      void told.set([to, kind, subject, occasion].join(' '), { to, kind, subject }),
    ...over,
  };
  const made = councils(ports);
  const front = router({
    features: [councilRoutes(made)],
    identify: made.identify,
    receipts: embedded.open(receiptShape),
    clock: ports.clock,
    newId: ports.newId,
    log,
    metrics: noMetrics,
  });
  const messages = councilMessages(made);
  const say = async (event: ChatEvent): Promise<{ reply: Reply; text: string }> => {
    const reply = await front.answer(event);
    switch (reply.kind) {
      case 'message':
      case 'replace':
        return { reply, text: toText(reply.view) };
      case 'form':
        return { reply, text: formText(reply.form) };
      case 'errors':
        return { reply, text: JSON.stringify(reply.fields) };
      case 'done':
        return { reply, text: '' };
    }
  };
  const requestOf = async (workspace: string) => (await made.pending()).find(({ id }) => id === workspace)?.requestId ?? 'none';
  const link = async (speaker: Speaker, council: string) => {
    await say(command(`council link ${council}`, speaker));
    return say(action('councils.approve', await requestOf(speaker.workspace), coordinator));
  };
  const shown = async (kind: string, to: string) => {
    const [found] = [...told.values()].filter((one) => one.kind === kind && one.to === to).slice(-1);
    const content = found && (await messages[kind]?.(found.subject));
    return content && toText(content);
  };
  return { ...made, ports, now, log, store, told, say, link, requestOf, shown };
};

/** The roles of a speaker and their council, in a line. */
export const roles = async (w: Awaited<ReturnType<typeof world>>, speaker: Speaker) => {
  const who = await w.identify(command('x', speaker));
  return [...who.roles, who.council?.id].filter(Boolean).join(' ');
};
