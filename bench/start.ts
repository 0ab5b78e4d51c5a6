import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from './measure';

const root = join(__dirname, '..');
const SIX = `for (const name of ['@slack/bolt','botbuilder','bullmq','ioredis','mongoose','zod']) require(name); console.log('ready'); setInterval(() => {}, 1000);`;
const GUILDHALL = {
  PORT: '0',
  SLACK_SIGNING_SECRET: 'bench',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'bench',
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppPassword: 'bench',
  MicrosoftAppTenantId: 'aaaaaaaa-0000-4000-8000-00000000aaaa',
};

/** Resident memory of a process, in MiB (Linux). */
const residentMemory = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const one = (args: string[], env: Record<string, string>, ready: RegExp): Promise<{ start: number; memory: number }> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    child.once('error', reject);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!ready.test(String(chunk))) return;
      const start = performance.now() - started;
      setTimeout(() => {
        const memory = residentMemory(child.pid as number);
        child.kill('SIGKILL');
        resolve({ start, memory });
      }, 1_500);
    });
  });

/** From the command to ready, and memory at rest, against only loading the six packages. Both platforms configured, embedded store and queue. */
export const benchStart = async (rounds: number): Promise<boolean> => {
  const figures = { anchor: [] as { start: number; memory: number }[], ours: [] as { start: number; memory: number }[] };
  for (let number = 0; number < rounds; number += 1) {
    figures.anchor.push(await one(['-e', SIX], {}, /ready/));
    figures.ours.push(
      await one(['dist/src/main.js'], { ...GUILDHALL, DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-start-')) }, /"ready"|"msg":"ready"/),
    );
  }
  const pick = (name: 'start' | 'memory') =>
    [figures.ours.map((figure) => figure[name]), figures.anchor.map((figure) => figure[name])] as const;
  const [start, startAnchor] = pick('start');
  const [memory, memoryAnchor] = pick('memory');
  const fast = report('From start to ready', start, startAnchor, 1.4, 'ms');
  return report('Memory at rest', memory, memoryAnchor, 1.3, 'MiB') && fast;
};
