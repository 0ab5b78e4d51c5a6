import { randomBytes } from 'node:crypto';
import { embeddedStore } from '../../adapters/embedded/store';
import type { Secrets } from '../../src/secrets/secrets';
import { secretsShape, storedSecrets } from '../../src/secrets/stored-secrets';
import { change, type Store } from '../../src/store/collection';
import { quietLog } from '../support/turns';

describe('Stored secrets', () => {
  const [key, next] = [randomBytes(32), randomBytes(32)];
  let store: Store;
  let secrets: Secrets;
  beforeEach(async () => {
    store = await embeddedStore({ log: quietLog });
    secrets = storedSecrets(store, [key]);
  });
  afterEach(() => store.close());
  const sealed = async (workspace: string) => (await store.open(secretsShape).get(workspace))?.sealed;

  test('come back by workspace and name, the latest value', async () => {
    await secrets.put('slack:T1', 'bot', 'one');
    await secrets.put('slack:T1', 'refresh', 'two');
    await secrets.put('slack:T2', 'bot', 'three');
    await secrets.put('slack:T1', 'bot', 'four');
    expect(await secrets.get('slack:T1', 'bot')).toBe('four');
    expect(await secrets.get('slack:T1', 'refresh')).toBe('two');
    expect(await secrets.get('slack:T2', 'bot')).toBe('three');
  });

  test.each(['other', '__proto__', 'constructor'])('are undefined where there is none: %s', async (name) => {
    await secrets.put('slack:T1', 'bot', 'one');
    expect(await secrets.get('slack:T1', name)).toBeUndefined();
    expect(await secrets.get('slack:T9', name)).toBeUndefined();
  });

  test('are not lost where many are put at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => secrets.put('slack:T1', `n${index}`, String(index))));
    expect(Object.keys((await sealed('slack:T1')) ?? {})).toHaveLength(10);
  });

  test('cannot be read from the store', async () => {
    await secrets.put('slack:T1', 'bot', 'xoxb-secret');
    expect(JSON.stringify(await store.open(secretsShape).find({}))).not.toContain('xoxb');
  });

  test('are refused where somebody moved them to another workspace or name', async () => {
    await secrets.put('slack:T1', 'bot', 'one');
    await secrets.put('slack:T2', 'bot', 'two');
    const stolen = (await sealed('slack:T1')) as Record<string, string>;
    await change(store.open(secretsShape), 'slack:T2', (before) => ({ ...before, sealed: { ...stolen, admin: stolen.bot as string } }));
    await expect(secrets.get('slack:T2', 'bot')).rejects.toThrow(/belongs somewhere else/);
    await expect(secrets.get('slack:T2', 'admin')).rejects.toThrow(/belongs somewhere else/);
  });

  test('stay readable through a rotation', async () => {
    await secrets.put('slack:T1', 'bot', 'one');
    const rotated = storedSecrets(store, [next, key]);
    expect(await rotated.get('slack:T1', 'bot')).toBe('one');
    await rotated.put('slack:T1', 'bot', 'two');
    expect(await storedSecrets(store, [next]).get('slack:T1', 'bot')).toBe('two');
    await expect(secrets.get('slack:T1', 'bot')).rejects.toThrow(/SECRET_KEY/);
  });

  test('go all at once with their workspace, and only with it', async () => {
    await secrets.put('slack:T1', 'bot', 'one');
    await secrets.put('slack:T1', 'refresh', 'two');
    await secrets.put('slack:T2', 'bot', 'three');
    await secrets.remove('slack:T1');
    expect([await secrets.get('slack:T1', 'bot'), await secrets.get('slack:T1', 'refresh')]).toEqual([undefined, undefined]);
    expect(await secrets.get('slack:T2', 'bot')).toBe('three');
  });
});
