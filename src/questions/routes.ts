import { createHash } from 'node:crypto';
import type { PersonId } from '../chat/event';
import type { Routes, Turn } from '../chat/turn';
import { buttons, say, text, toMe, type View, view } from '../chat/view';
import { FormError, NotAllowed, NotFound, UserError } from '../errors';
import type { Question } from './question';
import type { Questions } from './use-cases';
import { answeredView, answerForm, askedView, askForm, exportView, mineBlocks, openView, sentView, settledView, waitingView } from './views';

/** A short-lived address from which the speaker can fetch a file. */
export type Download = (file: string, subject: string) => string;

/** What was asked of the standard before a person is asked, by the id of the ask. */
export type FindAsk = (id: string, by: PersonId) => Promise<{ question: string; standard: string } | undefined>;

const coordinatorOnly = (turn: Turn): void => {
  if (!turn.who.roles.has('coordinator')) throw new NotAllowed('Only a coordinator of the network can answer questions.');
};
const idOf = (turn: Turn): string => createHash('sha256').update(turn.event.key).digest('hex').slice(0, 24);
const field = (values: Readonly<Record<string, string | readonly string[]>>, id: string): string => {
  const value = values[id];
  return typeof value === 'string' ? value : '';
};

/** A mistake in the form's only field is shown beside that field. */
const atField = async (id: string, work: () => Promise<Question>): Promise<Question> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotFound || !(error instanceof UserError)) throw error;
    throw new FormError({ [id]: error.message });
  }
};

/** Words, buttons and forms of Ask a person. */
export const questionRoutes = (questions: Questions, findAsk: FindAsk, link: Download, defaultStandard: string): Routes => {
  const known = async (id: string): Promise<Question> => {
    const question = await questions.get(id);
    if (!question) throw new NotFound('I cannot find that question. It may have been removed.');
    return question;
  };

  return {
    commands: [
      {
        verb: 'person',
        usages: [{ usage: 'person QUESTION', does: 'send a question to a coordinator, a person', for: 'anyone' }],
        run: async (turn, rest) => {
          if (!rest) return { kind: 'form', form: askForm('', '') };
          return toMe(sentView(await questions.ask(turn, idOf(turn), rest, defaultStandard)));
        },
      },
      {
        verb: 'questions',
        usages: [
          { usage: 'questions', does: 'the open questions that wait for a person', for: 'coordinator' },
          { usage: 'questions answer ID ANSWER', does: 'answer one of them in a line', for: 'coordinator' },
          { usage: 'questions export', does: 'all questions and answers as CSV', for: 'coordinator' },
        ],
        run: async (turn, rest) => {
          coordinatorOnly(turn);
          const [word = '', id = '', ...answer] = rest.split(/\s+/);
          if (word === 'export') return toMe(exportView(link('questions.csv', '')));
          if (word === 'answer' && id) {
            if (answer.length === 0) return { kind: 'form', form: answerForm(await known(id)) };
            const { speaker } = turn.event;
            return toMe(settledView(await questions.answer(id, { id: speaker.id, name: speaker.name }, rest.slice(rest.indexOf(id) + id.length))));
          }
          return toMe(openView(await questions.open(10), await questions.openCount()));
        },
      },
    ],
    actions: {
      'questions.new': async (turn) => {
        const ask = turn.event.value ? await findAsk(turn.event.value, turn.event.speaker.id) : undefined;
        return { kind: 'form', form: askForm(ask?.standard ?? '', ask?.question ?? '') };
      },
      'questions.answer': async (turn) => {
        coordinatorOnly(turn);
        const question = await known(turn.event.value);
        return question.state === 'open' ? { kind: 'form', form: answerForm(question) } : { kind: 'replace', view: settledView(question) };
      },
      'questions.take': async (turn) => {
        coordinatorOnly(turn);
        return { kind: 'replace', view: settledView(await questions.take(turn.event.value, turn.event.speaker.id)) };
      },
      'questions.withdraw': async (turn) => {
        await questions.withdraw(turn.event.value, turn.event.speaker.id);
        return { kind: 'replace', view: say('You have withdrawn the question. Nobody will answer it.') };
      },
    },
    submissions: {
      'questions.send': async (turn) => {
        const standard = turn.event.state || defaultStandard;
        return toMe(sentView(await atField('question', () => questions.ask(turn, idOf(turn), field(turn.event.values, 'question'), standard))));
      },
      'questions.reply': async (turn) => {
        coordinatorOnly(turn);
        const { speaker } = turn.event;
        const by = { id: speaker.id, name: speaker.name };
        await atField('answer', () => questions.answer(turn.event.state, by, field(turn.event.values, 'answer')));
        return toMe(view('Your answer is on its way', text('Your answer is on its way to the person who asked.'), buttons({ label: 'Open questions', action: 'guild.run', value: 'questions' })));
      },
    },
    home: async (turn) => {
      const mine = mineBlocks(await questions.mine(turn.event.speaker.id));
      if (!turn.who.roles.has('coordinator')) return mine;
      const open = await questions.openCount();
      return [...mine, text(`${open === 1 ? '1 question waits' : `${open} questions wait`} for a coordinator.`), buttons({ label: 'Open questions', action: 'guild.run', value: 'questions' })];
    },
  };
};

/** How the messages of this feature read when they are sent; undefined where they are no longer needed. */
export const questionMessages = (questions: Questions): Record<string, (subject: string) => Promise<View | undefined>> => {
  const when = (state: Question['state'], build: (question: Question) => View) => async (subject: string) => {
    const question = await questions.get(subject);
    return question?.state === state ? build(question) : undefined;
  };
  return { 'questions.asked': when('open', askedView), 'questions.waiting': when('open', waitingView), 'questions.answered': when('answered', answeredView) };
};
