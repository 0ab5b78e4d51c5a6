import { longDate } from '../chat/dates';
import { type Block, buttons, type Form, heading, note, text, type View, view } from '../chat/view';
import type { Clarification } from './clarification';
import { pointOf, type Standard } from './standard';
import { sourceLine } from './views';

/** What a coordinator has made clear, wherever its point is shown. */
export const clarifiedBlocks = ({ question, answer, byName, at }: Clarification, zone?: string): readonly Block[] => [
  text([{ bold: question }, ` ${answer}`]),
  note(`Made clear by ${byName}, a coordinator of the network, on ${longDate(at, zone)}. It is advice, not a ruling that you comply.`),
];

/** For the coordinator who published it. */
export const publishedView = (made: Clarification, told: number): View =>
  view(
    'Published',
    heading('Published'),
    ...clarifiedBlocks(made),
    text(
      `It stands with point ${made.point} and answers whoever asks the same. ${made.todo === 'tell' ? 'At least ' : ''}${told === 1 ? '1 person' : `${told} people`} who asked in vain will hear of it, once.`,
    ),
    buttons({ label: 'Take it back', action: 'clarify.withdraw', value: made.id, style: 'danger' }),
    note('You can take it back for ten minutes.'),
  );

/** For somebody who had asked and got no answer. */
export const toldView = (made: Clarification, standard: Standard): View => {
  const point = pointOf(standard, made.point);
  return view(
    'Something you asked has been made clear',
    heading('Something you asked has been made clear'),
    ...clarifiedBlocks(made),
    ...(point ? [text(sourceLine(standard, point))] : []),
    note('You get this once, because you asked about it and I had no answer.'),
  );
};

/** The form of a clarification, filled in with a question that a person answered. */
export const clarifyForm = (standard: Standard, before: { question?: string; answer?: string } = {}): Form => ({
  id: 'clarify.publish',
  title: 'Publish a clarification',
  submit: 'Publish',
  state: standard.id,
  intro: [text('It stands with its point for everybody, with your name. Leave out councils, people and suppliers.')],
  fields: [
    {
      id: 'point',
      type: 'choice',
      label: 'Point',
      options: standard.points.map(({ number, title }) => ({ value: String(number), label: `${number}. ${title}` })),
    },
    { id: 'question', type: 'text', label: 'Question, as people ask it', maxLength: 300, initial: before.question?.slice(0, 300) },
    { id: 'answer', type: 'text', label: 'Answer', multiline: true, maxLength: 1_000, initial: before.answer?.slice(0, 1_000) },
  ],
});
