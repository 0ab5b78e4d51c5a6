import { build } from './built';
import { benchDeliver } from './deliver';
import { benchDigests } from './digests';
import { benchKills } from './kills';
import { benchPolls } from './polls';
import { benchQuestions } from './questions';
import { benchQueue } from './queue';
import { benchSlack } from './slack';
import { benchStart } from './start';
import { benchTeams } from './teams';

/** All figures of trust.md that this version has, or those named: npm run bench -- slack teams questions deliver queue digests kills polls start. */
const run = async (): Promise<void> => {
  const rounds = 7;
  const all = {
    slack: benchSlack,
    teams: benchTeams,
    questions: benchQuestions,
    deliver: benchDeliver,
    queue: benchQueue,
    digests: benchDigests,
    kills: benchKills,
    polls: benchPolls,
    start: benchStart,
  };
  const named = process.argv.slice(2).filter((name): name is keyof typeof all => Object.hasOwn(all, name));
  build();
  const results: boolean[] = [];
  for (const name of named.length > 0 ? named : (Object.keys(all) as (keyof typeof all)[])) results.push(await all[name](rounds));
  process.exit(results.every(Boolean) ? 0 : 1);
};
void run();
