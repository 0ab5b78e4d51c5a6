import { type Answer, type Poll, type Scale, SPEND, VOLUME } from './poll';

/** Nothing is told of a sum of fewer bands: three, and two councils more that may tell each other theirs. */
export const FEWEST_BANDS = 5;
const COLLUDING = 2;

/** A sum is told as lying from one step to before the next. */
export type Bracket = { from: number; to?: number };

/** The highest step that may be told of so many bands: one that all but one of those who do not collude can reach without that one. */
const highest = (count: number, { lows }: Scale): number => (count - COLLUDING - 1) * (lows.at(-1) ?? 0);

/**
 * The sum of bands in a wide step; undefined where there are too few. Which steps may be told depends on nothing but how many bands there are, so
 * that neither what is told nor what is kept back says anything about one of them; test/polls/seal.test.ts tries all bands of small polls.
 */
export const together = (bands: readonly number[], scale: Scale): Bracket | undefined => {
  if (bands.length < FEWEST_BANDS) return undefined;
  const sum = bands.reduce((all, band) => all + (scale.lows[band] ?? 0), 0);
  const steps = scale.steps.filter((step) => step <= highest(bands.length, scale));
  const index = steps.findLastIndex((step) => sum >= step);
  return { from: steps[index] ?? 0, to: steps[index + 1] };
};

/** What an owner may wish for together: steps that can be told once the quorum of councils is there. */
export const wishes = (quorum: number): number[] =>
  quorum < FEWEST_BANDS ? [] : SPEND.steps.filter((step) => step > 0 && step <= highest(quorum, SPEND));

const given = <F extends 'band' | 'volume'>(answers: readonly { [K in F]?: number }[], field: F): number[] =>
  answers.flatMap(({ [field]: band }) => (band === undefined ? [] : [band]));

/**
 * The spend and the volume together: only once the poll has closed, because a sum that grows tells what was added. For the same reason the spend is not
 * told where an earlier close already said that it stayed below a wish.
 */
export const spendTogether = (poll: Poll): Bracket | undefined =>
  poll.state === 'met' && !poll.spendJudged ? together(given(poll.answers, 'band'), SPEND) : undefined;
export const volumeTogether = (poll: Poll): Bracket | undefined =>
  poll.state === 'met' ? together(given(poll.answers, 'volume'), VOLUME) : undefined;

/** Whether closing it says how the spend compares with a wish: there is one, and enough bands were given. */
export const spendIsTold = ({ quorumSpend, answers }: Pick<Poll, 'quorumSpend' | 'answers'>): boolean =>
  quorumSpend !== undefined && together(given(answers, 'band'), SPEND) !== undefined;

/** Whether the spend stays below what the owner wishes: it says no more than the bracket of the sum does. */
export const lacksSpend = ({ quorumSpend }: Pick<Poll, 'quorumSpend'>, answers: readonly Pick<Answer, 'band'>[]): boolean => {
  if (quorumSpend === undefined) return false;
  const bracket = together(given(answers, 'band'), SPEND);
  return bracket === undefined || bracket.from < quorumSpend;
};

/** What may be seen of a poll by a council. Nothing but this goes into views, files and messages. */
export type Seen = {
  sealed: boolean;
  asked: number;
  /** How many answered; undefined while it is sealed. */
  answered?: number;
  /** Ids of the councils that take part, as far as its owner allowed it. */
  councils?: readonly string[];
  /** For those who take part. */
  rungs?: Readonly<Record<string, number>>;
  routes?: Readonly<Record<string, number>>;
  leading?: number;
  spend?: Bracket;
  volume?: Bracket;
};

const counted = (all: readonly (string | undefined)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of all) if (one !== undefined) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
};

/** `viewer`: the council that looks; undefined for a coordinator without one. */
export const seen = (poll: Poll, viewer: string | undefined): Seen => {
  const { answers, asked } = poll;
  if (!poll.unsealed) return { sealed: true, asked: asked.length };
  const takesPart = viewer !== undefined && (viewer === poll.council || answers.some(({ council }) => council === viewer));
  const names = poll.names === 'everyone' || (poll.names === 'participants' && takesPart);
  return {
    sealed: false,
    asked: asked.length,
    answered: answers.length,
    ...(names ? { councils: answers.map(({ council }) => council).sort() } : {}),
    ...(takesPart
      ? {
          rungs: counted(answers.map(({ rung }) => rung)),
          routes: counted(answers.map(({ route }) => route)),
          leading: answers.filter(({ wouldLead }) => wouldLead).length,
          spend: spendTogether(poll),
          volume: volumeTogether(poll),
        }
      : {}),
  };
};
