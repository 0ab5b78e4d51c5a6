import type { ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import { type Lifecycle, StillAnswering } from '../../src/chat/front';
import { end, type HttpRoute, readBody } from '../../src/http';
import type { Clock, Log } from '../../src/log';
import { botFor } from './actor';
import { type Incoming, incoming } from './parse';
import { type Payload, readPayload, string } from './payload';
import { isSigned } from './signature';
import { type Bots, removal } from './tokens';

export type ReceiverOptions = { signingSecret: string; bots: Bots; lifecycle: Lifecycle; clock: Clock; log: Log };

/** One request being answered: passed through Bolt to our listener. */
export type Request = { from: Incoming; ack(answer?: object): boolean; failed?: unknown };

const LATE = 2_500;
const NOT_HERE = 'Guildhall is not installed in this workspace any more. An administrator can install it again.';

const json = (response: ServerResponse, answer?: object): void =>
  end(response, 200, answer ? JSON.stringify(answer) : '', 'application/json; charset=utf-8');

/** Answers at once what needs nobody: true where the request is done. */
const answeredAlone = async (options: ReceiverOptions, body: Payload, from: Incoming, response: ServerResponse): Promise<boolean> => {
  if (body.type === 'url_verification') json(response, { challenge: string(body, 'challenge') });
  else if (from.kind === 'removed' && from.team) {
    // Slack may deliver it late, when the app is installed anew.
    const at = typeof body.event_time === 'number' ? new Date(body.event_time * 1000) : undefined;
    await removal(options.bots, options.lifecycle, from.team, { at });
    json(response);
  } else if (body.ssl_check !== undefined || from.kind === 'other') json(response);
  else if (!/^[A-Z0-9]{2,40}$/i.test(from.team) || !/^[A-Z0-9]{2,40}$/i.test(from.user)) end(response, 400);
  else if (from.kind === 'left') {
    await options.lifecycle.left(`slack:${from.team}:${from.user}`);
    json(response);
  } else if (!(await botFor(options.bots, from)))
    json(response, from.kind === 'command' ? { response_type: 'ephemeral', text: NOT_HERE } : undefined);
  else return false;
  return true;
};

/** Commands, buttons and forms have three seconds: after two and a half the request is acknowledged empty, and the answer goes another way. */
const request = (from: Incoming, response: ServerResponse, since: number): Request & { done(): void } => {
  const retried = from.kind === 'mention' || from.kind === 'direct' || from.kind === 'home';
  const left = Math.max(0, LATE - (performance.now() - since));
  const late = retried ? undefined : setTimeout(() => json(response), left);
  return {
    from,
    ack: (answer) => {
      clearTimeout(late);
      if (retried || response.headersSent) return false;
      json(response, answer);
      return true;
    },
    done: () => clearTimeout(late),
  };
};

/**
 * Bolt's receiver on our own server. Bolt's own ones take a clock ten minutes fast, die of a signed `null`, and acknowledge events
 * before they are handled (measured, November 2026); here an event is acknowledged after its reply was performed, so Slack delivers it again if we die.
 */
export const slackReceiver = (options: ReceiverOptions): { receiver: Receiver; route: HttpRoute } => {
  let app: App | undefined;
  const handle: HttpRoute['handle'] = async (incomingRequest, response) => {
    const raw = await readBody(incomingRequest);
    const since = performance.now();
    if (!isSigned(incomingRequest.headers, raw, options.signingSecret, options.clock())) return end(response, 401);
    const body = readPayload(raw.toString('utf8'), incomingRequest.headers['content-type'] ?? '');
    if (!body) return end(response, 400);
    const from = incoming(body);
    if (await answeredAlone(options, body, from, response)) return;
    const one = request(from, response, since);
    await app?.processEvent({ body: body as Record<string, unknown>, ack: async () => undefined, customProperties: { guildhall: one } });
    one.done();
    if (one.failed === undefined) return json(response);
    if (one.failed instanceof StillAnswering) return end(response, 503);
    options.log.error('A Slack request could not be answered', one.failed, { kind: from.kind, workspace: `slack:${from.team}` });
    end(response, 500);
  };
  return {
    route: { method: 'POST', path: '/slack/events', handle },
    receiver: {
      init: (given) => {
        app = given;
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
  };
};
