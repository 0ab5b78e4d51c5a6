import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { endChild } from './child-process';

const root = join(__dirname, '..', '..');

export type Program = {
  lines: string[];
  /** SIGKILL: no chance to say goodbye. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
};

const SOURCE = ['--import', 'tsx', 'src/main.ts'] as const;
export const BUILT = ['dist/src/main.js'] as const;

/** The real program in a process of its own, with this environment and nothing of ours; resolves when it says that it is ready. */
export const startProgram = (env: Record<string, string>, program: readonly string[] = SOURCE): Promise<Program> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, [...program], {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const started: Program = {
      lines,
      kill: () => endChild(child, 'SIGKILL'),
      stop: async () => {
        await endChild(child, 'SIGTERM');
        return child.exitCode;
      },
    };
    const hear = (chunk: Buffer) => {
      lines.push(...String(chunk).split('\n').filter(Boolean));
      if (lines.some((line) => line.includes('"msg":"ready"'))) resolve(started);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}: ${lines.slice(-5).join('\n')}`)));
  });
