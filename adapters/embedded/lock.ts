import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Folders this process has open. In a container every run has the same process id, so the file alone cannot tell. */
const held = new Set<string>();

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const inUse = (dir: string, pid: number, file: string): Error =>
  new Error(
    `${dir} is in use by process ${pid}; only one process can use it at a time. Stop that process, or give this one another DATA_DIR. ` +
      `If process ${pid} is not Guildhall, delete ${file} and start again.`,
  );

const take = async (dir: string, file: string): Promise<void> => {
  const mine = String(process.pid);
  const fresh = await writeFile(file, mine, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (fresh) return;
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner > 0 && owner !== process.pid && isAlive(owner)) throw inUse(dir, owner, file);
  await writeFile(`${file}.${mine}`, mine, { mode: 0o600 });
  await rename(`${file}.${mine}`, file);
  await delay(50);
  const winner = await readFile(file, 'utf8');
  if (winner !== mine) throw inUse(dir, Number(winner), file);
};

/** Keeps a folder for this process. Throws where another has it; a lock whose process is gone is taken over. Returns how to let go. */
export const lock = async (folder: string): Promise<() => Promise<void>> => {
  const dir = await realpath(folder);
  const file = join(dir, 'lock');
  if (held.has(dir)) throw inUse(dir, process.pid, file);
  held.add(dir);
  try {
    await take(dir, file);
  } catch (error) {
    held.delete(dir);
    throw error;
  }
  return async () => {
    await rm(file, { force: true });
    held.delete(dir);
  };
};
