/** What the app asks a workspace for at its install page. adapters/packages writes the same into the app manifest; a test holds the two equal. */
export const SLACK_SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'im:history',
  'im:write',
  'app_mentions:read',
  'users:read',
  'channels:read',
  'groups:read',
];
