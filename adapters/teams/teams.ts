import { type Activity as BotActivity, CloudAdapter, TeamsInfo, type TurnContext } from 'botbuilder';
import type { ChatEvent } from '../../src/chat/event';
import type { Front, Lifecycle } from '../../src/chat/front';
import type { Messenger } from '../../src/chat/messenger';
import type { Reply } from '../../src/chat/view';
import { say, toMe } from '../../src/chat/view';
import type { HttpRoute } from '../../src/http';
import type { Clock, Log, Metrics, NewId } from '../../src/log';
import type { Activity } from './activity';
import { workspaceId } from './address';
import { type App, type Authority, authentication } from './authentication';
import { handsOf } from './hands';
import { badCard, dialogText, type InvokeResponse } from './invoke-response';
import { type Post, teamsMessenger, teamsPost } from './messenger';
import { origins } from './origin';
import { outcomeOf } from './outcome';
import { type Known, type Meaning, meaningOf, placeOf, toEvent, viaOf } from './parse';
import { perform, word } from './perform';
import { type Answer, messagesRoute } from './route';
import type { Trust } from './service-hosts';
import { type Member, standings } from './standing';
import { isBot, mentionsOf } from './words';

export type TeamsOptions = {
  app: App;
  /** TEAMS_ALLOW_ANONYMOUS: no token is asked for, and only service addresses on this machine are accepted. */
  anonymous?: boolean;
  /** Tests only. */
  authority?: Authority;
  front: Front;
  lifecycle: Lifecycle;
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics: Metrics;
};

const NOTHING: Answer = { status: 200 };
const MENTIONS = 5;

/** Answers one activity that was let in: looks up who speaks, asks the core, performs what it says. */
const turnRunner = (options: TeamsOptions, post: Post) => {
  const { front, clock, newId, log, metrics } = options;
  const standing = standings(clock);
  const asked = origins(options.app.password || newId());

  const know = async (context: TurnContext, activity: Activity, meaning: Meaning, tenant: string): Promise<Known> => {
    const ask = (user: string) => standing(tenant, user, async () => (await TeamsInfo.getMember(context, user)) as Member);
    const others = meaning.kind === 'words' ? mentionsOf(activity).filter(({ id }) => !isBot(activity, id)) : [];
    const accounts = await Promise.all(
      others.slice(0, MENTIONS).map(async ({ id }): Promise<[string, string]> => [id, (await ask(id)).account ?? '']),
    );
    return { ...(await ask(activity.from.id)), accounts: new Map(accounts) };
  };

  const answer = async (event: ChatEvent): Promise<Reply> => {
    try {
      return await front.answer(event);
    } catch (error) {
      const reference = newId().slice(0, 8);
      log.error('A Teams event could not be taken in', error, { reference, workspace: event.speaker.workspace });
      return toMe(say(`Something went wrong on our side. Try again; if it goes on, quote ${reference}.`));
    }
  };

  return async (context: TurnContext, activity: Activity, meaning: Meaning, tenant: string): Promise<InvokeResponse | undefined> => {
    const said = toEvent(activity, meaning, tenant, await know(context, activity, meaning, tenant));
    if (!said) return undefined;
    const alone = said.place.kind === 'personal' && meaning.kind === 'card';
    const origin = alone ? asked.read(meaning.data.from, tenant, activity.from.id) : undefined;
    const event = origin ? { ...said, place: placeOf(origin, activity, tenant) } : said;
    const reply = await answer(event);
    const hands = handsOf({ context, activity, meaning, tenant, origin }, event, post, asked, options);
    try {
      return await perform(reply, hands);
    } catch (error) {
      // The core has done its part, and would do nothing on a repeat: so a repeat is not asked for.
      const outcome = outcomeOf(error, clock()).kind;
      metrics.count('guildhall_teams_replies_failed_total', { outcome });
      log.error('Teams: a reply could not be performed', error, { outcome, workspace: event.speaker.workspace });
      return word(hands, 'I have done it, but could not show you the answer.', false);
    }
  };
};

const invalid = (meaning: Meaning): Answer => {
  const via = viaOf(meaning);
  if (via === 'execute') return { status: 200, body: badCard() };
  return via === 'submit' ? NOTHING : { status: 200, body: dialogText('This card no longer works. Type “help” to see what you can do.') };
};

/** Teams: one address that takes activities, and a messenger that speaks first. Throws where anybody at all would be let in. */
export const teams = async (options: TeamsOptions): Promise<{ routes: HttpRoute[]; messenger: Messenger }> => {
  const { app, anonymous = false, authority, lifecycle, log } = options;
  if (!app.id && !anonymous) throw new Error('MicrosoftAppId is missing. Without it anybody could talk to the bot as anybody.');
  const trust: Trust = anonymous ? 'loopback' : authority ? 'either' : 'microsoft';
  const checks = authentication(anonymous ? undefined : app, authority);
  const adapter = new CloudAdapter(checks);
  adapter.onTurnError = async (_context, error) => log.error('A Teams turn failed', error);
  const audience = String(authority?.settings.ToChannelFromBotOAuthScope ?? 'https://api.botframework.com');
  const post = teamsPost({ ...options, adapter, appId: app.id, audience, trust });
  const run = turnRunner(options, post);

  const answer = async (
    activity: Activity,
    tenant: string,
    authenticated: Awaited<ReturnType<typeof checks.authenticateRequest>>,
  ): Promise<Answer> => {
    const meaning = meaningOf(activity);
    if (meaning.kind === 'nothing') return activity.type === 'invoke' ? { status: 501 } : NOTHING;
    if (meaning.kind === 'invalid') return invalid(meaning);
    if (meaning.kind === 'installed') await lifecycle.installed(workspaceId(tenant), '');
    if (meaning.kind === 'installed' && !meaning.hello) return NOTHING;
    let body: InvokeResponse | undefined;
    await adapter.processActivityDirect(authenticated, activity as unknown as BotActivity, async (context) => {
      body = await run(context, activity, meaning, tenant);
    });
    if (activity.type === 'invoke' && !body) return { status: 500 };
    return { status: 200, body };
  };

  return { routes: [messagesRoute({ ...options, appId: app.id, anonymous, trust, checks, answer })], messenger: teamsMessenger(post) };
};
