import { nearest } from '../chat/nearest';
import type { Command, Routes } from '../chat/turn';
import { type Reply, toMe } from '../chat/view';
import { NotFound, UserError } from '../errors';
import type { Clarification } from './clarification';
import { changesBetween, defaultStandard, findStandard, type Library, pointOf, SECTIONS, type Section, type Standard } from './standard';
import { compareView, pointsView, pointView, standardsView } from './views';

/** What coordinators have made clear about a point. */
type Clarified = (standard: string, point: number) => Promise<readonly Clarification[]>;

/** The standard somebody named. Throws a sentence that names the nearest one. */
export const standardNamed = (library: Library, name: string): Standard => {
  const found = findStandard(library, name);
  if (found) return found;
  const ids = library.standards.map((standard) => standard.id);
  const near = nearest(name, ids);
  throw new NotFound(`I know no standard called “${name.slice(0, 60)}”. ${near ? `Did you mean ${near}?` : `I know ${ids.join(', ')}.`}`);
};

const pointReply = async (library: Library, clarified: Clarified, rest: string): Promise<Reply> => {
  const [, number = '', name = ''] = /^(\d{1,3})?\s*(?:(?:of|from|in)\s+)?(.*)$/.exec(rest) ?? [];
  const standard = name ? standardNamed(library, name) : defaultStandard(library);
  if (!number) return toMe(pointsView(standard));
  const point = pointOf(standard, Number(number));
  if (!point) throw new NotFound(`${standard.shortName} has points 1 to ${standard.points.length}. There is no point ${number}.`);
  return toMe(pointView(library, standard, point, 'asks', await clarified(standard.id, point.number)));
};

const comparison = (library: Library, first: Standard, second: Standard, page = 0) => {
  if (first.id === second.id)
    throw new UserError('Those are the same standard. Name two different ones, such as “compare lgdss-2016 gds-2019”.');
  const [older, newer] = first.from <= second.from ? [first, second] : [second, first];
  const changes = changesBetween(library, older.id, newer.id);
  if (!changes) throw new NotFound(`I have no mapping between ${older.shortName} and ${newer.shortName} yet.`);
  return compareView(older, newer, changes, Math.max(0, Math.min(page, Math.ceil(changes.length / 8) - 1)));
};

const compareReply = (library: Library, rest: string): Reply => {
  const names = rest.split(/\s+/).filter((word) => word && !/^(and|with|to)$/i.test(word));
  if (names.length === 0) return toMe(standardsView(library));
  if (names.length > 2)
    throw new UserError('Name two standards by their ids, such as “compare lgdss-2016 gds-2019”. “standards” lists them.');
  const [first, second] = names.map((name) => standardNamed(library, name));
  return toMe(comparison(library, first as Standard, second ?? defaultStandard(library)));
};

const commands = (library: Library, clarified: Clarified): Command[] => [
  {
    verb: 'point',
    also: ['points'],
    usages: [{ usage: 'point N [of STANDARD]', does: 'read a point of the standard, with our guidance', for: 'anyone' }],
    run: (_, rest) => pointReply(library, clarified, rest),
  },
  {
    verb: 'standards',
    also: ['standard'],
    usages: [{ usage: 'standards', does: 'the standards I know', for: 'anyone' }],
    run: () => toMe(standardsView(library)),
  },
  {
    verb: 'compare',
    usages: [{ usage: 'compare STANDARD STANDARD', does: 'what changed between two standards', for: 'anyone' }],
    run: (_, rest) => compareReply(library, rest),
  },
];

/** Reading the standards: points, list, comparison. */
export const standardRoutes = (library: Library, clarified: Clarified): Routes => ({
  commands: commands(library, clarified),
  actions: {
    'standard.section': async (turn) => {
      const [id = '', number = '', section = ''] = turn.event.value.split(' ');
      const standard = standardNamed(library, id);
      const point = pointOf(standard, Number(number));
      if (!point || !Object.hasOwn(SECTIONS, section)) throw new NotFound('I cannot find that part of the standard any more.');
      return { kind: 'replace', view: pointView(library, standard, point, section as Section, await clarified(id, point.number)) };
    },
    'standard.compare': (turn) => {
      const [first = '', second = '', page = '0'] = turn.event.value.split(' ');
      return {
        kind: 'replace',
        view: comparison(library, standardNamed(library, first), standardNamed(library, second), Number(page) || 0),
      };
    },
  },
});
