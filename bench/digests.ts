import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type RealRedis, realRedis } from '../test/support/redis-server';
import { built } from './built';
import { ANSWER, fullestWindow, PEOPLE, type Said, seed, slowPlatform } from './digest-world';
import { median, report } from './measure';
import { otherClient } from './redis-anchor';

const AT_ONCE = 50;
const NINE = new Date('2026-11-25T09:00:00Z').getTime();
const EARLY = 3_000;
const QUIET = 4_000;

type Run = { spent: number; said: readonly Said[]; refused: number; waited: number; times: number[] };

const configOf = (folder: string, moment: number, url: string) =>
  built().readConfig({
    PORT: '0',
    DATA_DIR: folder,
    REDIS_URL: url,
    CLOCK_START: new Date(moment).toISOString(),
    SWEEP_SECONDS: '1',
  });

/** The morning before: everybody is given something to do, and nothing is sent. */
const seeded = async (redis: RealRedis): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-digests-'));
  const { messenger } = slowPlatform();
  const running = await built().start(configOf(folder, NINE - 7_200_000, redis.url), {
    logLevel: 'silent',
    speakers: { slack: messenger },
  });
  await seed(running.features);
  await running.stop();
  return folder;
};

/** Nine o'clock for everybody. `refuses`: a workspace that the platform answers 429 all the time. */
const morning = async (folder: string, redis: RealRedis, refuses?: string): Promise<Run> => {
  await redis.restart();
  const own = mkdtempSync(join(tmpdir(), 'guildhall-morning-'));
  cpSync(folder, own, { recursive: true });
  const { said, refused, messenger } = slowPlatform(refuses);
  const before = performance.now();
  const running = await built().start(configOf(own, NINE - EARLY, redis.url), { logLevel: 'silent', speakers: { slack: messenger } });
  const nine = before + EARLY;
  const other = otherClient(redis.url);
  const wanted = refuses ? PEOPLE - 25 : PEOPLE;
  const end = performance.now() + 300_000;
  while (said.length < wanted && performance.now() < end) await delay(50);
  // Whatever is sent twice is sent by then.
  await delay(QUIET);
  const waited = await other.stop();
  await running.stop();
  rmSync(own, { recursive: true });
  const times = said.map(({ at }) => at - nine);
  const spent = Math.max(...times) + ANSWER;
  return { spent, said, refused: refused.length, waited, times };
};

const held = (name: string, ok: boolean, words: string): boolean => {
  console.log(`${ok ? 'held  ' : 'MISSED'} ${name}: ${words}`);
  return ok;
};

const exactlyOnce = (run: Run, wanted: number): boolean =>
  new Set(run.said.map(({ to }) => to)).size === wanted && run.said.length === wanted;

/** 10,000 people in 400 workspaces due at nine, on a real Redis; then the same with one workspace in 429. Needs REDIS_SERVER_BINARY. */
export const benchDigests = async (): Promise<boolean> => {
  const redis = await realRedis();
  if (!redis) {
    console.log('not run: the digests need REDIS_SERVER_BINARY');
    return true;
  }
  const folder = await seeded(redis);
  const run = await morning(folder, redis);
  const limited = await morning(folder, redis, 'slack:T7');
  await redis.stop();
  rmSync(folder, { recursive: true });
  const fullest = Math.max(fullestWindow(run.said), fullestWindow(limited.said));
  return [
    held('10,000 digests', exactlyOnce(run, PEOPLE), `${run.said.length} to ${new Set(run.said.map(({ to }) => to)).size} people`),
    report('10,000 digests against the floor', [run.spent], [(PEOPLE / AT_ONCE) * ANSWER], 1.25, 'ms'),
    held('another client of Redis', run.waited <= 25, `waited ${run.waited.toFixed(1)} ms at most (gate 25)`),
    held('sliding windows', fullest <= 1, `at most ${fullest.toFixed(2)} full (gate 1)`),
    held('with one workspace in 429', exactlyOnce(limited, PEOPLE - 25), `${limited.said.length} digests, ${limited.refused} refused`),
    report('median of the others, one in 429', [median(limited.times)], [median(run.times)], 1.1, 'ms'),
  ].every(Boolean);
};
