import { runButton } from '../chat/commands';
import { longDate, longDateTime } from '../chat/dates';
import { shorten } from '../chat/shorten';
import { type Block, type Button, buttons, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import { type Receipt, receiptText } from './chain';
import { INTEREST } from './forms';
import { type Answer, type Poll, ROUTE_WORDS, RUNG_WORDS, SPEND, shortId, VOLUME } from './poll';
import type { Bracket, Seen } from './seal';
import { monthInWords, poundsInWords } from './words';

/** What a view needs to know around a poll. */
export type Around = {
  seen: Seen;
  own?: Answer;
  /** A colleague's answer that the lead has not confirmed. */
  waiting?: Answer;
  receipt?: Receipt;
  categoryName: string;
  councilName(id: string): string;
  /** Whether the reader may close and extend it. */
  owns: boolean;
  speaks: boolean;
  coordinates: boolean;
  zone?: string;
  said?: string;
};

/** Makes a colleague's answer the council's: that one, and no later one unread. */
export const confirmButton = (poll: Poll, waiting: Answer): Button => ({
  label: 'Confirm it',
  action: 'polls.confirm',
  value: `${poll.id}@${waiting.at.getTime()}`,
  style: 'primary',
});
export const answerButton = (poll: Poll, label = 'Answer'): Button => ({
  label,
  action: 'polls.answer',
  value: poll.id,
  opensForm: true,
  style: 'primary',
});
export const showButton = (poll: Poll): Button => runButton('See the poll', `poll show ${shortId(poll)}`);
export const newButton: Button = { label: 'Ask all councils', action: 'polls.new', value: '', opensForm: true };

export const bracketInWords = ({ from, to }: Bracket, unit: 'pounds' | 'count'): string => {
  const words = (number: number) => (unit === 'pounds' ? poundsInWords(number) : number.toLocaleString('en-GB'));
  if (to === undefined) return `${words(from)} or more`;
  return from === 0 ? `under ${words(to)}` : `${words(from)} to ${words(to)}`;
};

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** How it stands, in a sentence that says no more than may be seen. */
export const standing = (poll: Poll, { asked, answered }: Seen, zone?: string): string => {
  if (poll.state === 'withdrawn') return 'Withdrawn before anybody was asked.';
  if (poll.state === 'met') return `Closed: quorum met, with ${plural(answered ?? 0, 'council')} of ${poll.quorum} needed.`;
  if (poll.state === 'missed' && poll.spendJudged && (answered ?? 0) >= poll.quorum)
    return `Closed: quorum missed. ${plural(answered ?? 0, 'council')} answered, and it took ${poll.quorum}, but what they spend together stayed below what was wished.`;
  if (poll.state === 'missed' && !poll.watched && (answered ?? 0) >= poll.quorum)
    return `Closed: quorum missed. ${plural(answered ?? 0, 'council')} answered, and it took ${poll.quorum}, but too few said what they spend to compare it with what was wished.`;
  if (poll.state === 'missed')
    return `Closed: quorum missed, with ${answered ?? 0} of ${plural(poll.quorum, 'council')}${poll.watched ? '. On watch: answers are still taken' : ''}.`;
  const until = `Open until ${longDateTime(poll.deadline, zone)}`;
  if (answered === undefined)
    return `${until}, ${plural(asked, 'council')} asked. How many answered stays sealed until ${poll.quorum} have.`;
  if (answered > poll.quorum) return `${until}: ${plural(answered, 'council')} have answered, and it takes ${poll.quorum}.`;
  return `${until}: ${answered} of ${plural(poll.quorum, 'council')}.`;
};

const facts = (poll: Poll, around: Around): Block => ({
  type: 'facts',
  facts: [
    { label: 'Asked by', value: around.councilName(poll.council) },
    { label: 'Category', value: around.categoryName },
    { label: 'From', value: monthInWords(poll.from) },
    ...(poll.mustHaves ? [{ label: 'Must have', value: poll.mustHaves }] : []),
    {
      label: 'Quorum',
      value: `${plural(poll.quorum, 'council')}${poll.quorumSpend ? `, and ${poundsInWords(poll.quorumSpend)} a year together` : ''}`,
    },
    { label: 'Poll', value: `${shortId(poll)}${poll.version > 1 ? `, wording ${poll.version}` : ''}` },
  ],
});

/** A council's own answer, for that council only. */
export const answerBlocks = (answer: Answer): readonly Block[] => {
  const lines = [
    RUNG_WORDS[answer.rung],
    ...(answer.ends ? [`Contract ends ${monthInWords(answer.ends)}`] : []),
    ...(answer.band === undefined ? [] : [`Spend a year: ${SPEND.words[answer.band]}`]),
    ...(answer.volume === undefined ? [] : [`Cases or users a year: ${VOLUME.words[answer.volume]}`]),
    ...(answer.supplier ? [`Supplied by ${answer.supplier}`] : []),
    ...(answer.route ? [`Route: ${ROUTE_WORDS[answer.route]}`] : []),
    ...(answer.wouldLead ? ['Would lead'] : []),
    ...(answer.mustHaves ? [`Must have: ${answer.mustHaves}`] : []),
    ...(answer.limits ? [`Tied down by: ${answer.limits}`] : []),
    ...(answer.level === 'interest' ? [] : [`Raised to ${answer.level}, on the authority of: ${answer.authority ?? ''}`]),
  ];
  return [list(lines)];
};

const ownBlocks = ({ own, waiting, receipt, speaks, zone }: Around, poll: Poll): readonly Block[] => [
  ...(waiting
    ? [
        text([{ bold: 'Waits for confirmation: ' }, `${waiting.byName}’s answer, ${longDate(waiting.at, zone)}`]),
        ...answerBlocks(waiting),
        ...(speaks ? [buttons(confirmButton(poll, waiting), answerButton(poll, 'Answer differently'))] : []),
      ]
    : []),
  ...(own
    ? [
        text([{ bold: 'Your council’s answer' }, `, ${own.byName}, ${longDate(own.at, zone)}`]),
        ...answerBlocks(own),
        ...(receipt
          ? [
              note(`Receipt: ${receiptText(receipt)}`),
              note('Keep it to yourself. With the log in the export it proves that you were counted.'),
            ]
          : []),
      ]
    : []),
];

/** What participants see together: counts, names as allowed, and sums in wide steps. */
export const togetherBlocks = ({ seen, councilName }: Pick<Around, 'seen' | 'councilName'>): readonly Block[] => {
  const { councils, rungs, routes, leading, spend, volume } = seen;
  const lines: Rich[] = [
    ...Object.entries(rungs ?? {}).map(([rung, count]) => `${RUNG_WORDS[rung as Answer['rung']]}: ${plural(count, 'council')}`),
    ...Object.entries(routes ?? {}).map(
      ([route, count]) => `Route ${ROUTE_WORDS[route as keyof typeof ROUTE_WORDS]}: ${plural(count, 'council')}`,
    ),
    ...(leading ? [`Would lead: ${plural(leading, 'council')}`] : []),
    ...(spend ? [`Spend a year together: ${bracketInWords(spend, 'pounds')}, counting the lower end of every band`] : []),
    ...(volume ? [`Cases or users a year together: ${bracketInWords(volume, 'count')}`] : []),
  ];
  return [
    ...(councils && councils.length > 0 ? [text([{ bold: 'Taking part: ' }, councils.map(councilName).join(', ')])] : []),
    ...(lines.length > 0 ? [list(lines)] : []),
  ];
};

/** Whether there is something to wait for. */
export const mayWatch = ({ state, watched, answers, quorum }: Poll): boolean => state === 'missed' && !watched && answers.length < quorum;

const isOpen = ({ state, watched }: Poll): boolean => state === 'open' || (state === 'missed' && watched);

const controls = (poll: Poll, { own, owns, speaks, coordinates, seen }: Around): Block => {
  const id = shortId(poll);
  const open = isOpen(poll);
  return buttons(
    ...(open ? [answerButton(poll, own ? 'Change the answer' : 'Answer')] : []),
    ...(open && !own && speaks && !owns ? [runButton('Nothing for us', `poll decline ${id}`)] : []),
    ...(open && own && speaks
      ? [
          {
            ...runButton('Withdraw', `poll withdraw ${id}`),
            confirm: { title: 'Withdraw?', text: 'Your council no longer counts in this poll.', yes: 'Withdraw', no: 'Keep it' },
          },
        ]
      : []),
    ...(!seen.sealed ? [runButton('Export', `poll export ${id}`)] : []),
    ...(owns && poll.state === 'open' ? [{ label: 'Correct', action: 'polls.correct', value: poll.id, opensForm: true }] : []),
    ...((owns || coordinates) && poll.state === 'open'
      ? [{ label: 'Close early', action: 'polls.close', value: poll.id, opensForm: true }]
      : []),
    ...(owns && !poll.extended && poll.state === 'missed'
      ? [{ label: 'Extend once', action: 'polls.extend', value: poll.id, opensForm: true }]
      : []),
    ...(owns && mayWatch(poll) ? [runButton('Keep on watch', `poll watch ${id}`)] : []),
    ...(owns ? [runButton('Who was asked', `poll reach ${id}`)] : []),
    runButton('All polls', 'poll list'),
  );
};

/** A poll, as one council may see it. */
export const pollView = (poll: Poll, around: Around): View => {
  const { seen, said, zone } = around;
  const waits = poll.state === 'open' && poll.asked.length === 0;
  return view(
    said ?? `${shorten(poll.need, 100)} – ${standing(poll, seen, zone)}`,
    heading(shorten(poll.need, 140)),
    ...(said ? [text(said)] : []),
    ...(poll.need.length > 140 ? [text(poll.need)] : []),
    text(standing(poll, seen, zone)),
    ...(poll.closedBecause ? [text(`Closed early: ${poll.closedBecause}`)] : []),
    ...(waits
      ? [
          note(
            `Councils are asked from ${longDateTime(poll.asksFrom, zone)}, each in its own hours. Until then you can still mend the wording.`,
          ),
        ]
      : []),
    facts(poll, around),
    ...ownBlocks(around, poll),
    ...togetherBlocks(around),
    controls(poll, around),
    note(INTEREST),
  );
};

/** The polls of the network. */
export const pollListView = (all: readonly { poll: Poll; seen: Seen; answered: boolean }[], zone?: string): View => {
  if (all.length === 0)
    return view(
      'No polls yet',
      heading('Polls'),
      text('No council has asked yet. Ask all of them at once whether they need what you need, and go to the market together.'),
      buttons({ ...newButton, style: 'primary' }),
      note(INTEREST),
    );
  return view(
    plural(all.length, 'poll'),
    heading('Polls'),
    list(
      all.map(
        ({ poll, seen, answered }): Rich => [
          { bold: `${shortId(poll)}: ${shorten(poll.need, 90)}` },
          ` – ${standing(poll, seen, zone)}${answered ? ' Your council answered.' : ''}`,
        ],
      ),
    ),
    buttons(...all.slice(0, 8).map(({ poll }) => runButton(shorten(poll.need, 40), `poll show ${shortId(poll)}`)), newButton),
    note(INTEREST),
  );
};
