import type { Speaker } from '../../src/chat/event';
import { world } from './moved-clock';
import { alice, coordinator } from './turns';

const COUNCILS = ['Camden', 'Leeds', 'City of York', 'Bristol', 'Cardiff', 'Glasgow', 'Belfast', 'Norwich'] as const;

/** Somebody of the nth council: odd ones are on Teams. */
export const officerOf = (index: number, person = 'lead'): Speaker => {
  const workspace = index % 2 === 0 ? `slack:B${index}` : `teams:b${index}`;
  const user = `${person}${index}`;
  return { ...alice, id: `${workspace}:${user}`, workspace, name: `${person} of ${COUNCILS[index]}`, address: `${workspace}/${user}` };
};

/** Councils on both platforms, each with a lead and a deputy, on a clock that is moved by hand. `links`: the files that were offered. */
export const buyingWorld = async (councils = 6, start = '2026-11-23T09:00:00Z') => {
  const links = new Map<string, string>();
  const on = await world(start, {
    coordinators: [coordinator.id],
    link: (file, subject) => {
      links.set(file, subject);
      return `https://example.org/${file}`;
    },
  });
  await on.say('help', coordinator);
  for (let index = 0; index < councils; index += 1) {
    const [lead, deputy] = [officerOf(index), officerOf(index, 'deputy')];
    await on.made.councils.linkDirectly(lead.workspace, COUNCILS[index] as string, { id: 'console:x:y', name: 'x' });
    for (const one of [lead, deputy]) await on.say('help', one);
    await on.say(`council lead <@${lead.id.split(':').at(-1)}>`, lead);
    await on.say(`council deputy <@${deputy.id.split(':').at(-1)}>`, lead);
  }
  /** Opens a poll of the first council; returns its short id. */
  const open = async (
    words = 'poll new Planning back office | category: planning | from: January 2028 | must: open API | councils: 3 | until: 18 December 2026',
  ) => {
    const said = await on.say(words, officerOf(0));
    const [, id = ''] = /Poll: ([0-9a-f]{6})/.exec(said) ?? [];
    return { id, said };
  };
  return { ...on, links, open };
};

type World = Awaited<ReturnType<typeof buyingWorld>>;
export const POLL_ANSWER = 'market | ends: March 2028 | band: 2 | lead: yes';

/** A poll that every council was asked. */
export const asked = async (councils = 6, words?: string): Promise<World & { id: string }> => {
  const on = await buyingWorld(councils);
  const { id } = await on.open(words);
  await on.until('2026-11-23T11:00:00Z');
  return { ...on, id };
};
export const answers = async ({ say, id }: { say: World['say']; id: string }, ...councils: number[]): Promise<void> => {
  for (const index of councils) await say(`poll answer ${id} ${POLL_ANSWER}`, officerOf(index));
};
export const messages = (sent: World['sent'], words: string) => sent.filter(({ text }) => text.includes(words));
