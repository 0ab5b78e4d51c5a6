import type { Routes, Turn } from '../chat/turn';
import { field } from '../chat/values';
import type { Reply } from '../chat/view';
import { buttons, text, toMe, view } from '../chat/view';
import { NotAllowed, NotFound, UserError } from '../errors';
import type { Question } from './question';
import { atField } from './routes';
import type { Questions } from './use-cases';
import { answerForm, exportView, openView, settledView } from './views';

/** A short-lived address from which the speaker can fetch a file. */
export type Download = (file: string, subject: string) => string;

const coordinatorOnly = (turn: Turn): void => {
  if (!turn.who.roles.has('coordinator')) throw new NotAllowed('Only a coordinator of the network can answer questions.');
};

const known = async (questions: Questions, id: string): Promise<Question> => {
  const question = await questions.get(id);
  if (!question) throw new NotFound('I cannot find that question. It may have been removed.');
  return question;
};

/** An open question by the beginning of its id, as the list shows it. */
const named = async (questions: Questions, start: string): Promise<Question> => {
  const [found, second] = (await questions.open(200)).filter(({ id }) => id.startsWith(start.toLowerCase()));
  if (second) throw new UserError('More than one open question begins with that ID. Type more of it.');
  return found ?? known(questions, start);
};

/** `questions answer ID ANSWER` in a line; without the answer, the form. */
const answerInLine = async (questions: Questions, turn: Turn, rest: string): Promise<Reply> => {
  const [, start = '', typed = ''] = /^answer\s+(\S+)([\s\S]*)$/.exec(rest) ?? [];
  const question = await named(questions, start);
  if (typed.trim() === '') return { kind: 'form', form: answerForm(question) };
  const { speaker } = turn.event;
  return toMe(settledView(await questions.answer(question.id, { id: speaker.id, name: speaker.name }, typed)));
};

/** Ask a person, as the coordinator who answers: words, buttons and forms. */
export const coordinatorRoutes = (questions: Questions, link: Download): Routes => ({
  commands: [
    {
      verb: 'questions',
      usages: [
        { usage: 'questions', does: 'the open questions that wait for a person', for: 'coordinator' },
        { usage: 'questions answer ID ANSWER', does: 'answer one of them in a line', for: 'coordinator' },
        { usage: 'questions export', does: 'all questions and answers as CSV', for: 'coordinator' },
      ],
      run: async (turn, rest) => {
        coordinatorOnly(turn);
        if (rest === 'export') return toMe(exportView(link('questions.csv', '')));
        if (/^answer\s+\S/.test(rest)) return answerInLine(questions, turn, rest);
        return toMe(openView(await questions.open(10), await questions.openCount()));
      },
    },
  ],
  actions: {
    'questions.answer': async (turn) => {
      coordinatorOnly(turn);
      const question = await known(questions, turn.event.value);
      return question.state === 'open' ? { kind: 'form', form: answerForm(question) } : { kind: 'replace', view: settledView(question) };
    },
    'questions.take': async (turn) => {
      coordinatorOnly(turn);
      return { kind: 'replace', view: settledView(await questions.take(turn.event.value, turn.event.speaker.id)) };
    },
  },
  submissions: {
    'questions.reply': async (turn) => {
      coordinatorOnly(turn);
      const { speaker } = turn.event;
      await atField('answer', () =>
        questions.answer(turn.event.state, { id: speaker.id, name: speaker.name }, field(turn.event.values, 'answer')),
      );
      const done = 'Your answer is on its way to the person who asked.';
      return toMe(view(done, text(done), buttons({ label: 'Open questions', action: 'guild.run', value: 'questions' })));
    },
  },
});
