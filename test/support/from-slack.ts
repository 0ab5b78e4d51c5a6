import { createHmac } from 'node:crypto';

export const SIGNING_SECRET = 'signing-secret';

/** The headers with which Slack signs a body at a time, in seconds. */
export const signed = (body: string, at = Math.floor(Date.now() / 1000)): Record<string, string> => ({
  'x-slack-request-timestamp': String(at),
  'x-slack-signature': `v0=${createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex')}`,
});

/** Posts fields as Slack does, signed at a time in seconds (now). Returns the status and the text of the acknowledgement. */
export const fromSlack = async (port: number, fields: Record<string, string>, at?: number): Promise<{ status: number; text: string }> => {
  const body = new URLSearchParams(fields).toString();
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...signed(body, at) },
    body,
  });
  return { status: response.status, text: await response.text() };
};

/** An installation of the bot in a workspace, as OAuth would have stored it. */
export const installationOf = (team: string): string =>
  JSON.stringify({
    team: { id: team },
    bot: { token: `xoxb-${team}`, userId: 'UBOT', id: 'BBOT', scopes: [] },
    user: { id: 'U0' },
    isEnterpriseInstall: false,
    tokenType: 'bot',
    authVersion: 'v2',
  });
