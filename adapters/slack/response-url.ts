const HOOKS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

/** May this response_url be called? Only Slack's own hook hosts over https, or the host of a configured SLACK_API_URL. */
export const isResponseUrl = (address: string, apiUrl: string | undefined): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username || url.password) return false;
  if (url.protocol === 'https:' && url.port === '' && HOOKS.has(url.hostname)) return true;
  return apiUrl !== undefined && url.hostname === new URL(apiUrl).hostname;
};

/** Posts to a response_url. Throws where it may not be called or does not take the message. */
export const postResponse = async (address: string, message: object, apiUrl: string | undefined): Promise<void> => {
  if (!isResponseUrl(address, apiUrl)) throw new Error('The response_url is not Slack’s.');
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    redirect: 'error',
    signal: AbortSignal.timeout(8_000),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`The response_url answered ${answer.status}.`);
};
