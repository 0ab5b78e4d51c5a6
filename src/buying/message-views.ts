import { runButton } from '../chat/commands';
import { longDate, longDateTime } from '../chat/dates';
import { shorten } from '../chat/shorten';
import { type Block, buttons, heading, list, note, text, type View, view } from '../chat/view';
import { INTEREST } from './forms';
import { type Poll, shortId } from './poll';
import type { Seen } from './seal';
import { answerBlocks, answerButton, confirmButton, mayWatch, showButton, standing, togetherBlocks } from './views';
import { monthInWords } from './words';

type Names = { councilName(id: string): string };

const asked = (poll: Poll, { councilName }: Names): readonly Block[] => [
  text([{ bold: councilName(poll.council) }, ` asks: ${poll.need}`]),
  list([
    `From ${monthInWords(poll.from)}`,
    ...(poll.mustHaves ? [`Must have: ${poll.mustHaves}`] : []),
    `It takes ${poll.quorum} councils`,
  ]),
  text(`Open until ${longDateTime(poll.deadline)}. Answer with what you know: it takes a minute and can be changed until then.`),
  buttons(answerButton(poll), runButton('Nothing for us', `poll decline ${shortId(poll)}`), showButton(poll)),
  note(INTEREST),
];

/** What a council's lead is asked. */
export const askedView = (poll: Poll, names: Names): View =>
  view(
    `${names.councilName(poll.council)} asks whether you would buy together`,
    heading(poll.version > 1 ? 'A poll has new wording' : 'Would you buy this together?'),
    ...(poll.version > 1 ? [text('The wording was corrected, so earlier answers no longer count.')] : []),
    ...asked(poll, names),
    note('You get this because you speak for your council. Every council is asked once.'),
  );

export const reminderView = (poll: Poll, names: Names): View =>
  view(
    `Still open: ${shorten(poll.need, 80)}`,
    heading('Your council has not answered yet'),
    ...asked(poll, names),
    note('You get this because you speak for your council. There are at most three reminders, none in the last two days.'),
  );

/** A colleague's answer for whoever speaks for the council. */
export const confirmView = (poll: Poll, council: string): View | undefined => {
  const waiting = poll.waiting.find((one) => one.council === council);
  if (!waiting) return undefined;
  return view(
    `${waiting.byName} answered a poll for your council`,
    heading(`${waiting.byName} answered a poll for your council`),
    text(poll.need),
    ...answerBlocks(waiting),
    text('It counts once you confirm it.'),
    buttons(confirmButton(poll, waiting), answerButton(poll, 'Answer differently'), showButton(poll)),
    note(INTEREST),
  );
};

/** For coordinators, before anybody is asked. */
export const openedView = (poll: Poll, { councilName }: Names): View =>
  view(
    `${councilName(poll.council)} opened a poll`,
    heading('A poll was opened'),
    text([{ bold: councilName(poll.council) }, ` asks: ${poll.need}`]),
    text(`Councils are asked from ${longDateTime(poll.asksFrom)}. Hold it back for a day if the wording needs work or names a product.`),
    buttons(runButton('Hold it back for a day', `poll hold ${shortId(poll)}`), showButton(poll)),
  );

const next = (poll: Poll, owns: boolean): readonly Block[] => {
  if (poll.state === 'met')
    return [
      text(
        'The pack has who takes part, when contracts end, sums by band, the routes, and the next steps with their dates. Name a lead first.',
      ),
    ];
  if (poll.state !== 'missed' || !owns) return [];
  if (poll.extended) return [];
  if (!mayWatch(poll))
    return [
      text(
        poll.spendJudged
          ? 'You can extend it once. The wish for the spend then decides no more, so that no band can be worked out from it.'
          : 'You can extend it once, so that more councils say what they spend.',
      ),
    ];
  return [text('You can extend it once, or keep it on watch: answers are still taken, and you hear when enough councils have answered.')];
};

/** How a poll ended, for a council that took part or asked. */
export const outcomeView = (poll: Poll, seen: Seen, names: Names, owns: boolean): View => {
  const id = shortId(poll);
  const title = poll.state === 'met' ? 'The quorum was met' : 'The quorum was missed';
  return view(
    `${title}: ${shorten(poll.need, 80)}`,
    heading(title),
    text(poll.need),
    text(standing(poll, seen)),
    ...(poll.closedBecause ? [text(`Closed early: ${poll.closedBecause}`)] : []),
    ...togetherBlocks({ seen, ...names }),
    ...next(poll, owns),
    buttons(
      ...(poll.state === 'met' ? [{ ...runButton('Get the pack', `poll export ${id}`), style: 'primary' as const }] : []),
      ...(poll.state === 'missed' && owns && !poll.extended
        ? [{ label: 'Extend once', action: 'polls.extend', value: poll.id, opensForm: true }]
        : []),
      ...(owns && mayWatch(poll) ? [runButton('Keep on watch', `poll watch ${id}`)] : []),
      showButton(poll),
    ),
    note(INTEREST),
  );
};

export const wouldSucceedView = (poll: Poll, seen: Seen): View =>
  view(
    'Your poll now has enough councils',
    heading('Your poll now has enough councils'),
    text(poll.need),
    text(`${seen.answered ?? 0} councils have answered, and it takes ${poll.quorum}. Extend it to bring it to its outcome, or ask anew.`),
    buttons(
      ...(poll.extended
        ? []
        : [{ label: 'Extend it', action: 'polls.extend', value: poll.id, opensForm: true, style: 'primary' as const }]),
      showButton(poll),
    ),
  );

/** For a council for which another one answered, with its consent. */
export const answeredForView = (poll: Poll, council: string, { councilName }: Names): View | undefined => {
  const given = poll.answers.find((one) => one.council === council);
  if (!given?.through) return undefined;
  return view(
    `${councilName(given.through)} answered a poll for your council`,
    heading(`${councilName(given.through)} answered a poll for your council`),
    text(poll.need),
    ...answerBlocks(given),
    text('It counts, as your council agreed in writing. Answer yourself to replace it, or take the consent back.'),
    buttons(answerButton(poll, 'Answer ourselves'), runButton('Take it back', `poll proxy ${shortId(poll)} to nobody`), showButton(poll)),
    note(INTEREST),
  );
};

/** Four weeks later. */
export const afterwardsView = (poll: Poll): View =>
  view(
    'Did it come to anything?',
    heading('Did it come to anything?'),
    text(`Four weeks ago, on ${longDate(poll.closedAt ?? poll.deadline)}, this poll met its quorum: ${poll.need}`),
    buttons(
      { label: 'Yes, we go on together', action: 'polls.came-of-it', value: `${poll.id}:yes`, style: 'primary' },
      { label: 'Not yet', action: 'polls.came-of-it', value: `${poll.id}:not yet` },
      { label: 'No', action: 'polls.came-of-it', value: `${poll.id}:no` },
    ),
    note('The only question we ask about it. The answer is kept with the poll.'),
  );
