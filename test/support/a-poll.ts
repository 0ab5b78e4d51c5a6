import { newSecret } from '../../src/buying/chain';
import type { Answer, Poll } from '../../src/buying/poll';
import { answered } from '../../src/buying/rules';

export const START = new Date('2026-11-23T09:00:00Z');
export const DEADLINE = new Date('2026-12-18T17:00:00Z');

export const aPoll = (over: Partial<Poll> = {}): Poll => ({
  id: 'abcdef0123456789abcdef01',
  revision: 0,
  council: 'camden',
  owner: 'slack:T1:U1',
  ownerName: 'Alice',
  need: 'Planning back office',
  category: 'planning',
  from: '2028-01',
  mustHaves: '',
  quorum: 3,
  names: 'participants',
  version: 1,
  state: 'open',
  unsealed: false,
  createdAt: START,
  asksFrom: START,
  held: false,
  deadline: DEADLINE,
  extended: false,
  answers: [],
  waiting: [],
  declined: [],
  secrets: {},
  log: [],
  asked: [],
  reminded: [],
  watched: false,
  proxies: [],
  afterwards: [],
  todo: 'none',
  ...over,
});

export const anAnswer = (council: string, over: Partial<Answer> = {}): Answer => ({
  council,
  rung: 'market',
  supplier: '',
  wouldLead: false,
  mustHaves: '',
  limits: '',
  level: 'interest',
  by: `slack:${council}:U1`,
  byName: `Lead of ${council}`,
  at: START,
  ...over,
});

/** The poll with these answers, given one after another. */
export const withAnswers = (poll: Poll, answers: readonly Answer[], secretOf: (council: string) => string = newSecret): Poll =>
  answers.reduce((all, one) => answered(all, one, all.version, secretOf(one.council)), poll);
