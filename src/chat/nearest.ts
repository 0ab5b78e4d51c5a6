/** Damerau-Levenshtein distance (adjacent swaps count once), for short words. */
export const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const above = rows[i - 1] as number[];
      let best = Math.min((above[j] as number) + 1, (row[j - 1] as number) + 1, (above[j - 1] as number) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (rows[i - 2]?.[j - 2] as number) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] as number;
};

/** The nearest of `words` that is close enough to be a slip of the fingers; undefined where none is. */
export const nearest = (typed: string, words: readonly string[]): string | undefined => {
  const word = typed.toLowerCase().slice(0, 40);
  const allowed = word.length <= 3 ? 1 : 2;
  let best: { word: string; distance: number } | undefined;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const apart = distance(word, candidate);
    if (apart <= allowed && (!best || apart < best.distance)) best = { word: candidate, distance: apart };
  }
  return best?.word;
};
