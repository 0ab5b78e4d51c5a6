import { distance } from '../../src/chat/nearest';
import type { Expand } from './features';
import type { Linear } from './linear';
import { stemOf } from './words';

const SHORTEST = 4;
/** A word that fewer lessons than this have may itself be a slip of the fingers. */
const COMMON = 5;

/** Also knows what a misspelt word may mean: a word of the lessons with the same first letter that is one slip away, or two in a long word. */
export const mending = (expand: Expand, { index, rarity }: Linear, lessons: number): Expand => {
  const rarest = Math.log(1 + lessons / COMMON);
  const byLetter = new Map<string, string[]>();
  for (const [feature, number] of index) {
    if (/^~| /.test(feature) || feature.length < SHORTEST - 1 || (rarity[number] ?? 0) > rarest) continue;
    const [letter = ''] = feature;
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), feature]);
  }
  const mended = (word: string): readonly string[] => {
    const stem = stemOf(word);
    if (word.length < SHORTEST || (rarity[index.get(stem) ?? -1] ?? Number.POSITIVE_INFINITY) <= rarest) return [];
    const allowed = stem.length > 6 ? 2 : 1;
    let best: { word: string; apart: number } | undefined;
    for (const candidate of byLetter.get(stem[0] ?? '') ?? []) {
      if (Math.abs(candidate.length - stem.length) > allowed) continue;
      const apart = distance(stem, candidate);
      if (apart <= allowed && apart < (best?.apart ?? Number.POSITIVE_INFINITY)) best = { word: candidate, apart };
    }
    return best ? [best.word] : [];
  };
  return (word) => {
    const meant = expand(word);
    return meant.length > 0 ? meant : mended(word);
  };
};
