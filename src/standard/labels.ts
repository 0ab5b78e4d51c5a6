import type { Collection } from '../store/collection';
import { type Ask, pagesOf } from './ask-store';
import { aboutOf, sameMatter } from './clarification';
import type { Label } from './example';
import { DEFAULT_STANDARD } from './standard';

/** A question without names: mentions, addresses, telephone and case numbers are left out. */
export const nameless = (question: string): string =>
  question
    .replace(/<[@#!][^>]*>/g, '…')
    .replace(/\S+@\S+\.\S+/g, '…')
    .replace(/https?:\/\/\S+/gi, '…')
    .replace(/\+?\d[\d\s-]{6,}\d/g, '…')
    .replace(/\s+/g, ' ')
    .trim();

/** What people themselves said answers their question: the point they called helpful, or picked. Of the current standard, each question once. */
export const labelsFrom = (asks: readonly Ask[]): Label[] => {
  const labels = new Map<string, Label>();
  for (const { question, standard, points, picked, feedback } of asks) {
    const point = picked ?? (feedback === 'helpful' ? points[0] : undefined);
    if (standard === DEFAULT_STANDARD && point !== undefined)
      labels.set(nameless(question).toLowerCase(), { question: nameless(question), points: [point] });
  }
  return [...labels.values()];
};

/** The labels of all that was asked, read a page at a time. */
export const learntLabels = async (asks: Collection<Ask>): Promise<Label[]> => {
  const told: Ask[] = [];
  for await (const page of pagesOf(asks, DEFAULT_STANDARD))
    told.push(...page.filter((ask) => ask.picked !== undefined || ask.feedback === 'helpful'));
  return labelsFrom(told);
};

/** Questions about the same, gathered: the words of the first, how often it was asked and by how many people, and where it might belong. */
export type Asked = { question: string; times: number; people: number; point?: number; standard: string };

/** Gathers asks that are about the same; the commonest first. `asks` of the latest come first in each. */
export const gathered = (asks: readonly Ask[]): Asked[] => {
  const groups: { first: Ask; words: string; about: ReadonlySet<string>; all: Ask[] }[] = [];
  for (const ask of asks) {
    const words = ask.question.trim().toLowerCase();
    const about = aboutOf(words);
    const group = groups.find((one) => one.first.standard === ask.standard && (one.words === words || sameMatter(one.about, about)));
    if (group) group.all.push(ask);
    else groups.push({ first: ask, words, about, all: [ask] });
  }
  return groups
    .map(({ first, all }) => ({
      question: first.question,
      times: all.length,
      people: new Set(all.map(({ person }) => person)).size,
      point: first.picked ?? first.points[0],
      standard: first.standard,
    }))
    .sort((a, b) => b.times - a.times);
};

const LATEST = 5_000;
const latest = (asks: Collection<Ask>, condition: Parameters<Collection<Ask>['find']>[0]): Promise<Ask[]> =>
  asks.find(condition, { sort: ['at', 'down'], limit: LATEST });

/** Of the latest questions, those that were asked most. */
export const askedMost = async (asks: Collection<Ask>): Promise<Asked[]> => gathered(await latest(asks, {}));

/** Of the latest questions, those that the standard did not answer, or not as was meant. */
export const askedInVain = async (asks: Collection<Ask>): Promise<Asked[]> =>
  gathered([...(await latest(asks, { outcome: 'unknown' })), ...(await latest(asks, { feedback: 'not' }))]);
