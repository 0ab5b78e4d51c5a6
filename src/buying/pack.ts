import { addDays, type Day } from '../chat/days';
import { type Category, categoryName } from './categories';
import type { Poll } from './poll';
import { type Seen, seen } from './seal';

/** Dated facts about buying, from content/procurement.yaml. `days`: before the new contract starts. */
export type Procurement = {
  source: string;
  thresholds: readonly { from: Day; pounds: number }[];
  steps: readonly { days: number; what: string; threshold?: boolean }[];
  notes: readonly string[];
};

/** A supplier is named only where so many councils have it. */
const FEWEST_WITH_SUPPLIER = 3;

export type Step = { on: Day; what: string };
/** What participants get. Nothing but this goes into the pack's files. */
export type Pack = {
  poll: Pick<Poll, 'id' | 'need' | 'mustHaves' | 'from' | 'quorum' | 'council' | 'names' | 'spendJudged'>;
  closedAt: Date;
  category: Category | undefined;
  categoryName: string;
  seen: Seen;
  /** When contracts end, by council where names may be seen. */
  windows: readonly { council: string; ends: string }[];
  /** The same without names, where they may not: how many end in a year. */
  years: Readonly<Record<string, number>>;
  leaders: readonly string[];
  wishes: readonly string[];
  /** What ties councils down, for the council that asks only. */
  limits: readonly string[];
  suppliers: readonly { name: string; councils: number }[];
  /** Councils beyond interest, where names may be seen. */
  raised: readonly { council: string; level: string }[];
  steps: readonly Step[];
  threshold: number;
  notes: readonly string[];
  source: string;
};

const suppliersOf = ({ answers }: Poll): Pack['suppliers'] => {
  const counts = new Map<string, { name: string; councils: number }>();
  for (const { supplier } of answers) {
    const key = supplier.toLowerCase().replace(/\b(ltd|limited|plc|uk)\b|[^a-z0-9]/g, '');
    if (key) counts.set(key, { name: counts.get(key)?.name ?? supplier, councils: (counts.get(key)?.councils ?? 0) + 1 });
  }
  return [...counts.values()].filter(({ councils }) => councils >= FEWEST_WITH_SUPPLIER).sort((a, b) => b.councils - a.councils);
};

/** Steps with their days, counted back from the month in which the new contract starts; what should have happened already is due at once. */
const stepsOf = ({ from, closedAt }: Pick<Poll, 'from' | 'closedAt'>, { steps }: Procurement): Step[] => {
  const start = `${from}-01`;
  const today = (closedAt ?? new Date(0)).toISOString().slice(0, 10);
  return steps.map(({ days, what }) => {
    const on = addDays(start, -days);
    return { on: [on, today].sort()[1] as Day, what };
  });
};

/** The pack of a poll that met its quorum, for a council that takes part; undefined for everybody else. */
export const packOf = (poll: Poll, viewer: string | undefined, categories: readonly Category[], facts: Procurement): Pack | undefined => {
  const takesPart = viewer !== undefined && (viewer === poll.council || poll.answers.some(({ council }) => council === viewer));
  if (poll.state !== 'met' || !poll.closedAt || !takesPart) return undefined;
  const sight = seen(poll, viewer);
  const named = sight.councils !== undefined;
  const years: Record<string, number> = {};
  for (const { ends } of poll.answers) if (ends) years[ends.slice(0, 4)] = (years[ends.slice(0, 4)] ?? 0) + 1;
  const closedOn = poll.closedAt.toISOString().slice(0, 10);
  const ordered = [...poll.answers].sort((a, b) => a.council.localeCompare(b.council));
  return {
    poll,
    closedAt: poll.closedAt,
    category: categories.find(({ id }) => id === poll.category),
    categoryName: categoryName(categories, poll.category),
    seen: sight,
    windows: named ? ordered.flatMap(({ council, ends }) => (ends ? [{ council, ends }] : [])) : [],
    years,
    leaders: named ? ordered.filter(({ wouldLead }) => wouldLead).map(({ council }) => council) : [],
    // Without their councils, in the order of the words, so that their place says nothing.
    wishes: poll.answers
      .map(({ mustHaves }) => mustHaves)
      .filter(Boolean)
      .sort(),
    limits:
      viewer === poll.council
        ? poll.answers
            .map(({ limits }) => limits)
            .filter(Boolean)
            .sort()
        : [],
    suppliers: suppliersOf(poll),
    raised: named ? ordered.filter(({ level }) => level !== 'interest').map(({ council, level }) => ({ council, level })) : [],
    steps: stepsOf(poll, facts),
    threshold: facts.thresholds.findLast(({ from }) => from <= closedOn)?.pounds ?? 0,
    notes: facts.notes,
    source: facts.source,
  };
};
