import { UserError } from '../errors';
import { answerLine, linked, linkedClose } from './chain';
import { type Answer, LEVELS, type Level, type Poll } from './poll';
import { lacksSpend, spendIsTold } from './seal';

const CLOSED: Readonly<Record<Poll['state'], string>> = {
  open: '',
  met: 'This poll has closed: its quorum was met.',
  missed: 'This poll has closed: its quorum was not met.',
  withdrawn: 'This poll was withdrawn.',
};
const DAY = 86_400_000;
const AFTERWARDS = 28 * DAY;

export const mustBeOpen = (poll: Poll, now: Date): void => {
  if (poll.state === 'missed' && poll.watched) return;
  if (poll.state !== 'open') throw new UserError(CLOSED[poll.state]);
  if (poll.deadline <= now) throw new UserError('The deadline has passed, so no more answers are taken.');
};

const mustBeCurrent = (poll: Poll, version: number): void => {
  if (version !== poll.version) throw new UserError('The wording has changed since. Read it again, and answer the new one.');
};

const without = (answers: readonly Answer[], council: string): Answer[] => answers.filter((one) => one.council !== council);

export const isMet = (poll: Pick<Poll, 'quorum' | 'quorumSpend'>, answers: readonly Answer[]): boolean =>
  answers.length >= poll.quorum && !lacksSpend(poll, answers);

/** Everything of an answer but when and by whom it was given, and how far it was raised. */
const content = ({ at, by, byName, level, authority, ...rest }: Answer): string => JSON.stringify(rest, Object.keys(rest).sort());

/** The council's answer, in place of an earlier one. Once the quorum of councils is reached, the seal is broken for good. */
export const answered = (poll: Poll, given: Answer, version: number, secret: string): Poll => {
  mustBeOpen(poll, given.at);
  mustBeCurrent(poll, version);
  const kept = poll.answers.find(({ council }) => council === given.council);
  if (kept && given.through && !kept.through)
    throw new UserError('That council has answered itself. It can change its answer, or withdraw it, and then you can answer for it.');
  const waiting = without(poll.waiting, given.council);
  if (kept && content(kept) === content(given)) return waiting.length < poll.waiting.length ? { ...poll, waiting } : poll;
  const own = poll.secrets[given.council] ?? secret;
  // A changed answer keeps how far the council had raised it.
  const now: Answer = kept ? { ...given, level: kept.level, authority: kept.authority } : given;
  const answers = [...without(poll.answers, given.council), now];
  const next: Poll = {
    ...poll,
    answers,
    waiting,
    declined: poll.declined.filter((one) => one !== given.council),
    secrets: { ...poll.secrets, [given.council]: own },
    unsealed: poll.unsealed || answers.length >= poll.quorum,
    // How many councils, never how much they spend: that would be told again with every answer.
    todo: poll.state === 'missed' && poll.answers.length < poll.quorum && answers.length >= poll.quorum ? 'watch' : poll.todo,
  };
  return linked(next, 'answered', answerLine(now), own, given.at);
};

/** An officer's answer waits until somebody who speaks for the council confirms it. */
export const proposed = (poll: Poll, given: Answer, version: number): Poll => {
  mustBeOpen(poll, given.at);
  mustBeCurrent(poll, version);
  return { ...poll, waiting: [...without(poll.waiting, given.council), given] };
};

const ownAnswer = (poll: Poll, council: string): Answer => {
  const kept = poll.answers.find((one) => one.council === council);
  if (!kept) throw new UserError('Your council has not answered this poll yet.');
  return kept;
};

/** It is nothing for this council: it is not asked again, unless the wording changes. */
export const declined = (poll: Poll, council: string, now: Date): Poll => {
  mustBeOpen(poll, now);
  if (poll.answers.some((one) => one.council === council)) throw new UserError('Your council has answered. Withdraw the answer first.');
  return poll.declined.includes(council) ? poll : { ...poll, declined: [...poll.declined, council] };
};

