import type { Redis } from 'ioredis';
import type { Window } from '../src/chat/messenger';
import type { Pace, Place } from '../src/delivery/pace';
import { gather } from './gather';

/**
 * Sliding windows, kept in Redis so that all workers share them. A list holds the moments of the latest messages, newest first: where the nth
 * newest is younger than the window, there is no room before it has aged. A workspace's places are booked ahead, so that a thousand waiting
 * messages come back once each; but one that comes back late finds others in its window, so what counts, for the workspace as for the
 * conversation, are the moments at which messages went. Redis' own clock counts.
 * For each message, KEYS: pause, conversation, workspace's bookings, workspace. ARGV: booked, windows of the conversation, windows in all, then (most, milliseconds) of each.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
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
local function take(pause, conversation, bookings, workspace, from)
  local paused = redis.call('PTTL', pause)
  if paused > 0 then return paused, 0 end
  local middle, last = from + 2 + ARGV[from + 1] * 2, from + 2 + ARGV[from + 2] * 2
  local there = free(conversation, from + 3, middle)
  if there > now then return there - now, 0 end
  if ARGV[from] == '0' then
    local at = free(bookings, middle + 1, last)
    put(bookings, at, middle + 1, last)
    if at > now then return at - now, 1 end
  end
  local room = free(workspace, middle + 1, last)
  if room > now then return room - now, 1 end
  put(workspace, now, middle + 1, last)
  put(conversation, now, from + 3, middle)
  return 0, 0
end
local from, places = 1, {}
for i = 1, #KEYS, 4 do
  local wait, booked = take(KEYS[i], KEYS[i + 1], KEYS[i + 2], KEYS[i + 3], from)
  places[#places + 1] = wait
  places[#places + 1] = booked
  from = from + 3 + ARGV[from + 2] * 2
end
return places
`;

type Scripted = Redis & { guildhallTake(keys: number, ...args: (string | number)[]): Promise<number[]> };
type Wanted = Parameters<Pace['take']>;

/** Milliseconds for which places are gathered, and how many at most. */
const GATHERED = 2;
const MOST = 50;

const flat = (windows: readonly Window[]): number[] => windows.flatMap(({ most, milliseconds }) => [most, milliseconds]);
const pauseKey = (workspace: string): string => `guildhall:pause:${workspace}`;

const keysOf = ([to, workspace]: Wanted): string[] => [
  pauseKey(workspace),
  `guildhall:pace:${to}`,
  `guildhall:booked:${workspace}`,
  `guildhall:pace:${workspace}`,
];
const argumentsOf = ([, , { conversation, workspace }, booked]: Wanted): number[] => {
  const windows = [...conversation, ...workspace];
  return [booked ? 1 : 0, conversation.length, windows.length, ...flat(windows)];
};

/** The pace that all workers on one Redis keep together. */
export const paceInRedis = (connection: Redis): Pace => {
  connection.defineCommand('guildhallTake', { lua: TAKE });
  const redis = connection as Scripted;
  const takeAll = async (all: readonly Wanted[]): Promise<Place[]> => {
    const answered = await redis.guildhallTake(all.length * 4, ...all.flatMap(keysOf), ...all.flatMap(argumentsOf));
    return all.map((_, index) => ({ wait: answered[index * 2] as number, booked: answered[index * 2 + 1] === 1 }));
  };
  const take = gather(GATHERED, MOST, takeAll);
  return {
    take: (...wanted) => take(wanted),
    pause: async (workspace, milliseconds) => {
      await redis.set(pauseKey(workspace), 1, 'PX', Math.max(1, Math.ceil(milliseconds)));
    },
  };
};
