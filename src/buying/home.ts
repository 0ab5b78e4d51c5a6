import { shorten } from '../chat/shorten';
import type { Turn } from '../chat/turn';
import { type Block, buttons, heading, list, note, type Rich, text } from '../chat/view';
import { receiptText } from './chain';
import { INTEREST } from './forms';
import type { PollRoutePorts } from './replies';
import { seen } from './seal';
import { answerButton, newButton, showButton, standing } from './views';

const MOST = 5;

/** Home: open polls, what waits for the reader, and the council's receipts. */
export const homeOf = async ({ polls, answering, partIn }: PollRoutePorts, turn: Turn): Promise<readonly Block[]> => {
  const council = turn.who.council?.id;
  if (!council || !turn.who.roles.has('officer') || turn.event.speaker.standing !== 'member') return [];
  const all = await polls.list(turn);
  const open = all.filter(({ state, watched }) => state === 'open' || (state === 'missed' && watched)).slice(0, MOST);
  const unanswered = open.filter((poll) => !poll.answers.some((one) => one.council === council) && !poll.declined.includes(council));
  const receipts = all.flatMap((poll) => {
    const receipt = answering.receipt(poll, partIn(poll, council));
    return receipt ? [`${shorten(poll.need, 60)}: ${receiptText(receipt)}`] : [];
  });
  const line = (poll: (typeof open)[number]): Rich => [
    { bold: shorten(poll.need, 80) },
    ` – ${standing(poll, seen(poll, council), turn.event.speaker.zone)}`,
  ];
  return [
    heading('Buying together'),
    ...(open.length > 0 ? [list(open.map(line))] : [text('No poll is open. Ask all councils whether they need what you need.')]),
    ...(receipts.length > 0 ? [text({ bold: 'Receipts of your council’s answers' }), list(receipts.slice(0, MOST))] : []),
    buttons(
      ...(unanswered[0] ? [answerButton(unanswered[0], 'Answer the newest')] : []),
      ...open.slice(0, 2).map((poll) => showButton(poll)),
      newButton,
    ),
    note(INTEREST),
  ];
};
