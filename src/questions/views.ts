import { longDateTime } from '../chat/dates';
import { shorten } from '../chat/shorten';
import { type Block, type Button, buttons, type Form, heading, note, text, type View, view } from '../chat/view';
import { MAX_LENGTH, type Question } from './question';

const answerButton = (id: string): Button => ({
  label: 'Answer',
  action: 'questions.answer',
  value: id,
  style: 'primary',
  opensForm: true,
});
const takeButton = (id: string): Button => ({ label: 'I will answer this', action: 'questions.take', value: id });

/** For whoever else asks the same: coordinators see it under what they answered. */
const publishButton = (id: string): Button => ({ label: 'Publish as a clarification', action: 'clarify.new', value: id, opensForm: true });

const asked = (question: Question, zone?: string): readonly Block[] => [
  { type: 'quote', text: question.text },
  {
    type: 'facts',
    facts: [
      { label: 'Asked by', value: `${question.fromName}${question.councilName ? `, ${question.councilName}` : ''}` },
      { label: 'Asked on', value: longDateTime(question.askedAt, zone) },
    ],
  },
];

const state = (question: Question): string => {
  switch (question.state) {
    case 'open':
      return question.takenBy ? 'A coordinator is answering it' : 'Waiting for an answer';
    case 'answered':
      return 'Answered';
    case 'withdrawn':
      return 'Withdrawn';
  }
};

/** What a coordinator gets when somebody asks. */
export const askedView = (question: Question): View =>
  view(
    'A question for you from the network',
    heading('A question for you'),
    ...asked(question),
    buttons(answerButton(question.id), takeButton(question.id)),
    note(
      'You get this because you are a coordinator and the standard did not answer it. The answer goes to the person who asked, with your name.',
    ),
  );

/** What the other coordinators get after two working days. */
export const waitingView = (question: Question): View =>
  view(
    'A question has waited two working days',
    heading('Still waiting for an answer'),
    ...asked(question),
    buttons(answerButton(question.id), takeButton(question.id)),
    note('You get this once, because nobody has answered in two working days.'),
  );

/** What the asker gets. */
export const answeredView = (question: Question): View =>
  view(
    'Your question has an answer',
    heading('Your question has an answer'),
    { type: 'quote', text: question.text },
    text([{ bold: `${question.answeredByName ?? 'A coordinator'} says: ` }, question.answer ?? '']),
    note('You get this because you asked a person. It is one person’s advice, not legal advice and not a ruling that you comply.'),
  );

/** Right after asking. */
export const sentView = (question: Question): View =>
  view(
    'Your question is on its way',
    heading('Your question is on its way'),
    { type: 'quote', text: question.text },
    text('A coordinator of the network will answer, usually within two working days. I will send you the answer in our one-to-one chat.'),
    buttons({ label: 'Withdraw the question', action: 'questions.withdraw', value: question.id }),
    note('You can withdraw it for ten minutes.'),
  );

/** A question as it stands now, for the message whose button was pressed. */
export const settledView = (question: Question): View =>
  view(
    `Question: ${state(question).toLowerCase()}`,
    heading(state(question)),
    ...asked(question),
    ...(question.answer ? [text([{ bold: `${question.answeredByName ?? 'A coordinator'} answered: ` }, question.answer])] : []),
    ...(question.state === 'open' ? [buttons(answerButton(question.id))] : []),
    ...(question.state === 'answered' ? [buttons(publishButton(question.id))] : []),
  );

/** The list for coordinators. */
export const openView = (open: readonly Question[], total: number): View => {
  if (open.length === 0)
    return view(
      'No open questions',
      heading('Open questions'),
      text('No question is waiting. When somebody asks a person, it comes to you and stands here.'),
    );
  const each = open.flatMap((question): Block[] => [
    {
      type: 'quote',
      text: shorten(question.text, 300),
      source: `${question.councilName ?? question.fromName}, ${longDateTime(question.askedAt)} – ${state(question)} – ID ${question.id.slice(0, 6)}`,
    },
    buttons(answerButton(question.id)),
  ]);
  const more = total > open.length ? [note(`… and ${total - open.length} more. “questions export” gives all of them.`)] : [];
  return view(`${total} open questions`, heading('Open questions'), ...each, ...more);
};

/** Where the CSV can be fetched. */
export const exportView = (url: string): View =>
  view(
    'All questions as CSV',
    text('All questions and answers, as a file that spreadsheets open.'),
    buttons({ label: 'Download the CSV', url }),
    note('The link works for 15 minutes. Do not pass it on.'),
  );

/** The form in which a question for a person is sent. */
export const askForm = (state: string, question: string): Form => ({
  id: 'questions.send',
  title: 'Ask a person',
  submit: 'Send',
  state,
  intro: [
    text('Your question goes to the coordinators of the network, with your name and council. Leave out personal data about residents.'),
  ],
  fields: [
    {
      id: 'question',
      type: 'text',
      label: 'Your question',
      multiline: true,
      maxLength: MAX_LENGTH,
      initial: question.slice(0, MAX_LENGTH),
    },
  ],
});

/** The form in which a coordinator answers. */
export const answerForm = (question: Question): Form => ({
  id: 'questions.reply',
  title: 'Answer a question',
  submit: 'Send the answer',
  state: question.id,
  intro: asked(question),
  fields: [
    {
      id: 'answer',
      type: 'text',
      label: 'Your answer',
      hint: 'In plain words. Say which point of the standard it rests on, if any.',
      multiline: true,
      maxLength: MAX_LENGTH,
    },
  ],
});

/** The asker's own questions, for Home. */
export const mineBlocks = (mine: readonly Question[]): readonly Block[] => [
  heading('Questions I sent to a person'),
  ...(mine.length === 0
    ? [text('None yet. When the standard has no answer, choose Ask a person.')]
    : mine.flatMap((question): Block[] => [
        { type: 'quote', text: shorten(question.text, 300), source: state(question) },
        ...(question.answer ? [text([{ bold: `${question.answeredByName ?? 'A coordinator'}: ` }, shorten(question.answer, 1_000)])] : []),
      ])),
];
