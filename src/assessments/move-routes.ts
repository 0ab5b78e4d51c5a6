import { dayIn } from '../chat/days';
import type { Routes, Turn } from '../chat/turn';
import { type Reply, say, toMe } from '../chat/view';
import { NotAllowed, NotFound, UserError } from '../errors';
import type { Announcing } from './announcements';
import { affectedView, previewView } from './move-views';
import type { Moves } from './moves';
import { findNamed } from './named';
import type { Verbs } from './routes';
import type { Assessments } from './use-cases';
import { assessmentView, type Titles } from './views';

export type MoveRoutePorts = {
  assessments: Assessments;
  moves: Moves;
  announcing: Announcing;
  titlesOf(standard: string): Titles;
  /** A standard by whatever people call it. */
  standardNamed(words: string): { id: string; shortName: string; from: string } | undefined;
  councilName(id: string): string;
};

const todayOf = (turn: Turn) => dayIn(turn.now, turn.event.speaker.zone);

const coordinatorOnly = ({ who }: Turn): void => {
  if (!who.roles.has('coordinator')) throw new NotAllowed('Only a coordinator of the network can do this.');
};

const known = ({ standardNamed }: MoveRoutePorts, words: string) => {
  const found = standardNamed(words);
  if (!found) throw new NotFound(`I know no standard called “${words.slice(0, 60)}”. Type “standards” to see them.`);
  return found;
};

const move = async (ports: MoveRoutePorts, turn: Turn, rest: string): Promise<Reply> => {
  const { assessment, rest: words } = findNamed(await ports.assessments.list(turn), rest);
  const [, named = '', now = ''] = /^(?:to\s+)?(.*?)(\s*\bnow)?$/i.exec(words) ?? [];
  const to = named === '' ? undefined : known(ports, named);
  if (to?.id === assessment.standard) throw new UserError(`“${assessment.service}” is assessed against ${to.id} already.`);
  if (now === '') {
    const preview = await ports.moves.preview(turn, assessment.id, to);
    return toMe(previewView(preview, ports.titlesOf(preview.to.id), todayOf(turn)));
  }
  const { assessment: moved, again } = await ports.moves.move(turn, assessment.id, to);
  const titles = ports.titlesOf(moved.standard);
  const said = again
    ? `It stands as it did against ${titles.shortName}${again.since.length > 0 ? ', with what was rated since' : ''}.`
    : `Moved to ${titles.shortName}. Points to look at again are marked.`;
  return toMe(assessmentView(moved, titles, { said }));
};

const preview = async (ports: MoveRoutePorts, turn: Turn, rest: string): Promise<Reply> => {
  coordinatorOnly(turn);
  if (rest === '') throw new UserError('Name the standard, such as check preview gds-2019');
  const standard = known(ports, rest);
  const affected = (await ports.moves.affected(standard.id)).map((one) => ({ ...one, name: ports.councilName(one.council) }));
  return toMe(affectedView(standard, affected, await ports.announcing.announced(standard.id), todayOf(turn)));
};

/** When the standard changes: verbs of `check`. */
export const moveVerbs = (ports: MoveRoutePorts): Verbs => ({
  move: (turn, rest) => move(ports, turn, rest),
  preview: (turn, rest) => preview(ports, turn, rest),
});

export const moveActions = (ports: MoveRoutePorts): NonNullable<Routes['actions']> => ({
  'assessments.announce': async (turn) => {
    coordinatorOnly(turn);
    const standard = known(ports, turn.event.value);
    await ports.announcing.announce(standard.id, turn.event.speaker.id);
    return toMe(say(`The teams are being told of ${standard.shortName}, each in their own hours.`));
  },
});
