import type { Speaker } from '../../src/chat/event';
import type { Incoming } from './parse';
import type { Bot, Bots } from './tokens';

/** Who acts: as which workspace, with which bot, and who they are there. */
export type Actor = { from: Incoming; bot: Bot; speaker: Speaker };

/** A bot that can answer: of the workspace that Slack named, or of one of the speaker's own. */
export const botFor = async (bots: Bots, from: Incoming): Promise<Bot | undefined> => {
  for (const team of [from.team, ...(from.homes ?? [])]) {
    const bot = await bots.of(team);
    if (bot) return bot;
  }
  return undefined;
};

/**
 * In a channel that councils share, Slack names one of our installations, which need not be the speaker's. They act as the workspace that
 * knows them as its own, where we are installed there; otherwise they are an outsider in the one that Slack named. What users.info says
 * in each workspace decides, so naming one gives nobody more than membership of their own.
 */
export const actorOf =
  (bots: Bots, speakerOf: (from: Incoming, client: Bot['client'], now: number) => Promise<Speaker>) =>
  async (named: Incoming, now: number): Promise<Actor | undefined> => {
    const homes = (named.homes ?? []).map((team) => ({ ...named, team, userTeam: team }));
    let outsider: Actor | undefined;
    for (const from of named.userTeam === named.team ? [named, ...homes] : [...homes, named]) {
      const bot = await bots.of(from.team);
      if (!bot) continue;
      const actor = { from, bot, speaker: await speakerOf(from, bot.client, now) };
      if (actor.speaker.standing !== 'outsider') return actor;
      if (!outsider || from === named) outsider = actor;
    }
    return outsider;
  };
