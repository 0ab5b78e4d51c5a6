import { z } from 'zod';
import type { Shape } from '../store/collection';
import { RATINGS } from './rating';
import { reviewSchema } from './review';

export const PHASES = ['discovery', 'alpha', 'beta', 'live'] as const;
export const SOURCES = ['built', 'bought'] as const;
export type Phase = (typeof PHASES)[number];
export type Source = (typeof SOURCES)[number];

const state = z.object({
  rating: z.enum(RATINGS),
  given: z.string().optional(),
  note: z.string(),
  evidence: z.string().optional(),
  owner: z.string().optional(),
  ownerName: z.string().optional(),
  /** A day, "2026-12-04". */
  due: z.string().optional(),
  /** Why it needs another look, since the standard changed; gone once it is rated. */
  look: z.string().optional(),
});
/** How a point stands. */
export type PointState = z.infer<typeof state>;

const entry = z.object({
  at: z.date(),
  by: z.string(),
  byName: z.string(),
  point: z.number(),
  before: state,
  after: state,
  undone: z.boolean().optional(),
});
/** Who changed what, when. */
export type Entry = z.infer<typeof entry>;

const pointSchema = z.object({ number: z.number(), state });

const snapshot = z.object({
  standard: z.string(),
  points: z.array(pointSchema),
  log: z.array(entry),
  movedAt: z.date(),
  movedBy: z.string(),
  movedByName: z.string(),
});
/** How an assessment stood against a standard when it was moved to another. */
export type Snapshot = z.infer<typeof snapshot>;

const assessment = z.object({
  id: z.string(),
  revision: z.number(),
  /** Whose it is: every query names it. */
  council: z.string(),
  service: z.string(),
  standard: z.string(),
  phase: z.enum(PHASES),
  source: z.enum(SOURCES),
  /** A team of about three, for whom our guidance has its own advice. */
  small: z.boolean(),
  points: z.array(pointSchema),
  log: z.array(entry),
  /** How it stood against other standards before it was moved. */
  earlier: z.array(snapshot).optional(),
  /** Councils that had it before, each since ended; the last is where it came from. */
  cameFrom: z.array(z.object({ at: z.date(), council: z.string(), name: z.string() })).optional(),
  review: reviewSchema.optional(),
  /** Where a weekly summary goes. `stopped`: the channel is no longer there. */
  summary: z.object({ address: z.string(), workspace: z.string(), by: z.string(), stopped: z.boolean().optional() }).optional(),
  summaryDue: z.date().optional(),
  createdBy: z.string(),
  createdByName: z.string(),
  createdAt: z.date(),
  changedAt: z.date(),
});
/** One service against one standard in one phase. One document holds all of it, so that changes at the same time cannot lose each other. */
export type Assessment = z.infer<typeof assessment>;

export const assessmentShape: Shape<Assessment> = {
  name: 'assessments',
  schema: assessment,
  indexes: [{ fields: ['council', 'changedAt'] }, { fields: ['standard'] }, { fields: ['summaryDue'] }],
};

export const unstarted: PointState = { rating: 'not started', note: '' };

/** Points by how they stand, in the order of the ratings. */
export const tally = ({ points }: Assessment): Record<(typeof RATINGS)[number], number> => {
  const counts = { met: 0, partly: 0, 'not met': 0, 'not applicable': 0, 'not started': 0 };
  for (const { state: point } of points) counts[point.rating] += 1;
  return counts;
};

/** Points that still ask for work. */
export const openPoints = ({ points }: Assessment): Assessment['points'] =>
  points.filter(({ state: point }) => point.rating !== 'met' && point.rating !== 'not applicable');
