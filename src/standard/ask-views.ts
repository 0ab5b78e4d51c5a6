import { runButton } from '../chat/commands';
import { longDate } from '../chat/dates';
import { shorten } from '../chat/shorten';
import { type Block, type Button, buttons, heading, list, note, type Rich, text, type View, view } from '../chat/view';
import type { Answer, Part } from './ask';
import type { Ask } from './ask-store';
import type { Clarification } from './clarification';
import { clarifiedBlocks } from './clarify-views';
import type { Term } from './example';
import { nameless } from './labels';
import type { Past } from './past';
import { type Passage, pointOf, SECTIONS, type Standard } from './standard';
import { sourceLine, statusNote } from './views';

export const EXAMPLES = ['Do we have to publish our source code?', 'Who needs to be in the team?', 'What about people who are not online?'];

/** So many equal characters at their beginning make two answers the same. */
const SAME = 40;

const personButton = (ask: string): Button => ({ label: 'Ask a person', action: 'questions.new', value: ask, opensForm: true });
const quoted = ({ text: words, question, section }: Passage): readonly Block[] =>
  question ? [text({ bold: question }), { type: 'quote', text: words }] : [{ type: 'quote', text: words, source: SECTIONS[section] }];

/** The short answer to what people ask like this, unless the passage it rests on says the same. */
const shortAnswer = ({ example, passages }: Part): readonly Block[] => {
  if (!example || passages[0]?.text.startsWith(example.answer.slice(0, SAME))) return [];
  return [text([{ bold: example.question }, ` ${example.answer}`])];
};

/** One point: a short answer where people ask this often, what it rests on word for word, and where it stands. */
const partBlocks = (standard: Standard, part: Part): readonly Block[] => {
  const { number, passages } = part;
  const point = pointOf(standard, number);
  if (!point) return [];
  return [
    heading(`Point ${point.number}: ${point.title}`),
    ...shortAnswer(part),
    ...passages.flatMap(quoted),
    text(sourceLine(standard, point)),
  ];
};

/** What became of an older rule: the older standard is always named as what it is. */
const pastBlocks = ({ older, change }: Past): readonly Block[] => {
  const title = pointOf(older, change.from[0] ?? 0)?.title;
  const was = title ? `${older.shortName}, point ${change.from.join(' and ')}: ${title}` : older.shortName;
  return [text([{ bold: `${was} (${older.status}). ` }, change.note])];
};

/** A model's words are said to be such; what they rest on is quoted below them. */
const wordedBlocks = (worded: Answer['worded'] = []): readonly Block[] =>
  worded.length === 0
    ? []
    : [text(worded.map(({ text: sentence }) => sentence).join(' ')), note('A model worded this from the passages quoted below.')];

const termBlocks = ({ long, short, means }: Term): readonly Block[] => [text([{ bold: `${short[0]}: ${long}.` }, ` ${means}`])];

/** A clarification about another point than those that answer stands below them, and says which. */
const besideBlocks = (standard: Standard, clarification: Clarification): readonly Block[] => {
  const point = pointOf(standard, clarification.point);
  return [...clarifiedBlocks(clarification), ...(point ? [text(sourceLine(standard, point))] : [])];
};

/** An answer, or the one part of it that was picked. */
type Shown = Pick<Answer, 'parts'> & Partial<Answer>;

/** Everything that answers. `asked`: what is said before the words of a part, where there are several. */
const answerBlocks = (standard: Standard, { parts, past = [], term, worded, clarification }: Shown, asked: string): readonly Block[] => {
  const about = clarification !== undefined && parts.some(({ number }) => number === clarification.point);
  return [
    ...statusNote(standard),
    ...(clarification && about ? clarifiedBlocks(clarification) : []),
    ...past.flatMap(pastBlocks),
    ...(term ? termBlocks(term) : []),
    ...wordedBlocks(worded),
    ...parts.flatMap((part) => [
      ...(parts.length > 1 ? [note(`${asked}: ${shorten(part.question, 150)}`)] : []),
      ...partBlocks(standard, part),
    ]),
    ...(clarification && !about ? besideBlocks(standard, clarification) : []),
  ];
};

const SOURCE = note('The words are from our guidance on the standard, not from the standard itself. It is not legal advice.');

/** The points that answer, the passages they rest on, and what to do next. */
export const answeredView = (ask: Ask, standard: Standard, answer: Answer): View => {
  const [best] = answer.points;
  const several = answer.parts.length > 1;
  const related = answer.related.flatMap((number) => pointOf(standard, number) ?? []);
  const older = answer.past
    .slice(0, 1)
    .flatMap(({ older: { id }, change }) => change.from.slice(0, 1).map((number) => `point ${number} of ${id}`));
  return view(
    several ? `Points ${answer.parts.map(({ number }) => number).join(' and ')}` : `Point ${best?.number}: ${best?.title}`,
    ...answerBlocks(standard, answer, 'You asked'),
    buttons(
      { label: 'Helpful', action: 'ask.helpful', value: ask.id },
      { label: 'Not what I meant', action: 'ask.not', value: ask.id },
      { label: 'Share with everyone', action: 'ask.share', value: ask.id },
      personButton(ask.id),
    ),
    ...(related.length + older.length > 0
      ? [
          buttons(
            ...older.map((one) => runButton(`Read ${one}`, one)),
            ...related.map((point) => runButton(`Related: point ${point.number}`, `point ${point.number} of ${standard.id}`)),
          ),
        ]
      : []),
    SOURCE,
  );
};

