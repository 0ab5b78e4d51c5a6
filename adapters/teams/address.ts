import type { Address, PersonId, WorkspaceId } from '../../src/chat/event';
import { isTrustedService, type Trust } from './service-hosts';

/** Where one can speak in Teams: a conversation, or (with `user`) the one-to-one chat with a person, opened when it is needed. */
export type TeamsAddress = { service: string; conversation: string; tenant: string; user?: string };

export const workspaceId = (tenant: string): WorkspaceId => `teams:${tenant}`;
export const personId = (tenant: string, account: string): PersonId => `teams:${tenant}:${account}`;

export const writeAddress = ({ service, conversation, tenant, user }: TeamsAddress): Address =>
  `teams:${Buffer.from(JSON.stringify({ s: service, c: conversation, t: tenant, u: user })).toString('base64url')}`;

const parsed = (address: Address): unknown => {
  try {
    return JSON.parse(Buffer.from(address.slice('teams:'.length), 'base64url').toString());
  } catch {
    return undefined;
  }
};

/** Undefined for what is no Teams address, or leads to a service that is not Microsoft's: stored addresses are checked again. */
export const readAddress = (address: Address, trust: Trust): TeamsAddress | undefined => {
  const held = address.startsWith('teams:') ? parsed(address) : undefined;
  if (typeof held !== 'object' || held === null) return undefined;
  const { s, c, t, u } = held as Record<string, unknown>;
  if (typeof s !== 'string' || typeof c !== 'string' || typeof t !== 'string') return undefined;
  if (u !== undefined && typeof u !== 'string') return undefined;
  if ((c === '' && !u) || !isTrustedService(s, trust)) return undefined;
  return { service: s, conversation: c, tenant: t, user: u };
};
