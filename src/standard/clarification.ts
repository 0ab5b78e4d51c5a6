import { z } from 'zod';
import { UserError } from '../errors';
import type { Shape } from '../store/collection';
import { pointOf, type Standard } from './standard';
import { stem, wordSet } from './words';

const clarification = z.object({
  id: z.string(),
  revision: z.number(),
  standard: z.string(),
  point: z.number(),
  question: z.string(),
  answer: z.string(),
  /** Empty once the coordinator was erased. */
  by: z.string(),
  byName: z.string(),
  at: z.date(),
  /** Taken back within ten minutes. */
  withdrawn: z.boolean(),
  /** Whether those who asked are still to be told. */
  todo: z.enum(['tell', 'none']),
});
/** What a coordinator has made clear about a point, because people asked and the guidance did not say. */
export type Clarification = z.infer<typeof clarification>;

export const clarificationShape: Shape<Clarification> = {
  name: 'clarifications',
  schema: clarification,
  indexes: [{ fields: ['standard', 'point'] }, { fields: ['todo'] }],
};

const LONGEST = { question: 300, answer: 1_000 } as const;
const UNDO = 10 * 60_000;

/** A clarification as it may be kept. Throws a sentence for the first thing that is wrong. */
export const checked = (standard: Standard, point: number, question: string, answer: string) => {
  if (!pointOf(standard, point)) throw new UserError(`${standard.shortName} has points 1 to ${standard.points.length}.`);
  const [asked, said] = [question.trim(), answer.trim()];
  if (!asked.endsWith('?')) throw new UserError('Write the question as people ask it, with a question mark at its end.');
  if (said === '') throw new UserError('Write the answer, in a few sentences.');
  if (asked.length > LONGEST.question) throw new UserError(`Keep the question under ${LONGEST.question} characters.`);
  if (said.length > LONGEST.answer) throw new UserError(`Keep the answer under ${LONGEST.answer.toLocaleString('en-GB')} characters.`);
  if (/\b(you|they|it) compl(y|ies)\b|\bcompliant\b/i.test(said))
    throw new UserError('Say what the standard asks. Guildhall never says that somebody complies.');
  return { standard: standard.id, point, question: asked, answer: said };
};

/** Within ten minutes it can be taken back; those who were told meanwhile keep what they got. */
export const withdrawn = (before: Clarification, now: Date): Clarification => {
  if (now.getTime() - before.at.getTime() > UNDO)
    throw new UserError('A clarification can be taken back for ten minutes. It has been longer: publish a better one instead.');
  return { ...before, withdrawn: true, todo: 'none' };
};

/** Words that ask, join or say who asks: they do not say what a question is about. */
const SMALL = wordSet(
  'the and for are our you your with what when where who whose which how why does did doing that this these they them have has had can could should would will shall may ' +
    'might need needs must about from into not but any all its their there been being was were ask asks asked asking please tell know get want like just really allowed ' +
    'okay possible someone somebody anyone anybody',
);
const ENOUGH = 0.6;

/** The words of a question that say what it is about. */
export const aboutOf = (question: string): ReadonlySet<string> =>
  new Set(
    question
      .slice(0, 2_000)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !SMALL.has(word))
      .map(stem),
  );

/** How much two questions are about the same, 0 to 1: the share of all their words that both have. One word alone says nothing, unless it is all of both. */
const nearness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 1 || (shared === 1 && a.size + b.size === 2) ? shared / (a.size + b.size - shared) : 0;
};

export const sameMatter = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => nearness(a, b) >= ENOUGH;

/** Whether two questions are about the same. */
export const alike = (one: string, other: string): boolean => sameMatter(aboutOf(one), aboutOf(other));

/**
 * The clarification that is most about a question, the first of several. Near words are not enough: its point must be among those that were found, `points`, unless the
 * words are the very same or nothing was found.
 */
export const closest = <Made extends Pick<Clarification, 'question' | 'point'>>(
  made: readonly Made[],
  question: string,
  points: readonly number[],
): Made | undefined => {
  const asked = aboutOf(question);
  let best: { one?: Made; near: number } = { near: 0 };
  for (const one of made) {
    const near = nearness(aboutOf(one.question), asked);
    const fits = near === 1 || (near >= ENOUGH && (points.length === 0 || points.includes(one.point)));
    if (fits && near > best.near) best = { one, near };
  }
  return best.one;
};
