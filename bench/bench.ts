import { benchSlack } from './slack';

const run = async (): Promise<void> => {
  const rounds = Number(process.argv[2] ?? 5);
  const held = await benchSlack(rounds);
  process.exit(held ? 0 : 1);
};
void run();
