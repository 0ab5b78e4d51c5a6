import { Agent, request } from 'node:http';
import { fakeTeams } from '../test/support/fake-teams';
import { load, type Server, startServer } from './child';
import { report } from './measure';

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000aaaa';
const COUNT = 600;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

const activity = (service: string, id: string) => ({
  type: 'message',
  id,
  timestamp: new Date().toISOString(),
  channelId: 'msteams',
  serviceUrl: service,
  text: 'council',
  from: { id: '29:alice', name: 'Alice', aadObjectId: '0a0a0a0a-0000-4000-8000-000000000001' },
  recipient: { id: '28:bot', name: 'Guildhall' },
  conversation: { id: 'a:alice', conversationType: 'personal', tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
});

const post = (server: Server, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${server.token}`,
    };
    const sent = request({ agent, host: '127.0.0.1', port: server.port, path: '/api/messages', method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** CPU per Teams activity answered with one message, against bare CloudAdapter with the same token checks answering one line. */
export const benchTeams = async (rounds: number): Promise<boolean> => {
  const connector = await fakeTeams();
  connector.members.set('29:alice', {
    id: '29:alice',
    name: 'Alice',
    userRole: 'user',
    tenantId: TENANT,
    aadObjectId: '0a0a0a0a-0000-4000-8000-000000000001',
  });
  const env = { CONNECTOR_URL: connector.url, TENANT };
  const anchor = await startServer('bare-teams.ts', env);
  const ours = await startServer('ours-teams.ts', env);
  const round = async (server: Server, run: string): Promise<number> => {
    connector.reset();
    const before = await server.cpu();
    await load(COUNT, 8, async (index) => (await post(server, JSON.stringify(activity(connector.url, `${run}.${index}`)))) === 200);
    const spent = (await server.cpu()) - before;
    if (connector.sent().length !== COUNT) throw new Error(`${connector.sent().length} messages went out for ${COUNT} activities`);
    return spent / COUNT;
  };
  try {
    const figures = { anchor: [] as number[], ours: [] as number[] };
    for (let number = 0; number <= rounds; number += 1) {
      const [bare, own] = [await round(anchor, `a${number}`), await round(ours, `o${number}`)];
      if (number === 0) continue; // warm-up
      figures.anchor.push(bare);
      figures.ours.push(own);
    }
    return report('CPU per Teams activity, answered', figures.ours, figures.anchor, 1.15, 'ms');
  } finally {
    anchor.stop();
    ours.stop();
    agent.destroy();
    await connector.stop();
  }
};
