import { type Platform, platformOf } from '../chat/event';
import type { Allowance, Messenger } from '../chat/messenger';

const NO_LIMITS: Allowance = { conversation: [], workspace: [] };

/** One messenger out of several: the address tells which platform speaks. */
export const routeMessenger = (byPlatform: Partial<Record<Platform, Messenger>>): Messenger => ({
  send: (to, view, key) =>
    byPlatform[platformOf(to)]?.send(to, view, key) ?? Promise.resolve({ kind: 'gone', reason: 'platform not configured' }),
  find: (to, key, since) => byPlatform[platformOf(to)]?.find(to, key, since) ?? Promise.resolve('cannot tell'),
  allowance: (to) => byPlatform[platformOf(to)]?.allowance?.(to) ?? NO_LIMITS,
});
