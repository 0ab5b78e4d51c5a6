import { z } from 'zod';
import { UserError } from '../errors';
import type { Shape } from '../store/collection';
import { pointOf, type Standard } from './standard';

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

const SMALL = new Set(
  'the and for are our you your with what when where who how why does that this they them have has had can could should would will need must about from into not but any all its their there which been being was were'.split(
    ' ',
  ),
);
const ENOUGH = 0.6;

/** The words of a question that say what it is about. */
const matter = (question: string): Set<string> =>
  new Set(
    question
      .slice(0, 2_000)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !SMALL.has(word))
      .map((word) => word.replace(/(?:ies|es|s|ing|ed)$/, '')),
  );

/** Whether two questions are about the same: most words of the shorter stand in the other, and more than one. */
export const alike = (one: string, other: string): boolean => {
  const [a, b] = [matter(one), matter(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 1 && shared / Math.max(1, Math.min(a.size, b.size)) >= ENOUGH;
};
