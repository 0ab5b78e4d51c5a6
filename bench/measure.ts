/** Median of some figures. */
export const median = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** One line of the report: ours against the anchor, round by round, with the gate. Returns whether it held. */
export const report = (name: string, ours: readonly number[], anchor: readonly number[], gate: number, unit: string): boolean => {
  const ratios = ours.map((figure, round) => figure / (anchor[round] as number));
  const ratio = median(ratios);
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const held = ratio <= gate;
  console.log(
    `${held ? 'held  ' : 'MISSED'} ${name}: ${ratio.toFixed(2)} (range ${range}, gate ${gate}); ours ${median(ours).toFixed(2)} ${unit}, anchor ${median(anchor).toFixed(2)} ${unit}`,
  );
  return held;
};

/** CPU spent by this process since `before`, in milliseconds. */
export const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