/** Takes the council's answer back. */
export const withdrawn = (poll: Poll, council: string, now: Date): Poll => {
  mustBeOpen(poll, now);
  const kept = ownAnswer(poll, council);
  const { [council]: secret = '', ...secrets } = poll.secrets;
  return linked({ ...poll, answers: without(poll.answers, council), secrets }, 'withdrawn', answerLine(kept), secret, now);
};

/** A named officer raises the council's interest by one step, on a stated authority, or lowers it again. */
export const levelled = (
  poll: Poll,
  council: string,
  level: Level,
  { authority, ...by }: Pick<Answer, 'by' | 'byName' | 'at' | 'authority'>,
): Poll => {
  mustBeOpen(poll, by.at);
  const kept = ownAnswer(poll, council);
  const step = LEVELS.indexOf(level) - LEVELS.indexOf(kept.level);
  if (step === 0) return poll;
  if (step > 1) throw new UserError('Raise it to intent first. Commitment is the step after.');
  if (step > 0 && (authority ?? '').length < 5)
    throw new UserError(
      'Say on whose authority, after a colon. For example: poll raise ID intent : decision of the director of place, 4 May',
    );
  const now: Answer = { ...kept, ...by, level, authority: level === 'interest' ? undefined : authority || kept.authority };
  const next = { ...poll, answers: [...without(poll.answers, council), now] };
  return linked(next, step > 0 ? 'raised' : 'lowered', answerLine(now), poll.secrets[council] ?? '', by.at);
};

export type Wording = Pick<Poll, 'need' | 'mustHaves'>;

/** A correction. Before the first answer the wording just changes; after it, answers no longer count and everybody is asked again. */
export const corrected = (poll: Poll, wording: Wording, now: Date): Poll => {
  if (poll.state !== 'open') throw new UserError(CLOSED[poll.state]);
  if (wording.need === poll.need && wording.mustHaves === poll.mustHaves) return poll;
  if (poll.answers.length + poll.waiting.length === 0 && poll.asked.length === 0) return { ...poll, ...wording };
  const gone = poll.answers.reduce((all, one) => linked(all, 'withdrawn', answerLine(one), poll.secrets[one.council] ?? '', now), poll);
  // One that nobody was asked yet is asked when it would have been: a coordinator may hold it back.
  const again = { asked: [], reminded: [], reachedAt: undefined, asksFrom: poll.asked.length > 0 ? now : poll.asksFrom };
  const fresh = { ...again, answers: [], waiting: [], declined: [], secrets: {}, unsealed: false };
  return { ...gone, ...wording, ...fresh, version: poll.version + 1 };
};

/** Closes, once: whoever comes second finds it closed. One that nobody was asked yet is withdrawn. */
export const closed = (poll: Poll, now: Date, because?: string): Poll => {
  if (poll.state !== 'open') return poll;
  const over = { closedAt: now, closedBecause: because, waiting: [] };
  if (because !== undefined && poll.asked.length === 0) return { ...poll, ...over, state: 'withdrawn' };
  const state = isMet(poll, poll.answers) ? 'met' : 'missed';
  const afterwardsDue = state === 'met' ? new Date(now.getTime() + AFTERWARDS) : undefined;
  const judged = state === 'missed' && poll.answers.length >= poll.quorum && spendIsTold(poll);
  const spendJudged = poll.spendJudged || judged || undefined;
  return linkedClose({ ...poll, ...over, state, spendJudged, unsealed: true, todo: 'outcome', afterwardsDue }, now);
};

/** Its owner's council or a coordinator ends it early, with a reason. */
export const closedEarly = (poll: Poll, reason: string, now: Date): Poll => {
  if (poll.state !== 'open') throw new UserError(CLOSED[poll.state]);
  if (reason === '')
    throw new UserError('Say why it closes early, for everybody who was asked. For example: poll close ID a framework now covers it');
  return closed(poll, now, reason);
};

