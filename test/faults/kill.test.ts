import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../support/child-process';
import { type FakeSlack, fakeSlack } from '../support/fake-slack';
import { fromSlack, SIGNING_SECRET } from '../support/from-slack';
import { type Program, startProgram } from '../support/program';
import { MONGO_START, type RealMongo, realMongo } from '../support/real-mongo';
import { describeRedis, type RealRedis, realRedis } from '../support/real-redis';

const QUESTIONS = 30;
const COORDINATOR = 'UCOORD';

describeRedis('A web process and a worker, on a real MongoDB and Redis, under load', () => {
  let slack: FakeSlack;
  let mongo: RealMongo;
  let redis: RealRedis;
  let web: Program;
  let worker: Program;
  let port: number;

  const run = (role: string) =>
    startProgram({
      ROLE: role,
      PORT: role === 'web' ? String(port) : '0',
      MONGODB_URI: mongo.uri,
      REDIS_URL: redis.url,
      SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      SLACK_API_URL: slack.url,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: 'xoxb-T1',
      COORDINATORS: `slack:T1:${COORDINATOR}`,
      SWEEP_SECONDS: '1',
    });

  const say = async (user: string, trigger: string, text: string): Promise<string> =>
    (await fromSlack(port, { command: '/guild', team_id: 'T1', user_id: user, channel_id: 'D1', trigger_id: trigger, text })).text;

  const delivered = (channel: string) =>
    slack.calls.filter(({ method, body }) => method === 'chat.postMessage' && body.channel === channel);
  const questionsIn = (channel: string): string[] =>
    delivered(channel).flatMap(({ body }) => /Question number \d+\?/.exec(JSON.stringify(body.blocks))?.[0] ?? []);

  beforeAll(async () => {
    slack = await fakeSlack();
    for (const id of ['U0', 'U1', 'U2', 'U3', COORDINATOR]) slack.members.set(id, { id, name: id });
    mongo = (await realMongo()) as RealMongo;
    redis = (await realRedis()) as RealRedis;
    port = await freePort();
    web = await run('web');
    worker = await run('worker');
  }, MONGO_START);

  afterAll(async () => {
    await Promise.all([web?.kill(), worker?.kill()]);
    await redis?.stop();
    await mongo?.stop();
    slack?.stop();
  }, 30_000);

  test('the worker killed twice and Redis once, which comes back empty: every question arrives, once', async () => {
    // Slow answers, so that a kill comes between a message and the note of it.
    slack.slow(150);
    // Every seventh message is taken by Slack, and then the line breaks.
    slack.failNext('chat.postMessage', ...Array.from({ length: QUESTIONS }, (_, n) => (n % 7 === 3 ? ('break' as const) : undefined)));
    const load = (async () => {
      for (let number = 0; number < QUESTIONS; number += 1) {
        expect(await say(`U${number % 4}`, `t${number}`, `person Question number ${number}?`)).toContain('on its way');
        await delay(120);
      }
    })();
    await delay(700);
    await worker.kill();
    worker = await run('worker');
    await redis.kill();
    await delay(500);
    await redis.restart();
    await delay(300);
    await worker.kill();
    worker = await run('worker');
    await load;
    const back = performance.now();
    while (new Set(questionsIn(COORDINATOR)).size < QUESTIONS && performance.now() - back < 60_000) await delay(100);
    process.stderr.write(
      `All ${QUESTIONS} questions arrived ${((performance.now() - back) / 1000).toFixed(1)} s after the last was asked\n`,
    );
    // Whatever would be sent twice is sent again by then: an attempt that broke off counts as such after twelve seconds.
    await delay(15_000);
    const wanted = Array.from({ length: QUESTIONS }, (_, number) => `Question number ${number}?`);
    expect(questionsIn(COORDINATOR).sort()).toEqual(wanted.sort());
    slack.slow(0);
  }, 120_000);

  test('an answer comes back to its asker, once', async () => {
    const list = await say(COORDINATOR, 'list', 'questions');
    const id = /ID ([0-9a-f]{6})/.exec(list)?.[1] ?? '';
    expect(await say(COORDINATOR, 'answer', `questions answer ${id} Whoever can decide.`)).toContain('Whoever can decide');
    const answers = () =>
      ['U0', 'U1', 'U2', 'U3'].flatMap((user) => delivered(user)).filter(({ body }) => JSON.stringify(body).includes('Whoever can decide'));
    for (let waited = 0; waited < 100 && answers().length === 0; waited += 1) await delay(100);
    await delay(1_500);
    expect(answers()).toHaveLength(1);
  }, 30_000);

  test('what people wrote is neither in Redis nor in the logs', async () => {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    await say('U0', 'secret', 'person Is the word xyzzy secret?');
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map((key) => client.dump(key).catch(() => '')));
    client.disconnect();
    expect(keys.length).toBeGreaterThan(0);
    expect([...keys, ...values.map(String)].join()).not.toContain('xyzzy');
    expect([...web.lines, ...worker.lines].join()).not.toMatch(/xyzzy|xoxb-/);
  }, 30_000);

  test('both stop within ten seconds of SIGTERM, with code 0', async () => {
    const before = performance.now();
    expect(await Promise.all([web.stop(), worker.stop()])).toEqual([0, 0]);
    expect(performance.now() - before).toBeLessThan(10_000);
  }, 20_000);
});
