import { createHash } from 'node:crypto';
import { FormError, NotAllowed, NotFound, UserError } from '../errors';
import type { Clock, Log, Metrics, NewId } from '../log';
import type { Collection } from '../store/collection';
import type { ChatEvent } from './event';
import type { Front } from './front';
import { helpView } from './help';
import { nearest } from './nearest';
import { forget, type Receipt, settle, takeIn } from './receipts';
import { type Command, mayUse, type Routes, type Turn, type Who } from './turn';
import { type Block, type Button, buttons, type Reply, say, text, toMe, view } from './view';

export type RouterPorts = {
  features: readonly Routes[];
  identify(event: ChatEvent): Promise<Who>;
  receipts: Collection<Receipt>;
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics: Metrics;
};

const MAX_WORDS = 12_000;
const GUEST = 'Guest accounts can ask about the standard. For anything else, ask someone at the council to do it.';
const keyOf = (key: string): string => (key.length > 200 ? createHash('sha256').update(key).digest('hex') : key);
const isSubmission = (event: ChatEvent): event is Extract<ChatEvent, { kind: 'submission' }> => event.kind === 'submission';

/** A button that runs a typed command; the router itself answers `guild.run`. */
export const runButton = (label: string, command: string): Button => ({ label, action: 'guild.run', value: command });

const refusal = (turn: Turn, command: Command): string => {
  if (turn.event.speaker.standing !== 'member') return GUEST;
  const audience = command.usages[0]?.for ?? 'anyone';
  if (audience === 'coordinator') return 'Only a coordinator of the network can do this.';
  if (audience === 'lead') return 'Only your council’s lead or deputy can do this. Type “council” to see who they are.';
  return 'This workspace is not linked to a council yet. Type “council link” and your council’s name to start.';
};

/** One line that starts with no verb we know: a slip of the fingers gets the nearest verb, all else is a question. */
const unknown = (turn: Turn, commands: readonly Command[], words: string): Reply | string => {
  const [first = ''] = words.split(/\s+/, 1);
  const verbs = commands.filter((command) => command.usages.some((usage) => mayUse(turn.who, usage.for, turn.event.speaker.standing)));
  const near = nearest(first, ['help', ...verbs.flatMap((command) => [command.verb, ...(command.also ?? [])])]);
  const looksLikeQuestion = words.includes('?') || words.trim().split(/\s+/).length > 4;
  if (near && !looksLikeQuestion) {
    const meant = `${near}${words.trim().slice(first.length)}`;
    return toMe(
      view(
        `Did you mean “${near}”?`,
        text(`I do not know “${first}”. Did you mean “${near}”?`),
        buttons(runButton(`Yes, ${near}`, meant.slice(0, 1_900)), runButton('Ask it as a question', `ask ${words.trim()}`.slice(0, 1_900)), runButton('Show help', 'help')),
      ),
    );
  }
  return `ask ${words}`;
};

/** The front of the core: takes each event in once, finds who speaks, finds the handler, and turns every error into a reply. */
export const router = (ports: RouterPorts): Front => {
  const { features, receipts, log, metrics } = ports;
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const byVerb = new Map(commands.flatMap((command) => [command.verb, ...(command.also ?? [])].map((verb) => [verb, command] as const)));
  const actions = new Map(features.flatMap((feature) => Object.entries(feature.actions ?? {})));
  const submissions = new Map(features.flatMap((feature) => Object.entries(feature.submissions ?? {})));

  const runCommand = async (turn: Turn, typed: string): Promise<Reply> => {
    if (typed.length > MAX_WORDS) throw new UserError('That is too long for me. Send at most a page of text.');
    const words = typed.trim();
    const [first = '', ...others] = words.split(/\s+/);
    const verb = first.toLowerCase();
    if (verb === '' || verb === 'help') return toMe(helpView(turn, commands, others[0]?.toLowerCase()));
    if (others.length === 1 && others[0]?.toLowerCase() === 'help' && byVerb.has(verb)) return toMe(helpView(turn, commands, verb));
    const command = byVerb.get(verb);
    if (!command) {
      const instead = unknown(turn, commands, words);
      return typeof instead === 'string' ? runCommand(turn, instead) : instead;
    }
    if (!command.usages.some((usage) => mayUse(turn.who, usage.for, turn.event.speaker.standing))) throw new NotAllowed(refusal(turn, command));
    return command.run(turn, words.slice(first.length).trim());
  };

  const home = async (turn: Turn): Promise<Reply> => {
    const sections: Block[] = [];
    for (const feature of features) {
      const blocks = (await feature.home?.(turn)) ?? [];
      if (blocks.length > 0 && sections.length > 0) sections.push({ type: 'divider' });
      sections.push(...blocks);
    }
    return toMe({ summary: 'Guildhall: your home', blocks: sections });
  };

  const dispatch = (turn: Turn): Promise<Reply> | Reply => {
    const { event } = turn;
    switch (event.kind) {
      case 'command':
        return event.text.trim().toLowerCase() === 'home' ? home(turn) : runCommand(turn, event.text);
      case 'action': {
        if (event.name === 'guild.run') return runCommand(turn, event.value);
        const handler = actions.get(event.name);
        if (!handler) throw new NotFound('That button is from an older message and no longer works. Type “help” to see what you can do.');
        return handler({ ...turn, event });
      }
      case 'submission': {
        const handler = submissions.get(event.name);
        if (!handler) throw new NotFound('That form is from an older message and no longer works. Type “help” to see what you can do.');
        return handler({ ...turn, event });
      }
      case 'home':
        return home(turn);
    }
  };

  const failed = (event: ChatEvent, error: unknown): Reply => {
    if (error instanceof FormError) return { kind: 'errors', fields: error.fields };
    const reference = ports.newId().slice(0, 8);
    if (!(error instanceof UserError)) log.error('A turn failed', error, { reference, kind: event.kind, workspace: event.speaker.workspace });
    const sentence = error instanceof UserError ? error.message : `Something went wrong on our side. Nothing was changed. Try again; if it goes on, quote ${reference}.`;
    const [field] = isSubmission(event) ? Object.keys(event.values) : [];
    if (field !== undefined && !(error instanceof NotFound)) return { kind: 'errors', fields: { [field]: sentence } };
    return toMe(say(sentence));
  };

  return {
    answer: async (event) => {
      const started = performance.now();
      const key = keyOf(event.key);
      const now = ports.clock();
      if (!(await takeIn(receipts, key, !event.retries, now))) {
        metrics.count('guildhall_repeats_total', { kind: event.kind });
        return { kind: 'done' };
      }
      try {
        const who = await ports.identify(event);
        const reply = await dispatch({ event, who, now });
        metrics.count('guildhall_turns_total', { kind: event.kind, outcome: 'ok' });
        return reply;
      } catch (error) {
        metrics.count('guildhall_turns_total', { kind: event.kind, outcome: error instanceof UserError ? 'refused' : 'failed' });
        if (!(error instanceof UserError) && event.retries) {
          await forget(receipts, key);
          throw error;
        }
        return failed(event, error);
      } finally {
        metrics.observe('guildhall_turn_seconds', (performance.now() - started) / 1000, { kind: event.kind });
      }
    },
    settled: (key) => settle(receipts, keyOf(key)),
  };
};
