import type { ChatEvent, Place, Speaker } from '../../src/chat/event';
import type { Role, Who } from '../../src/chat/turn';
import type { Fields, Log, Metrics } from '../../src/log';

export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const noMetrics: Metrics = { count: () => undefined, observe: () => undefined };

/** A log that keeps its lines. */
export const keepingLog = (): Log & { lines: string[] } => {
  const lines: string[] = [];
  const keep = (message: string, fields?: Fields) => void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  return { lines, info: keep, warn: keep, error: (message, cause, fields) => keep(`${message}: ${String(cause)}`, fields) };
};

export const alice: Speaker = {
  id: 'slack:T1:U1',
  workspace: 'slack:T1',
  name: 'Alice',
  standing: 'member',
  address: 'slack:T1/U1',
  zone: 'Europe/London',
};
export const guest: Speaker = { ...alice, id: 'slack:T1:U9', name: 'Gus', standing: 'guest', address: 'slack:T1/U9' };
export const coordinator: Speaker = { ...alice, id: 'teams:t1:c1', workspace: 'teams:t1', name: 'Cora', address: 'teams:abc' };
const personal = (speaker: Speaker): Place => ({ kind: 'personal', address: speaker.address });

const keys: string[] = [];
const key = () => `key-${keys.push('')}`;
export const command = (text: string, speaker = alice, over: Partial<ChatEvent> = {}): ChatEvent =>
  ({ kind: 'command', key: key(), speaker, place: personal(speaker), text, ...over }) as ChatEvent;
export const action = (name: string, value = '', speaker = alice): Extract<ChatEvent, { kind: 'action' }> => ({
  kind: 'action',
  key: key(),
  speaker,
  place: personal(speaker),
  name,
  value,
});
export const submission = (
  name: string,
  state: string,
  values: Record<string, string>,
  speaker = alice,
): Extract<ChatEvent, { kind: 'submission' }> => ({
  kind: 'submission',
  key: key(),
  speaker,
  place: personal(speaker),
  name,
  state,
  values,
});

export const whoIs = (...roles: Role[]): Who => ({
  roles: new Set(roles),
  council: roles.length > 0 ? { id: 'camden', name: 'Camden', nation: 'England' } : undefined,
});
