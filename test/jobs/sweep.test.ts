import { embeddedStore } from '../../adapters/embedded/store';
import { catchUpJob } from '../../jobs/sweep';
import { pollShape } from '../../src/buying/poll';
import { aPoll, DEADLINE } from '../support/a-poll';
import { world as features } from '../support/moved-clock';
import { keepingLog, quietLog } from '../support/turns';

const world = (works: Parameters<typeof catchUpJob>[1]) => {
  const log = keepingLog();
  const job = catchUpJob(60, works, log);
  return { log, run: () => job.run({}) };
};

describe('Catching up', () => {
  test('goes on after a work that fails, says which and why, and counts as failed itself', async () => {
    const done: string[] = [];
    const w = world([
      async () => void done.push('first'),
      async () => {
        throw new Error('a document misfits');
      },
      async () => void done.push('third'),
    ]);
    await expect(w.run()).rejects.toThrow('1 of 3');
    expect(done).toEqual(['first', 'third']);
    expect(w.log.lines).toEqual([expect.stringMatching(/a document misfits.*"work":2/)]);
  });

  test('does all works again the next time, the failed one too', async () => {
    let runs = 0;
    const w = world([
      async () => {
        runs += 1;
        if (runs === 1) throw new Error('broken');
      },
    ]);
    await expect(w.run()).rejects.toThrow();
    await w.run();
    expect(runs).toBe(2);
  });

  test('does not wait for a long work of the run before, and never does one twice at a time', async () => {
    const runs = { closing: 0, digests: 0, last: 0 };
    let finish: () => void = () => undefined;
    const long = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const w = world([
      async () => {
        runs.closing += 1;
      },
      () => {
        runs.digests += 1;
        return long;
      },
      async () => {
        runs.last += 1;
      },
    ]);
    const first = w.run();
    await new Promise(setImmediate);
    await w.run();
    await w.run();
    expect(runs).toEqual({ closing: 3, digests: 1, last: 2 });
    finish();
    await first;
    expect(runs).toEqual({ closing: 3, digests: 1, last: 3 });
  });

  test('closes polls whose time is over before it does anything else', async () => {
    const store = await embeddedStore({ log: quietLog });
    const polls = store.open(pollShape);
    await polls.insert(aPoll());
    const { made } = await features(new Date(DEADLINE.getTime() + 60_000).toISOString(), { store });
    await made.catchUp[0]();
    expect((await polls.find({})).map(({ state }) => state)).not.toEqual(['open']);
  });
});
