import type { Redis } from 'ioredis';
import type { Window } from '../src/chat/messenger';
import type { Pace } from '../src/delivery/pace';

/**
 * Sliding windows, kept in Redis so that all workers share them. A list holds the moments of the latest messages, newest first: where the nth
 * newest is younger than the window, there is no room before it has aged. A workspace's places are booked ahead, so that a thousand waiting
 * messages come back once each; a conversation's are taken only when the message goes. Redis' own clock counts.
 * KEYS: pause, conversation, workspace. ARGV: booked, windows of the conversation, then (most, milliseconds) of all.
 */
const TAKE = `
local paused = redis.call('PTTL', KEYS[1])
if paused > 0 then return {paused, 0} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local own = tonumber(ARGV[2])
local function free(key, from, to)
  local at = now
  for i = from, to, 2 do
    local nth = ARGV[i] == '1' and to == from + 1 and redis.call('GET', key) or redis.call('LINDEX', key, ARGV[i] - 1)
    if nth and nth + ARGV[i + 1] > at then at = nth + ARGV[i + 1] end
  end
  return at
end
local function put(key, at, from, to)
  local most, life = 0, 0
  for i = from, to, 2 do
    most = math.max(most, ARGV[i])
    life = math.max(life, ARGV[i + 1])
  end
  if most == 0 then return end
  if most == 1 then return redis.call('SET', key, at, 'PX', at - now + life) end
  if redis.call('LPUSH', key, at) > most then redis.call('LTRIM', key, 0, most - 1) end
  redis.call('PEXPIRE', key, at - now + life)
end
local last = 2 + own * 2
local there = free(KEYS[2], 3, last)
if there > now then return {there - now, 0} end
if ARGV[1] == '0' then
  local at = free(KEYS[3], last + 1, #ARGV)
  put(KEYS[3], at, last + 1, #ARGV)
  if at > now then return {at - now, 1} end
end
put(KEYS[2], now, 3, last)
return {0, 0}
`;

type Scripted = Redis & { guildhallTake(...args: (string | number)[]): Promise<[number, number]> };

const flat = (windows: readonly Window[]): number[] => windows.flatMap(({ most, milliseconds }) => [most, milliseconds]);

/** The pace that all workers on one Redis keep together. */
export const paceInRedis = (connection: Redis): Pace => {
  connection.defineCommand('guildhallTake', { numberOfKeys: 3, lua: TAKE });
  const redis = connection as Scripted;
  const pauseKey = (workspace: string) => `guildhall:pause:${workspace}`;
  return {
    take: async (to, workspace, { conversation, workspace: all }, booked) => {
      const keys = [pauseKey(workspace), `guildhall:pace:${to}`, `guildhall:pace:${workspace}`];
      const [wait, kept] = await redis.guildhallTake(...keys, booked ? 1 : 0, conversation.length, ...flat(conversation), ...flat(all));
      return { wait, booked: kept === 1 };
    },
    pause: async (workspace, milliseconds) => {
      await redis.set(pauseKey(workspace), 1, 'PX', Math.max(1, Math.ceil(milliseconds)));
    },
  };
};
