import { setTimeout as delay } from 'node:timers/promises';
import { realMongo } from '../test/support/mongo-server';
import { lanes, reference, type Step } from '../test/support/poll-reference';
import { realRedis } from '../test/support/redis-server';
import { type Network, network } from './poll-network';
import type { Town } from './poll-people';

const POLLS = 20;
const LANES_AT_ONCE = 8;
const WEEK = 7 * 86_400_000;
// A Wednesday: every fourth one of these two years, and the one a fortnight later, is a working day in Scotland, where the opener is.
const START = new Date('2027-01-13T10:00:00Z').getTime();

const among = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)] as T;

/** What a council's people do in one poll: nothing, or up to four things, some of them sent twice. */
const stepsOf = ({ council }: Town): Step[] =>
  Array.from({ length: Math.floor(Math.random() * 5) }, (): Step => {
    const twice = Math.random() < 0.3;
    const verb = among(['answer', 'answer', 'answer', 'propose', 'propose', 'confirm', 'withdraw', 'raise'] as const);
    if (verb === 'answer' || verb === 'propose') return { do: verb, council, band: Math.floor(Math.random() * 7), twice };
    return { do: verb, council, twice };
  });

const wordsOf = (step: Step, poll: string): string => {
  switch (step.do) {
    case 'answer':
    case 'propose':
      return `poll answer ${poll} market | band: ${step.band}`;
    case 'confirm':
      return `poll confirm ${poll}`;
    case 'withdraw':
      return `poll withdraw ${poll}`;
    case 'raise':
      return `poll raise ${poll} intent : decision of the director of place`;
    case 'sweep':
      return '';
  }
};

/** Lanes of different councils at the same time, each in its own order. */
const sendAll = async (on: Network, towns: ReadonlyMap<string, Town>, steps: readonly Step[], poll: string): Promise<void> => {
  const waiting = lanes([...towns.keys()], steps).filter((lane) => lane.length > 0);
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift())
      for (const step of lane) {
        const town = step.do === 'sweep' ? undefined : towns.get(step.council);
        if (!town || step.do === 'sweep') continue;
        const who = step.do === 'propose' ? 'officer' : among(['lead', 'deputy'] as const);
        await on.say(town, who, wordsOf(step, poll), step.twice ? 2 : 1);
      }
  };
  await Promise.all(Array.from({ length: LANES_AT_ONCE }, work));
};

type Mistakes = { wrong: number; states: number; closes: number; outcomes: number; unknown: number };

const round = async (on: Network, towns: ReadonlyMap<string, Town>, number: number): Promise<Mistakes> => {
  const began = performance.now();
  const took = () => `${Math.round((performance.now() - began) / 1000)} s`;
  const opened = START + number * 4 * WEEK;
  const quorum = 100 + Math.floor(Math.random() * 300);
  const need = `Something that we all need, number ${number}`;
  const poll = await on.open(need, quorum, opened);
  await on.run({ web: 2, workers: 2, at: opened + 31 * 60_000 });
  await on.allAsked(poll);
  const asked = took();
  const steps = [...towns.values()].flatMap(stepsOf);
  const killing = new AbortController();
  const killed = on.killWorkers(killing.signal);
  await sendAll(on, towns, steps, poll.slice(0, 6));
  killing.abort();
  await killed;
  const answered = took();
  const model = reference();
  for (const lane of lanes([...towns.keys()], steps)) for (const step of lane) model.take(step);
  const deadline = (await on.poll(poll)).deadline.getTime();
  // Two workers find the deadline passed; one of them is killed at it, and comes back.
  await on.run({ web: 0, workers: 2, at: deadline + 1_000 });
  await delay(Math.random() * 600);
  await on.killOne();
  const wanted = new Set([on.opener.council, ...model.said.keys()]);
  const { told, unknown, later } = await on.outcomes(poll, need, wanted.size);
  const kept = await on.poll(poll);
  const said = Object.fromEntries(kept.answers.map(({ council, band, level }) => [council, JSON.stringify({ band, level })]));
  const wrong = [...towns.keys()].filter(
    (council) => said[council] !== (model.said.has(council) ? JSON.stringify(model.said.get(council)) : undefined),
  );
  const mistakes = {
    wrong: wrong.length,
    states: kept.state === (model.said.size >= quorum ? 'met' : 'missed') ? 0 : 1,
    closes: kept.closedAt && kept.closedAt.getTime() - deadline < 60_000 ? 0 : 1,
    outcomes: [...new Set([...wanted, ...told.keys()])].filter((council) => {
      const times = told.get(council) ?? 0;
      return times > 1 || (times === 1 ? !wanted.has(council) : !unknown.has(council) && !later.has(council));
    }).length,
    unknown: unknown.size,
  };
  console.log(
    `       poll ${number}: ${steps.length} steps, ${model.said.size} councils of ${quorum}, ${kept.state}; ${JSON.stringify(mistakes)}; asked after ${asked}, answered after ${answered}, told after ${took()}`,
  );
  return mistakes;
};

/**
 * Polls over all councils of the UK on both platforms, three officers each: answers at random on two web processes, some sent twice at the same time, while
 * workers are killed; against a reference of a few lines. Needs REDIS_SERVER_BINARY and MONGOMS_SYSTEM_BINARY.
 */
export const benchPolls = async (): Promise<boolean> => {
  const [mongo, redis] = [await realMongo(), await realRedis()];
  if (!mongo || !redis) {
    console.log('not run: the polls need REDIS_SERVER_BINARY and MONGOMS_SYSTEM_BINARY');
    return true;
  }
  const on = await network(mongo.uri, redis.url, START - WEEK);
  const towns = new Map(on.towns.map((town) => [town.council, town]));
  const all: Mistakes[] = [];
  for (let number = 1; number <= Number(process.env.POLLS ?? POLLS); number += 1) all.push(await round(on, towns, number));
  await on.stop();
  await redis.stop();
  await mongo.stop();
  const sum = (name: keyof Mistakes) => all.reduce((total, one) => total + one[name], 0);
  const held = (['wrong', 'states', 'closes', 'outcomes'] as const).every((name) => sum(name) === 0);
  console.log(
    `${held ? 'held  ' : 'MISSED'} ${all.length} polls of ${towns.size} councils, ${towns.size * 3} officers: ${sum('wrong')} answers unlike the reference, ${sum('states')} wrong ends, ${sum('closes')} late closes, ${sum('outcomes')} outcomes not told once, ${sum('unknown')} of which nobody can know; ${on.retried()} answers sent again, ${on.kills()} kills`,
  );
  return held;
};
