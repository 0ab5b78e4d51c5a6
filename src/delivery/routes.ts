import { runButton } from '../chat/commands';
import { longDateTime } from '../chat/dates';
import type { PersonId } from '../chat/event';
import type { Routes, Turn } from '../chat/turn';
import { buttons, heading, list, note, type Rich, text, toMe, type View, view } from '../chat/view';
import { toCsv } from '../csv';
import { NotAllowed, UserError } from '../errors';
import type { Deliverer } from './deliver';
import { type Delivery, STATES } from './delivery';

export type DeliveryRoutePorts = {
  delivery: Pick<Deliverer, 'latest' | 'inState'>;
  /** What people call a kind of message. */
  kindInWords(kind: string): string;
  namesOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>>;
  link(file: string, subject: string): string;
};

const SHOWN = 20;
const MOST = 50_000;

/** What an outcome means, for people who send. */
const OUTCOMES: Readonly<Record<Delivery['state'], string>> = {
  due: 'waits for its time',
  sending: 'on its way',
  looking: 'being looked into',
  sent: 'sent',
  gone: 'could not be sent',
  lost: 'could not be sent: the account or channel is no longer there',
  dropped: 'no longer needed, so not sent',
  unknown: 'may or may not have arrived; not sent again',
};

const sentView = (all: readonly Delivery[], ports: DeliveryRoutePorts, names: ReadonlyMap<PersonId, string>, zone?: string): View => {
  const line = (one: Delivery): Rich => [
    { bold: ports.kindInWords(one.kind) },
    ` to ${names.get(one.to) ?? 'a channel'}, ${longDateTime(one.endedAt ?? one.dueAt, zone)}: ${OUTCOMES[one.state]}`,
    ...(one.reason && one.state !== 'sent' ? [` (${one.reason})`] : []),
  ];
  return view(
    'What was sent',
    heading('What was sent'),
    all.length === 0 ? text('Nothing of this kind yet. Digests and answers appear here once they are on their way.') : list(all.map(line)),
    ...(all.length === SHOWN ? [note(`The latest ${SHOWN}. The table has all.`)] : []),
    buttons(
      { label: 'Download all (CSV)', url: ports.link('deliveries.csv', '') },
      runButton('Could not be sent', 'deliveries gone'),
      runButton('May not have arrived', 'deliveries unknown'),
    ),
    note('What the messages say is not kept. The link works for 15 minutes and shows names: do not pass it on.'),
  );
};

const show = async (ports: DeliveryRoutePorts, turn: Turn, rest: string) => {
  if (!turn.who.roles.has('coordinator')) throw new NotAllowed('Only a coordinator of the network can see what was sent.');
  const asked = rest.trim().toLowerCase();
  const state = STATES.find((one) => one === asked);
  if (asked !== '' && !state) throw new UserError(`Write “deliveries”, or one of: ${STATES.map((one) => `deliveries ${one}`).join(', ')}`);
  const found = await (state ? ports.delivery.inState(state, SHOWN) : ports.delivery.latest(SHOWN));
  const names = await ports.namesOf(found.map(({ to }) => to));
  return toMe(sentView(found, ports, names, turn.event.speaker.zone));
};

/** What was sent, for coordinators. */
export const deliveryRoutes = (ports: DeliveryRoutePorts): Routes => ({
  commands: [
    {
      verb: 'deliveries',
      also: ['delivery', 'sent'],
      usages: [{ usage: 'deliveries [gone|unknown]', does: 'what was sent, to whom, when, and how it ended', for: 'coordinator' }],
      run: (turn, rest) => show(ports, turn, rest),
    },
  ],
});

/** All of it as a table, newest first. */
export const deliveriesCsv = async (ports: Pick<DeliveryRoutePorts, 'delivery' | 'kindInWords' | 'namesOf'>): Promise<string> => {
  const all = await ports.delivery.latest(MOST);
  const names = await ports.namesOf([...new Set(all.map(({ to }) => to))]);
  return toCsv([
    ['message', 'to', 'account', 'workspace', 'written down', 'ended', 'outcome', 'attempts', 'reason'],
    ...all.map((one) => [
      ports.kindInWords(one.kind),
      names.get(one.to) ?? '',
      one.to,
      one.workspace,
      one.createdAt.toISOString(),
      one.endedAt?.toISOString() ?? '',
      OUTCOMES[one.state],
      String(one.attempts),
      one.reason ?? '',
    ]),
  ]);
};
