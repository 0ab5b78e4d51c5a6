import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { APP, fakeIdentity } from '../../test/support/fake-identity';
import { tellParent } from '../child';

/** The anchor: CloudAdapter as its manual shows it, with the same tokens, answering each message with one line. */
const run = async (): Promise<void> => {
  const identity = await fakeIdentity();
  const names = { MicrosoftAppId: APP.id, MicrosoftAppPassword: APP.password, MicrosoftAppType: APP.type };
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication({ ...names, ...identity.authority.settings }, identity.authority.credentials),
  );
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const shim = Object.assign(response, {
        status: (code: number) => {
          response.statusCode = code;
          return response;
        },
        header: (name: string, value: string) => response.setHeader(name, value),
        send: (body: unknown) => response.write(typeof body === 'string' ? body : JSON.stringify(body)),
      });
      const incoming = Object.assign(request, { body: JSON.parse(Buffer.concat(chunks).toString()) });
      void adapter.process(incoming as never, shim as never, async (context) => {
        await context.sendActivity('Hello');
      });
    });
  });
  server.listen(0, '127.0.0.1', () =>
    tellParent((server.address() as AddressInfo).port, identity.tokens.good(String(process.env.CONNECTOR_URL))),
  );
};
void run();
