import type { Day } from '../chat/days';
import type { PersonId } from '../chat/event';
import { type Assessment, openPoints } from './assessment';

/** A point that has an owner and a day, as far as a reminder needs it. `stamp` changes with whatever is done about it. */
export type DuePoint = {
  id: string;
  stamp: string;
  service: string;
  point: number;
  title: string;
  rating: string;
  due: Day;
  owner: PersonId;
  ownerName: string;
};

/** Owned points that are due by a day, the most urgent first. */
export const duePoints = (all: readonly Assessment[], until: Day, title: (standard: string, point: number) => string): DuePoint[] =>
  all
    .flatMap((assessment) =>
      openPoints(assessment).flatMap(({ number, state }): DuePoint[] => {
        const { owner, ownerName = 'A colleague', due, rating } = state;
        if (!owner || !due || due > until) return [];
        const stamp = [rating, due, owner, state.note].join(' ').slice(0, 300);
        return [
          {
            id: `${assessment.id}:${number}`,
            stamp,
            service: assessment.service,
            point: number,
            title: title(assessment.standard, number),
            rating,
            due,
            owner,
            ownerName,
          },
        ];
      }),
    )
    .sort((a, b) => a.due.localeCompare(b.due) || a.point - b.point);
