import type { Command, Turn } from './turn';
import { mayUse } from './turn';
import { heading, list, note, type Rich, text, type View, view } from './view';

const prefix = (turn: Turn): string => {
  if (turn.event.speaker.workspace.startsWith('slack:')) return '/guild ';
  return turn.event.place.kind === 'personal' ? '' : '@Guildhall ';
};

const line = (turn: Turn, usage: string, does: string): Rich => [{ bold: `${prefix(turn)}${usage}` }, ` – ${does}`];

const allowed = (turn: Turn, command: Command) =>
  command.usages.filter((usage) => mayUse(turn.who, usage.for, turn.event.speaker.standing));

/** Help: only what this person may do here; about one verb where it is named. */
export const helpView = (turn: Turn, commands: readonly Command[], verb?: string): View => {
  const about = verb ? commands.find((command) => command.verb === verb || command.also?.includes(verb)) : undefined;
  const shown = (about ? [about] : commands).flatMap((command) => allowed(turn, command));
  const lines = shown.map((usage) => line(turn, usage.usage, usage.does));
  if (about)
    return view(
      `How to use ${about.verb}`,
      heading(`How to use ${about.verb}`),
      lines.length ? list(lines) : text('You cannot use this here.'),
    );
  return view(
    'What you can do with Guildhall',
    heading('What you can do here'),
    text('Ask about the service standard in your own words, or use one of these.'),
    list([...lines, line(turn, 'help [verb]', 'this list, or one verb explained')]),
    note('Only you can see answers, until you choose Share with everyone.'),
  );
};
