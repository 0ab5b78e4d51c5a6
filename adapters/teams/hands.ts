import { setTimeout as wait } from 'node:timers/promises';
import type { TurnContext } from 'botbuilder';
import type { ChatEvent } from '../../src/chat/event';
import type { Clock, Log } from '../../src/log';
import type { Activity } from './activity';
import { writeAddress } from './address';
import type { Post } from './messenger';
import type { Origin, Origins } from './origin';
import { outcomeOf } from './outcome';
import { formOf, type Meaning, placeKind, viaOf } from './parse';
import type { Hands } from './perform';
import type { Message } from './render';

/** One activity being answered. `origin`: where the private answer was asked for whose button was pressed. */
export type Scene = { context: TurnContext; activity: Activity; meaning: Meaning; tenant: string; origin?: Origin };

/** Longest wait, in seconds, before a reply that was certainly not sent is tried once more within the same request. */
const BRIEFLY = 5;

/** Sends once more where Teams said to wait a moment. */
const steadily = async (clock: Clock, attempt: () => Promise<unknown>): Promise<void> => {
  try {
    await attempt();
  } catch (error) {
    const outcome = outcomeOf(error, clock());
    if (outcome.kind !== 'later' || outcome.afterSeconds > BRIEFLY) throw error;
    await wait(outcome.afterSeconds * 1_000);
    await attempt();
  }
};

/** What the buttons of a private answer remember. */
const fromOf = ({ activity, tenant, origin }: Scene, { write }: Origins): string | undefined => {
  const { from, conversation } = activity;
  const kind = placeKind(activity);
  if (kind !== 'personal') return write({ kind, conversation: conversation.id }, tenant, from.id);
  return origin && write(origin, tenant, from.id);
};

/** What a reply can do about one activity. */
export const handsOf = (
  scene: Scene,
  event: ChatEvent,
  post: Post,
  origins: Origins,
  { clock, log }: { clock: Clock; log: Log },
): Hands => {
  const { context, activity, meaning, tenant, origin } = scene;
  const here = (message: Message) => steadily(clock, () => context.sendActivity({ ...message }));
  const there = origin && writeAddress({ service: activity.serviceUrl, tenant, conversation: origin.conversation });
  return {
    via: viaOf(meaning),
    place: placeKind(activity),
    from: fromOf(scene, origins),
    form: formOf(meaning),
    values: event.kind === 'submission' ? event.values : undefined,
    here,
    there: there === undefined ? undefined : (message) => post(there, message),
    alone: (message) => post(event.speaker.address, message),
    instead: async (message) => {
      if (!activity.replyToId) return false;
      try {
        await context.updateActivity({ ...message, id: activity.replyToId });
        return true;
      } catch (error) {
        log.info('Teams: a message could not be changed', { outcome: outcomeOf(error, clock()).kind });
        return false;
      }
    },
  };
};
