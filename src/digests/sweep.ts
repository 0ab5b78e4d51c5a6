import type { DigestSettings } from './settings';
import type { DigestPorts } from './use-cases';

const AT_ONCE = 500;
const TOGETHER = 20;
const ROUNDS = 100;

/** Serves whoever is due. Each round moves them into the future; who could not be served is left to the next sweep. */
export const serveAll = async (
  { settings, clock, log }: Pick<DigestPorts, 'settings' | 'clock' | 'log'>,
  serve: (of: DigestSettings) => Promise<void>,
): Promise<void> => {
  const failed = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await settings.find({ dueAt: { before: clock() } }, { sort: ['dueAt', 'up'], limit: AT_ONCE + failed.size });
    const due = found.filter(({ id }) => !failed.has(id));
    for (let start = 0; start < due.length; start += TOGETHER) {
      const some = due.slice(start, start + TOGETHER);
      const results = await Promise.allSettled(some.map(serve));
      for (const [index, result] of results.entries())
        if (result.status === 'rejected') {
          failed.add(some[index]?.id ?? '');
          log.error('A digest could not be made', result.reason, { person: some[index]?.id });
        }
    }
    if (due.length === 0) return;
  }
};
