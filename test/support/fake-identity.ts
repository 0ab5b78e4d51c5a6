import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Authority } from '../../adapters/teams/authentication';

export const APP = { id: '11111111-2222-4333-8444-555555555555', password: 'not-a-secret', type: 'MultiTenant', tenantId: '' };
const ISSUER = 'https://api.botframework.com';

type Key = { kid: string; key: KeyObject; jwk: object };
const makeKey = (kid: string, endorsements: readonly string[]): Key => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: 'jwk' });
  return { kid, key: privateKey, jwk: { kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, endorsements } };
};

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = ({ kid, key }: Key, claims: object, header: object = {}): string => {
  const content = `${encoded({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${encoded(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
};

/** The Bot Framework's identity, on loopback http: metadata, keys, and tokens good and bad. */
export const fakeIdentity = async () => {
  const good = makeKey('k1', ['msteams']);
  const rogue = makeKey('k1', ['msteams']);
  const unendorsed = makeKey('k2', ['skype']);
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    const metadata = { issuer: ISSUER, jwks_uri: `${base}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [good.jwk, unendorsed.jwk] } : metadata));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const claims = (serviceurl: string, over: object = {}) => {
    const now = Math.floor(Date.now() / 1_000);
    return { iss: ISSUER, aud: APP.id, nbf: now - 10, exp: now + 3_600, serviceurl, ...over };
  };
  const authority: Authority = {
    settings: {
      ToChannelFromBotLoginUrl: `${base}/login`,
      ToChannelFromBotOAuthScope: ISSUER,
      ToBotFromChannelTokenIssuer: ISSUER,
      OAuthUrl: `${base}/oauth`,
      ToBotFromChannelOpenIdMetadataUrl: `${base}/channel/openidconfiguration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${base}/emulator/openidconfiguration`,
      CallerId: 'urn:test',
      ValidateAuthority: false,
    },
    // Microsoft's own token library insists on https, so outgoing tokens come from here.
    credentials: {
      isValidAppId: async (id: string) => id === APP.id,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        appId: APP.id,
        signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
          request.headers.set('authorization', 'Bearer outgoing');
          return request;
        },
      }),
    } as unknown as Authority['credentials'],
  };
  return {
    authority,
    tokens: {
      good: (service: string) => sign(good, claims(service)),
      rogue: (service: string) => sign(rogue, claims(service)),
      unendorsed: (service: string) => sign(unendorsed, claims(service)),
      expired: (service: string) => sign(good, claims(service, { nbf: 1, exp: Math.floor(Date.now() / 1_000) - 3_600 })),
      future: (service: string) => sign(good, claims(service, { nbf: Math.floor(Date.now() / 1_000) + 3_600 })),
      'for another bot': (service: string) => sign(good, claims(service, { aud: '99999999-2222-4333-8444-555555555555' })),
      'from another issuer': (service: string) => sign(good, claims(service, { iss: 'https://evil.example' })),
      'for another service': () => sign(good, claims('https://smba.trafficmanager.net/emea/')),
      'alg none': (service: string) => `${encoded({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${encoded(claims(service))}.`,
      'alg none with a signature': (service: string) => sign(good, claims(service), { alg: 'none' }),
      'alg HS256': (service: string) => sign(good, claims(service), { alg: 'HS256' }),
      'unknown key': (service: string) => sign({ ...good, kid: 'k9' }, claims(service)),
      nonsense: () => 'not.a.token',
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
export type FakeIdentity = Awaited<ReturnType<typeof fakeIdentity>>;