/** Once, a poll that missed its quorum, or is about to, may be given more time. A wish for the spend that was looked at once decides no more. */
export const extended = (poll: Poll, deadline: Date, now: Date): Poll => {
  if (poll.state !== 'missed' && poll.state !== 'open') throw new UserError(CLOSED[poll.state]);
  if (poll.extended) throw new UserError('It was extended once already. Ask anew if the need is still there.');
  if (deadline <= poll.deadline || deadline <= now) throw new UserError('Give a date after the present deadline.');
  const open = {
    state: 'open',
    watched: false,
    closedAt: undefined,
    closedBecause: undefined,
    todo: 'none',
    reachedAt: undefined,
  } as const;
  return { ...poll, ...open, deadline, extended: true, quorumSpend: poll.spendJudged ? undefined : poll.quorumSpend };
};

export const watched = (poll: Poll): Poll => {
  if (poll.state !== 'missed') throw new UserError('Only a poll that missed its quorum can be kept on watch.');
  if (poll.answers.length >= poll.quorum)
    throw new UserError('Enough councils have answered already, so there is nothing to watch for. You can extend it.');
  return { ...poll, watched: true };
};

/** A coordinator holds a poll back for a day, before anybody was asked. */
export const held = (poll: Poll, now: Date): Poll => {
  if (poll.state !== 'open') throw new UserError(CLOSED[poll.state]);
  if (poll.held) throw new UserError('It was held back once already. Talk to the council that asks.');
  if (poll.asked.length > 0 || poll.asksFrom <= now)
    throw new UserError('Councils are being asked already, so it is too late to hold it back.');
  return { ...poll, held: true, asksFrom: new Date(poll.asksFrom.getTime() + DAY) };
};

/** A council's lead lets another council answer for it. */
export const entrusted = (poll: Poll, proxy: Poll['proxies'][number]): Poll => {
  mustBeOpen(poll, proxy.at);
  if (proxy.council === proxy.of) throw new UserError('That is your own council. Just answer.');
  return { ...poll, proxies: [...poll.proxies.filter(({ of }) => of !== proxy.of), proxy] };
};

/** Takes that consent back. What the other council answered with it goes as well. */
export const revoked = (poll: Poll, of: string, now: Date): Poll => {
  mustBeOpen(poll, now);
  if (!poll.proxies.some((proxy) => proxy.of === of)) throw new UserError('No other council may answer this poll for yours.');
  const after = { ...poll, proxies: poll.proxies.filter((proxy) => proxy.of !== of) };
  return poll.answers.some(({ council, through }) => council === of && through) ? withdrawn(after, of, now) : after;
};

/** A council says, four weeks later, whether it came to anything. */
export const reported = (poll: Poll, council: string, said: Poll['afterwards'][number]['said'], at: Date): Poll => {
  ownAnswer(poll, council);
  return { ...poll, afterwards: [...poll.afterwards.filter((one) => one.council !== council), { council, said, at }] };
};

/** What a council had in a poll goes over to the one that took its place: its answer, where that has none of its own, and the poll itself. */
export const inherited = (poll: Poll, from: string, to: string, secret: string, now: Date): Poll => {
  const swap = (council: string): string => (council === from ? to : council);
  const proxies = poll.proxies
    .map((one) => ({ ...one, council: swap(one.council), of: swap(one.of) }))
    .filter(({ council, of }) => council !== of);
  const waiting = poll.waiting.some(({ council }) => council === to) ? without(poll.waiting, from) : poll.waiting;
  const rest: Poll = {
    ...poll,
    council: swap(poll.council),
    proxies,
    waiting: waiting.map((one) => ({ ...one, council: swap(one.council) })),
    answers: poll.answers.map((one) => (one.through === from ? { ...one, through: one.council === to ? undefined : to } : one)),
    // What was nothing for one may be something for both.
    declined: poll.declined.filter((one) => one !== from),
  };
  const kept = poll.answers.find(({ council }) => council === from);
  if (!kept) return rest;
  const gone = linked({ ...rest, answers: without(rest.answers, from) }, 'withdrawn', answerLine(kept), poll.secrets[from] ?? '', now);
  if (poll.answers.some(({ council }) => council === to)) return gone;
  const moved = { ...kept, council: to, through: kept.through === to ? undefined : kept.through };
  return linked(
    { ...gone, answers: [...gone.answers, moved], secrets: { ...gone.secrets, [to]: secret } },
    'answered',
    answerLine(moved),
    secret,
    now,
  );
};
