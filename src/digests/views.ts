import { runButton } from '../chat/commands';
import { dayInWords } from '../chat/days';
import { type Block, buttons, type Form, heading, note, type Rich, text, type View, view } from '../chat/view';
import type { DigestSettings, Item } from './settings';
import { whyNever } from './words';

/** A line of a digest: what, whose, by when. */
const line = (item: Item, today: string): Rich => [
  { bold: item.service },
  `: ${item.what}, ${item.due < today ? 'was due' : 'due'} ${item.due === today ? 'today' : dayInWords(item.due)}`,
  ...(item.ignoredBy
    ? [item.silence === 'unreached' ? `. I could not reach ${item.ignoredBy}` : `. ${item.ignoredBy} was reminded three times`]
    : []),
];

const acts = (item: Item): Block =>
  buttons(
    { ...item.act, value: item.id },
    { label: 'Snooze for a week', action: 'digests.snooze', value: item.id },
    ...(item.ignoredBy ? [] : [{ label: 'Not mine', action: 'digests.notmine', value: item.id }]),
  );

const MINE = 'yours to do and due within a week';
const THEIRS = 'because you speak for your council and a colleague did not answer';

const why = (items: readonly Item[]): string => {
  if (items.every(({ ignoredBy }) => ignoredBy)) return `You get this ${THEIRS}.`;
  if (items.some(({ ignoredBy }) => ignoredBy)) return `You get this because some of these are ${MINE}, and ${THEIRS} about the others.`;
  return `You get this because these are ${MINE}.`;
};

/** What is due, gathered in one message, with how much more there is than it shows; undefined where it shows nothing any more. */
export const digestView = (items: readonly Item[], more: number, of: DigestSettings, today: string): View | undefined => {
  if (items.length === 0) return undefined;
  const due = items.length + more;
  const title = due === 1 ? '1 thing is due' : `${due} things are due`;
  return view(
    title,
    heading(title),
    ...items.flatMap((item): Block[] => [text(line(item, today)), acts(item)]),
    ...(more > 0 ? [note(`… and ${more} more, which come in your next digests.`)] : []),
    buttons(runButton('Snooze all for a day', 'snooze 1d'), runButton('Change when I get this', 'digest'), {
      label: 'Why did I get this?',
      action: 'digests.why',
      value: '',
    }),
    note(`${why(items)} ${rhythmInWords(of)}`),
  );
};

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** "Digest: daily at 09:00, Europe/London, …" */
export const rhythmInWords = (of: DigestSettings): string => {
  if (!of.on) return 'Your digest is off.';
  const never = whyNever(of);
  if (never) return never;
  const week = [...of.days].sort();
  const days = week.join() === '1,2,3,4,5' ? 'Monday to Friday' : week.map((day) => WEEKDAYS[day]).join(', ');
  const quiet = of.quiet ? ` Quiet from ${of.quiet.from} to ${of.quiet.to}.` : '';
  const snooze = of.snoozedUntil ? ` Snoozed until ${dayInWords(of.snoozedUntil)}.` : '';
  return `Your digest comes ${of.every === 'weekly' ? 'once a week' : 'daily'} at ${of.at} (${of.zone}) on ${days}, only when something is due, never on bank holidays in ${of.nation}.${quiet}${snooze}`;
};

/** One’s own rhythm, and how to change it. */
export const settingsView = (of: DigestSettings, said?: string): View =>
  view(
    said ?? 'Your digest',
    heading('Your digest'),
    ...(said ? [text(said)] : []),
    text(rhythmInWords(of)),
    buttons(
      { label: 'Change', action: 'digests.edit', value: '', opensForm: true },
      runButton(of.on ? 'Switch it off' : 'Switch it on', of.on ? 'digest off' : 'digest on'),
      runButton(of.every === 'daily' ? 'Once a week' : 'Every working day', of.every === 'daily' ? 'digest weekly' : 'digest daily'),
      runButton('Snooze for a week', 'snooze 1w'),
    ),
    note('In words: digest daily at 9:30, snooze until 4 January, quiet 18:00-08:00.'),
  );

/** Everything of one's rhythm on one form. */
export const settingsForm = (of: DigestSettings): Form => ({
  id: 'digests.save',
  title: 'Your digest',
  submit: 'Save',
  state: '',
  fields: [
    {
      type: 'choice',
      id: 'every',
      label: 'How often?',
      options: [
        { value: 'daily', label: 'Every day on which something is due' },
        { value: 'weekly', label: 'Once a week' },
        { value: 'off', label: 'Never' },
      ],
      initial: of.on ? of.every : 'off',
    },
    { type: 'text', id: 'at', label: 'At what time?', hint: 'Such as 9:30', initial: of.at, maxLength: 10 },
    {
      type: 'choices',
      id: 'days',
      label: 'On which days do you work?',
      options: [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: WEEKDAYS[day] ?? '' })),
      initial: of.days.map(String),
    },
    {
      type: 'text',
      id: 'quiet',
      label: 'Quiet hours',
      hint: 'Such as 18:00-08:00. Leave it empty for none.',
      optional: true,
      initial: of.quiet ? `${of.quiet.from}-${of.quiet.to}` : undefined,
      maxLength: 20,
    },
  ],
});

/** How often a thing was mentioned, or until when it will not be. */
const mentionsInWords = (item: Item, of: DigestSettings): string => {
  const { times = 0, snoozedUntil } = of.mentions[item.id] ?? {};
  return snoozedUntil && snoozedUntil > (of.said?.day ?? '')
    ? `snoozed until ${dayInWords(snoozedUntil)}`
    : `mentioned ${times} of at most three times`;
};

/** Why somebody was written to, truthfully: what the digest rests on, thing by thing. */
export const whyView = (items: readonly Item[], of: DigestSettings): View =>
  view(
    'Why you got this',
    heading('Why you got this'),
    text(items.length === 0 ? 'Everything in your latest digest has been done or changed since.' : why(items)),
    ...items.map((item) => text(`${item.service}, ${item.short}: due ${dayInWords(item.due)}, ${mentionsInWords(item, of)}.`)),
    note(rhythmInWords(of)),
  );
