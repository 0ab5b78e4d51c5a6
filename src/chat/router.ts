import { createHash } from 'node:crypto';
import { FormError, NotFound, UserError } from '../errors';
import type { Clock, Log, Metrics, NewId } from '../log';
import type { Collection } from '../store/collection';
import { commandRunner } from './commands';
import type { ChatEvent } from './event';
import { type Front, StillAnswering } from './front';
import { forget, type Receipt, settle, type Taken, takeIn } from './receipts';
import type { Routes, Turn, Who } from './turn';
import { type Block, type Reply, say, toMe } from './view';

export type RouterPorts = {
  features: readonly Routes[];
  identify(event: ChatEvent): Promise<Who>;
  receipts: Collection<Receipt>;
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics: Metrics;
};

const GONE = 'no longer works: it is from an older message. Type “help” to see what you can do.';
const keyOf = (key: string): string => (key.length > 200 ? createHash('sha256').update(key).digest('hex') : key);

const homeOf = async (features: readonly Routes[], turn: Turn): Promise<Reply> => {
  const sections: Block[] = [];
  for (const feature of features) {
    const blocks = (await feature.home?.(turn)) ?? [];
    if (blocks.length > 0 && sections.length > 0) sections.push({ type: 'divider' });
    sections.push(...blocks);
  }
  return toMe({ summary: 'Guildhall: your home', blocks: sections });
};

/** Finds the handler of an event: the one table of what the bot can do. */
const dispatcher = (features: readonly Routes[]): ((turn: Turn) => Promise<Reply>) => {
  const runCommand = commandRunner(features.flatMap((feature) => feature.commands ?? []));
  const actions = new Map(features.flatMap((feature) => Object.entries(feature.actions ?? {})));
  const submissions = new Map(features.flatMap((feature) => Object.entries(feature.submissions ?? {})));

  return async (turn) => {
    const { event } = turn;
    switch (event.kind) {
      case 'command':
        return event.text.trim().toLowerCase() === 'home' ? homeOf(features, turn) : runCommand(turn, event.text);
      case 'action': {
        if (event.name === 'guild.run') return runCommand(turn, event.value);
        const handler = actions.get(event.name);
        if (!handler) throw new NotFound(`That button ${GONE}`);
        return handler({ ...turn, event });
      }
      case 'submission': {
        const handler = submissions.get(event.name);
        if (!handler) throw new NotFound(`That form ${GONE}`);
        return handler({ ...turn, event });
      }
      case 'home':
        return homeOf(features, turn);
    }
  };
};

/** Every error becomes a reply here, and nowhere else. A form stays open with what was typed; words that were as wrong as a form get one message. */
const failed = ({ newId, log }: RouterPorts, event: ChatEvent, error: unknown): Reply => {
  if (error instanceof FormError && event.kind === 'submission') return { kind: 'errors', fields: error.fields };
  const reference = newId().slice(0, 8);
  if (!(error instanceof UserError)) log.error('A turn failed', error, { reference, kind: event.kind, workspace: event.speaker.workspace });
  const ours = `Something went wrong on our side. Try again; if it goes on, quote ${reference}.`;
  const sentence = error instanceof UserError ? error.message : ours;
  const [field] = event.kind === 'submission' && !(error instanceof NotFound) ? Object.keys(event.values) : [];
  return field === undefined ? toMe(say(sentence)) : { kind: 'errors', fields: { [field]: sentence } };
};

/** The front of the core: takes each event in once, finds who speaks, and answers. */
export const router = (ports: RouterPorts): Front => {
  const { receipts, metrics, clock } = ports;
  const dispatch = dispatcher(ports.features);
  const release = (key: string) => forget(receipts, keyOf(key));
  const count = ({ kind }: ChatEvent, outcome: string) => metrics.count('guildhall_turns_total', { kind, outcome });

  /** What the platform delivers again is thrown back to it; all else would be lost, and becomes a sentence. */
  const broken = (event: ChatEvent, error: unknown): Reply => {
    count(event, error instanceof UserError ? 'refused' : 'failed');
    if (error instanceof UserError || !event.retries) return failed(ports, event, error);
    throw error;
  };

  const turn = async (event: ChatEvent, now: Date): Promise<Reply> => {
    const started = performance.now();
    try {
      const reply = await dispatch({ event, who: await ports.identify(event), now });
      count(event, 'ok');
      return reply;
    } catch (error) {
      // Where even this fails, the receipt is taken over by a later delivery.
      if (event.retries && !(error instanceof UserError)) await release(event.key).catch(() => undefined);
      return broken(event, error);
    } finally {
      metrics.observe('guildhall_turn_seconds', (performance.now() - started) / 1000, { kind: event.kind });
    }
  };

  return {
    answer: async (event) => {
      const now = clock();
      let taken: Taken;
      try {
        taken = await takeIn(receipts, keyOf(event.key), !event.retries, now);
      } catch (error) {
        return broken(event, error);
      }
      if (taken === 'ours') return turn(event, now);
      count(event, 'repeat');
      if (taken === 'with another') throw new StillAnswering();
      return { kind: 'done' };
    },
    settled: (key) => settle(receipts, keyOf(key)),
  };
};