const candidates = (ask: Ask, answer: Answer): Block =>
  buttons(
    ...answer.points
      .slice(0, 3)
      .map((point) => ({ label: `${point.number}. ${point.title}`, action: 'ask.pick', value: `${ask.id}:${point.number}` })),
    { label: 'None of these', action: 'ask.none', value: ask.id },
  );

/** Three candidates, where no point is clearly the one. */
export const unsureView = (ask: Ask, standard: Standard, answer: Answer): View =>
  view(
    'Which of these do you mean?',
    heading('Which of these do you mean?'),
    ...statusNote(standard),
    ...(answer.term ? termBlocks(answer.term) : []),
    text('I am not sure which point answers your question. Choose one.'),
    list(
      answer.points
        .slice(0, 3)
        .map(({ number, title }): Rich => [{ bold: `${number}. ${title}.` }, ` ${pointOf(standard, number)?.gist ?? ''}`]),
    ),
    candidates(ask, answer),
    buttons(personButton(ask.id)),
  );

/** What a word means that the standard does not deal with further. */
export const termView = (ask: Ask, term: Term): View =>
  view(
    `${term.short[0]}: ${term.long}`,
    ...termBlocks(term),
    ...(term.points.length > 0
      ? [buttons(...term.points.slice(0, 3).map((number) => runButton(`Point ${number}`, `point ${number}`)))]
      : []),
    buttons(personButton(ask.id)),
    note('From our glossary, not from the standard.'),
  );

/** Where the standard does not answer. `handOff`: who may. */
export const unknownView = (ask: Ask, handOff?: string): View =>
  view(
    'I do not know',
    heading('I do not know'),
    text(handOff ?? 'I can only answer from the standard, and I found nothing in it about this. A person may know.'),
    buttons(personButton(ask.id), runButton('List the points', 'points'), runButton('What can I do here?', 'help')),
  );

/** After "Not what I meant": the next candidates, and a person. */
export const notMeantView = (ask: Ask, answer: Answer): View =>
  view(
    'Thank you. Is it one of these?',
    text('Thank you, that is noted. Is it one of these?'),
    candidates(ask, answer),
    buttons(personButton(ask.id)),
  );

const SHARED_QUESTION = 300;

/** The same answer for everybody in the place, without who asked, and without what only they may press. */
export const sharedView = (ask: Ask, standard: Standard, part: Part, shown: Shown = { parts: [part] }): View => {
  const numbers = shown.parts.map(({ number }) => number);
  return view(
    `${numbers.length > 1 ? 'Points' : 'Point'} ${numbers.join(' and ')} of ${standard.shortName}`,
    text([{ bold: 'Asked: ' }, shorten(nameless(ask.question), SHARED_QUESTION)]),
    ...answerBlocks(standard, { ...shown, parts: shown.parts.map((one) => ({ ...one, question: nameless(one.question) })) }, 'Part of it'),
    SOURCE,
  );
};

/** A point that was picked from the candidates. */
export const pickedView = (ask: Ask, standard: Standard, part: Part): View =>
  view(
    `Point ${part.number} of ${standard.shortName}`,
    ...statusNote(standard),
    ...partBlocks(standard, part),
    buttons(
      { label: 'Helpful', action: 'ask.helpful', value: ask.id },
      { label: 'Share with everyone', action: 'ask.share', value: `${ask.id}:${part.number}` },
      personButton(ask.id),
    ),
  );

/** What to do with an empty question. */
export const emptyView = (): View =>
  view(
    'Ask me about the standard',
    heading('Ask me about the standard'),
    text('Type your question in your own words. For example:'),
    buttons(...EXAMPLES.map((example) => runButton(example, `ask ${example}`))),
  );

const how = (ask: Ask): string => {
  if (ask.picked) return `you chose point ${ask.picked}`;
  switch (ask.outcome) {
    case 'answered':
      return `answered with point ${ask.points[0]}`;
    case 'unsure':
      return 'several points were offered';
    case 'unknown':
      return 'the standard did not answer it';
  }
};

/** What the person asked lately, for Home. */
export const askedBlocks = (asks: readonly Ask[], zone?: string): readonly Block[] => [
  heading('What I asked'),
  ...(asks.length === 0
    ? [
        text('Nothing yet. Ask about the standard in your own words.'),
        buttons(...EXAMPLES.slice(0, 2).map((example) => runButton(example, `ask ${example}`))),
      ]
    : [{ type: 'list' as const, items: asks.map((ask) => `${shorten(ask.question, 150)} – ${how(ask)}, ${longDate(ask.at, zone)}`) }]),
];
