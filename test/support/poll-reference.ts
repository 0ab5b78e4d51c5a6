/** What a council does in a poll, or the sweep, which dies after so many operations. */
export type Step =
  | { do: 'answer' | 'propose'; council: string; band: number; twice: boolean }
  | { do: 'confirm' | 'withdraw' | 'raise'; council: string; twice: boolean }
  | { do: 'sweep'; after: number };

/** The same in a few lines: what each council says, and what waits for its lead. */
export const reference = () => {
  const said = new Map<string, { band: number; level: string }>();
  const waiting = new Map<string, number>();
  return {
    said,
    take: (one: Step): void => {
      if (one.do === 'answer') {
        said.set(one.council, { band: one.band, level: said.get(one.council)?.level ?? 'interest' });
        waiting.delete(one.council);
      }
      if (one.do === 'propose') waiting.set(one.council, one.band);
      if (one.do === 'confirm' && waiting.has(one.council)) {
        said.set(one.council, { band: waiting.get(one.council) as number, level: said.get(one.council)?.level ?? 'interest' });
        waiting.delete(one.council);
      }
      if (one.do === 'withdraw') said.delete(one.council);
      const own = said.get(one.do === 'sweep' ? '' : one.council);
      if (one.do === 'raise' && own) said.set((one as { council: string }).council, { ...own, level: 'intent' });
    },
  };
};

/** A council's own events come one after another; those of different councils at the same time. */
export const lanes = (councils: readonly string[], steps: readonly Step[]): Step[][] =>
  [...councils, ''].map((own) => steps.filter((one) => (one.do === 'sweep' ? '' : one.council) === own));
