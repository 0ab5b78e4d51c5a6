import { NotAllowed, UserError } from '../errors';
import { helpView } from './help';
import { nearest } from './nearest';
import { type Command, mayUse, type Turn } from './turn';
import { type Button, buttons, type Reply, text, toMe, view } from './view';

const MAX_LENGTH = 12_000;
const GUEST = 'Guest accounts can ask about the standard. For anything else, ask someone at the council to do it.';

/** A button that runs a typed command; the router itself answers `guild.run`. */
export const runButton = (label: string, command: string): Button => ({ label, action: 'guild.run', value: command.slice(0, 1_900) });

const mayRun = (turn: Turn, command: Command): boolean =>
  command.usages.some((usage) => mayUse(turn.who, usage.for, turn.event.speaker.standing));

const refusal = (turn: Turn, command: Command): string => {
  if (turn.event.speaker.standing !== 'member') return GUEST;
  const audience = command.usages[0]?.for ?? 'anyone';
  if (audience === 'coordinator') return 'Only a coordinator of the network can do this.';
  if (audience === 'lead') return 'Only your council’s lead or deputy can do this. Type “council” to see who they are.';
  return 'This workspace is not linked to a council yet. Type “council link” and your council’s name to start.';
};

/** A slip of the fingers: the nearest verb that this person may use is offered, with the rest kept. */
const offer = (turn: Turn, commands: readonly Command[], words: string): Reply | undefined => {
  const [first = '', ...others] = words.split(/\s+/);
  if (words.includes('?') || others.length > 3) return undefined;
  const verbs = commands.filter((command) => mayRun(turn, command)).flatMap((command) => [command.verb, ...(command.also ?? [])]);
  const near = nearest(first, ['help', ...verbs]);
  if (!near) return undefined;
  const sentence = `I do not know “${first}”. Did you mean “${near}”?`;
  const meant = `${near}${words.slice(first.length)}`;
  return toMe(
    view(
      sentence,
      text(sentence),
      buttons(runButton(`Yes, ${near}`, meant), runButton('Ask it as a question', `ask ${words}`), runButton('Show help', 'help')),
    ),
  );
};

/** Answers typed words: a verb, help, the nearest verb for a slip, or else a question. */
export const commandRunner = (commands: readonly Command[]): ((turn: Turn, typed: string) => Promise<Reply>) => {
  const byVerb = new Map(commands.flatMap((command) => [command.verb, ...(command.also ?? [])].map((verb) => [verb, command] as const)));

  const run = async (turn: Turn, typed: string): Promise<Reply> => {
    if (typed.length > MAX_LENGTH) throw new UserError('That is too long for me. Send at most a page of text.');
    const words = typed.trim();
    const [first = '', ...others] = words.split(/\s+/);
    const verb = first.toLowerCase();
    const next = others[0]?.toLowerCase();
    if (verb === '' || verb === 'help') return toMe(helpView(turn, commands, next));
    const command = byVerb.get(verb);
    if (!command) return offer(turn, commands, words) ?? run(turn, `ask ${words.slice(0, MAX_LENGTH - 4)}`);
    if (next === 'help' && others.length === 1) return toMe(helpView(turn, commands, verb));
    if (!mayRun(turn, command)) throw new NotAllowed(refusal(turn, command));
    return command.run(turn, words.slice(first.length).trim());
  };
  return run;
};
