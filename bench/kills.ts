import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../test/support/child-process';
import { type FakeSlack, fakeSlack } from '../test/support/fake-slack';
import { fromSlack, SIGNING_SECRET } from '../test/support/from-slack';
import { realMongo } from '../test/support/mongo-server';
import { BUILT, type Program, startProgram } from '../test/support/program';
import { type RealRedis, realRedis } from '../test/support/redis-server';

const KILLS = 100;
const COORDINATOR = 'UCOORD';
const BACK = 15_000;

type Running = {
  web: Program;
  worker: Program;
  redis: RealRedis;
  slack: FakeSlack;
  port: number;
  run(role: 'web' | 'worker'): Promise<Program>;
};

/** The numbers of the questions that the coordinator got, and when. */
const arrivals = ({ calls }: FakeSlack): string[] =>
  calls
    .filter(({ method, body }) => method === 'chat.postMessage' && body.channel === COORDINATOR)
    .flatMap(({ body }) => /Question number \d+\?/.exec(JSON.stringify(body.blocks))?.[0] ?? []);

/** Asks until it is told to stop. A question counts once it was acknowledged; one whose asker saw an error may have arrived or not. */
const ask = async (running: Running, until: AbortSignal): Promise<Set<string>> => {
  const acknowledged = new Set<string>();
  for (let number = 0; !until.aborted; number += 1) {
    const text = `person Question number ${number}?`;
    const fields = { command: '/guild', team_id: 'T1', user_id: `U${number % 4}`, channel_id: 'D1', trigger_id: `t${number}`, text };
    const said = await fromSlack(running.port, fields).catch(() => undefined);
    if (said?.status === 200 && said.text.includes('on its way')) acknowledged.add(`Question number ${number}?`);
    await delay(1_300);
  }
  return acknowledged;
};

/** Kills one of the three at a moment that nobody chose, and starts it again; once in a while Slack breaks its line as well. */
const kill = async (running: Running, number: number): Promise<void> => {
  await delay(Math.random() * 1_500);
  if (number % 5 === 0) running.slack.failNext('chat.postMessage', 'break');
  const victim = (['worker', 'web', 'redis'] as const)[number % 3] ?? 'worker';
  if (victim === 'redis') {
    await running.redis.kill();
    await delay(Math.random() * 400);
    return running.redis.restart();
  }
  await running[victim].kill();
  running[victim] = await running.run(victim);
};

/** The longest time in which nothing arrived although questions were waiting, in milliseconds. */
const watch = (slack: FakeSlack, until: AbortSignal): Promise<number> =>
  new Promise((resolve) => {
    let seen = 0;
    let last = performance.now();
    let longest = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      const count = arrivals(slack).length;
      if (count > seen) last = now;
      seen = count;
      longest = Math.max(longest, now - last);
      if (!until.aborted) return;
      clearInterval(timer);
      resolve(longest);
    }, 50);
  });

const began = async () => {
  const [slack, mongo, redis, port] = [await fakeSlack(), await realMongo(), await realRedis(), await freePort()];
  if (!mongo || !redis) return undefined;
  for (const id of ['U0', 'U1', 'U2', 'U3', COORDINATOR]) slack.members.set(id, { id, name: id });
  const env = {
    MONGODB_URI: mongo.uri,
    REDIS_URL: redis.url,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SLACK_API_URL: slack.url,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_BOT_TOKEN: 'xoxb-T1',
    COORDINATORS: `slack:T1:${COORDINATOR}`,
    SWEEP_SECONDS: '1',
  };
  const run = (role: 'web' | 'worker') => startProgram({ ...env, ROLE: role, PORT: role === 'web' ? String(port) : '0' }, BUILT);
  const running: Running = { slack, redis, port, run, web: await run('web'), worker: await run('worker') };
  const stop = async (): Promise<void> => {
    await Promise.all([running.web.kill(), running.worker.kill()]);
    await redis.stop();
    await mongo.stop();
    slack.stop();
  };
  return { running, stop };
};

/** Worker, web and Redis killed a hundred times under load; Redis comes back empty each time. Needs REDIS_SERVER_BINARY and MONGOMS_SYSTEM_BINARY. */
export const benchKills = async (): Promise<boolean> => {
  const made = await began();
  if (!made) {
    console.log('not run: the kills need REDIS_SERVER_BINARY and MONGOMS_SYSTEM_BINARY');
    return true;
  }
  const { running, stop } = made;
  running.slack.slow(150);
  const [asking, watching] = [new AbortController(), new AbortController()];
  const [asked, watched] = [ask(running, asking.signal), watch(running.slack, watching.signal)];
  for (let number = 0; number < KILLS; number += 1) await kill(running, number);
  asking.abort();
  watching.abort();
  const [acknowledged, longest] = [await asked, await watched];
  // Attempts that broke off count as such after twelve seconds; Slack lets one message a second into a conversation.
  await delay(45_000);
  const got = arrivals(running.slack);
  await stop();
  const lost = [...acknowledged].filter((question) => !got.includes(question));
  const twice = got.length - new Set(got).size;
  const held = lost.length === 0 && twice === 0 && longest <= BACK;
  console.log(
    `${held ? 'held  ' : 'MISSED'} ${KILLS} kills: ${acknowledged.size} questions acknowledged, ${lost.length} lost, ${twice} twice; longest silence ${(longest / 1000).toFixed(1)} s (gate 15)`,
  );
  return held;
};
