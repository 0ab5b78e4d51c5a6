import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of the connector. */
export type Call = { kind: 'send' | 'update' | 'create' | 'member' | 'other'; path: string; authorization?: string; body: Sent };
/** A message as Teams got it, or a conversation to open. */
export type Sent = {
  text?: string;
  summary?: string;
  replyToId?: string;
  members?: { id: string }[];
  tenantId?: string;
  attachments?: { contentType: string; content: Record<string, unknown> }[];
};
/** How calls of one kind fail: a status, no answer at all, or a line that breaks after the call was taken in. */
export type Fault = { on: Call['kind']; status?: number; retryAfter?: string; hang?: boolean; breaks?: boolean; times?: number };

const kindOf = (method: string, path: string): Call['kind'] => {
  if (method === 'GET') return path.includes('/members/') ? 'member' : 'other';
  if (method === 'PUT') return 'update';
  if (method === 'POST') return path === '/v3/conversations' ? 'create' : 'send';
  return 'other';
};

const bodyOf = async (request: IncomingMessage): Promise<Sent> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text ? (JSON.parse(text) as Sent) : {};
};

/** The Teams connector, on loopback. */
export const fakeTeams = async () => {
  const calls: Call[] = [];
  const members = new Map<string, object>();
  let faults: Fault[] = [];

  const misbehave = (fault: Fault, request: IncomingMessage, response: ServerResponse): void => {
    if (fault.hang) return;
    if (fault.breaks) return void request.socket.destroy();
    response.writeHead(fault.status ?? 500, fault.retryAfter ? { 'retry-after': fault.retryAfter } : {});
    response.end(JSON.stringify({ error: { code: 'Refused', message: 'as told' } }));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    const kind = kindOf(request.method ?? '', path);
    calls.push({ kind, path: decodeURIComponent(path), authorization: request.headers.authorization, body: await bodyOf(request) });
    const fault = faults.find(({ on, times = 1 }) => on === kind && times > 0);
    if (fault) {
      fault.times = (fault.times ?? 1) - 1;
      return misbehave(fault, request, response);
    }
    const json = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (kind === 'create') return json(201, { id: `a:opened-${calls.at(-1)?.body.members?.[0]?.id}` });
    if (kind !== 'member') return json(kind === 'send' ? 201 : 200, { id: `sent-${calls.length}` });
    const member = members.get(decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)));
    return member ? json(200, member) : json(404, { error: { code: 'MemberNotFoundInConversation' } });
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls,
    members,
    sent: () => calls.filter(({ kind }) => kind === 'send'),
    fail: (...next: Fault[]) => {
      faults = next;
    },
    reset: () => {
      calls.length = 0;
      faults = [];
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
export type FakeTeams = Awaited<ReturnType<typeof fakeTeams>>;
