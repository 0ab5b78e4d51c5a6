import { runButton } from '../chat/commands';
import { buttons, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import { INTEREST } from './forms';
import { type Poll, shortId } from './poll';
import type { Seen } from './seal';

export type Place = { id: string; nation: string; kind: string };

/** How many of these councils are in each group, as "12 in England". */
const grouped = (councils: readonly Place[], by: (place: Place) => string): Map<string, Place[]> => {
  const groups = new Map<string, Place[]>();
  for (const one of councils) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
};

/**
 * Whom a poll reached, for the council that asks: by nation and by type of council. `network`: all councils with a workspace; those that nobody
 * speaks for cannot be asked. Who answered stays sealed with the rest; and a nation or type may have one council only, so how many of each answered is for
 * whoever may see their names.
 */
export const reachView = (poll: Poll, network: readonly Place[], { answered: count, councils }: Seen): View => {
  const asked = new Set(poll.asked.map(({ council }) => council));
  const answered = councils && new Set(councils);
  const others = network.filter(({ id }) => id !== poll.council);
  const unreachable = others.filter(({ id }) => !asked.has(id));
  const line = ([name, places]: [string, Place[]]): Rich => {
    const there = places.filter(({ id }) => asked.has(id)).length;
    const said = answered ? `, ${places.filter(({ id }) => answered.has(id)).length} answered` : '';
    return [{ bold: name }, `: ${there} of ${places.length} asked${said}`];
  };
  return view(
    `${asked.size} councils asked`,
    heading('Who was asked'),
    text(
      poll.asked.length === 0
        ? 'Nobody yet.'
        : `${asked.size} councils were asked${unreachable.length > 0 ? `; ${unreachable.length} on the network have named nobody to ask` : ''}.`,
    ),
    ...(count === undefined
      ? []
      : [
          text(
            `${count} ${count === 1 ? 'council has' : 'councils have'} answered, ${poll.declined.length} said that it is nothing for them.`,
          ),
        ]),
    ...(others.length > 0 ? [text({ bold: 'By nation' }), list([...grouped(others, ({ nation }) => nation)].map(line))] : []),
    ...(others.length > 0 ? [text({ bold: 'By type' }), list([...grouped(others, ({ kind }) => kind)].map(line))] : []),
    ...(count !== undefined && !councils
      ? [note('Names are not shown in this poll, so neither is how many of each nation and type answered.')]
      : []),
    ...(count !== undefined ? [] : [note('Who answered stays sealed, from you as well, until the quorum is reached or the poll closes.')]),
    note(`Reminders sent: ${poll.reminded.length} of at most 3. They go by themselves, only while answers come too slowly.`),
    buttons(runButton('Back to the poll', `poll show ${shortId(poll)}`)),
    note(INTEREST),
  );
};
