import { ABOUT, COLOUR, IN_SHORT } from './words';

/** What the app asks a workspace for. adapters/slack asks for the same at its install page; a test holds the two equal. */
export const SCOPES = [
  'commands',
  'chat:write',
  'im:history',
  'im:write',
  'app_mentions:read',
  'users:read',
  'channels:read',
  'groups:read',
] as const;

/**
 * The Slack app, as data for api.slack.com/apps (From a manifest). `should_escape` makes a mention in a command arrive as <@U…|name>,
 * without which it is only a name that anybody may bear.
 */
export const slackManifest = (baseUrl: string) => {
  const events = `${baseUrl}/slack/events`;
  return {
    display_information: { name: 'Guildhall', description: IN_SHORT, long_description: ABOUT, background_color: COLOUR },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Guildhall', always_online: true },
      slash_commands: [
        {
          command: '/guild',
          url: events,
          description: 'Ask about the service standard, work on a checklist, answer a poll',
          usage_hint: 'ask QUESTION | check | poll list | help',
          should_escape: true,
        },
      ],
    },
    oauth_config: { redirect_urls: [`${baseUrl}/slack/oauth_redirect`], scopes: { bot: [...SCOPES] } },
    settings: {
      event_subscriptions: {
        request_url: events,
        bot_events: ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked', 'user_change'],
      },
      interactivity: { is_enabled: true, request_url: events },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
};
