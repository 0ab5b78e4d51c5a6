import { runButton } from '../chat/commands';
import { longDate } from '../chat/dates';
import { dayInWords } from '../chat/days';
import { shorten } from '../chat/shorten';
import { type Block, buttons, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import type { Announcement } from './announcements';
import type { Assessment } from './assessment';
import type { Affected } from './moves';
import { namesAmong } from './named';
import { type Preview, split } from './previews';
import { ratingInWords } from './rating';
import { showCommand, type Titles } from './views';

const MOST = 20;

/** "from Thursday 1 April 2027", or that it counts already. */
const when = (from: string, today: string): string => (from > today ? `It counts from ${dayInWords(from)}.` : 'It counts already.');
const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const inWords = (preview: Preview): string => {
  const { fresh, look, firm } = split(preview.points);
  const left = preview.left.length > 0 ? `, ${plural(preview.left.length, 'old point')} left out` : '';
  return `${plural(firm.length, 'point')} carried over, ${look.length} to look at again, ${fresh.length} new${left}`;
};

/** What is said first of a move. */
const opening = (preview: Preview, today: string): string => {
  const { to, again } = preview;
  if (!again) return `${when(to.from, today)} ${inWords(preview)}.`;
  const since = again.since.length > 0 ? `, with what was rated since: ${plural(again.since.length, 'point')}` : '';
  return `It stood against ${to.shortName} until ${longDate(again.snapshot.movedAt)}. It would stand as it did then${since}.`;
};

/** What would become of an assessment, point by point. Nothing has changed yet. */
export const previewView = (preview: Preview, titles: Titles, today: string): View => {
  const { before, to, left, again } = preview;
  const { fresh, look, firm } = split(preview.points);
  const since = new Set(again?.since);
  const line = ({ number, state }: Preview['points'][number]): Rich => [
    { bold: `${number}. ${titles.title(number)}` },
    ` – ${ratingInWords(state)}${state.look ? `. ${shorten(state.look, 160)}` : ''}`,
  ];
  const part = (title: string, points: Preview['points']): Block[] =>
    points.length > 0 ? [text({ bold: title }), list(points.map(line))] : [];
  return view(
    again ? `${before.service} against ${to.shortName}` : `${before.service}: ${inWords(preview)}`,
    heading(`${before.service} against ${to.shortName}`),
    text(`${opening(preview, today)} Nothing has changed yet.`),
    ...(again
      ? [
          ...part(
            'Rated since',
            preview.points.filter(({ number }) => since.has(number)),
          ),
          ...part(
            'As it stood then',
            preview.points.filter(({ number }) => !since.has(number)),
          ),
        ]
      : [...part('To look at again', look), ...part('New', fresh), ...part('Carried over', firm)]),
    ...(left.length > 0 ? [note(`Left out, and kept in the export: ${left.length > 1 ? 'points' : 'point'} ${left.join(', ')}.`)] : []),
    buttons(
      { ...runButton('Move it', `check move ${before.id} to ${to.id} now`), style: 'primary' },
      runButton('Leave it as it is', showCommand(before)),
    ),
    note('You can move it back: how it stands now is kept whole.'),
  );
};

/** For coordinators, before anybody is told. */
export const affectedView = (
  standard: { id: string; shortName: string; from: string },
  affected: readonly (Affected & { name: string })[],
  announced: Announcement | undefined,
  today: string,
): View => {
  const all = affected.reduce((sum, { assessments }) => sum + assessments, 0);
  if (all === 0)
    return view(
      `${standard.shortName} concerns nobody yet`,
      heading(standard.shortName),
      text(`${when(standard.from, today)} No council has an assessment against a standard that it follows.`),
    );
  const told = announced ? [text(`The teams were told on ${dayInWords(announced.at.toISOString().slice(0, 10))}.`)] : [];
  return view(
    `${standard.shortName} concerns ${plural(all, 'assessment')}`,
    heading(`Who ${standard.shortName} concerns`),
    text(`${when(standard.from, today)} It concerns ${plural(all, 'assessment')} of ${plural(affected.length, 'council')}.`),
    list(
      affected
        .slice(0, MOST)
        .map(
          ({ name, assessments, look, added }): Rich => [
            { bold: name },
            `: ${plural(assessments, 'assessment')}; ${plural(look, 'point')} to look at again, ${added} new`,
          ],
        ),
    ),
    ...(affected.length > MOST ? [note(`… and ${affected.length - MOST} more councils.`)] : []),
    ...told,
    ...(announced
      ? []
      : [
          buttons({
            label: 'Tell the teams',
            action: 'assessments.announce',
            value: standard.id,
            style: 'primary',
            confirm: {
              title: 'Tell the teams?',
              text: `Everybody who works on these assessments gets one message, in their own hours. It cannot be taken back.`,
              yes: 'Tell them',
              no: 'Not yet',
            },
          }),
        ]),
    note('Ratings are carried over only when a team moves its assessment. Nothing is lost.'),
  );
};

/** What a team is told. */
export const changesView = (previews: readonly Preview[], today: string): View | undefined => {
  const [first] = previews;
  if (!first) return undefined;
  const { to } = first;
  const all = previews.map(({ before }) => before);
  const nameOf = namesAmong(all);
  return view(
    `The standard changes: ${to.shortName}`,
    heading(`The standard changes: ${to.shortName}`),
    text(`${when(to.from, today)} What you have rated is carried over when you move; what needs another look is marked.`),
    list(previews.slice(0, MOST).map((one): Rich => [{ bold: nameOf(one.before) }, `: ${inWords(one)}`])),
    buttons(
      ...all.slice(0, 4).map((one) => runButton(`See ${nameOf(one)}`, `check move ${one.id} to ${to.id}`)),
      runButton('What changed?', `compare ${first.before.standard} ${to.id}`),
    ),
    note('You get this because you work on these assessments. It is sent once.'),
  );
};

/** What somebody took over. */
export const inheritedView = (all: readonly Assessment[], from: string): View => {
  const nameOf = namesAmong(all);
  const why = `${from}’s account is closed, or is a guest account now. What they had to do came to you, because you speak for your council`;
  return view(
    `Points of ${from} are yours now`,
    text(`${why}: ${all.map(nameOf).join(', ')}.`),
    buttons(...all.slice(0, 5).map((one) => runButton(`See ${nameOf(one)}`, showCommand(one)))),
    note('Assign the points to somebody else if they are not yours: check assign SERVICE N and mention the person.'),
  );
};
