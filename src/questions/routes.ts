import type { PersonId } from '../chat/event';
import { idOf, type Routes } from '../chat/turn';
import { field } from '../chat/values';
import { buttons, say, text, toMe } from '../chat/view';
import { FormError, NotFound, UserError } from '../errors';
import type { Question } from './question';
import type { Questions } from './use-cases';
import { askForm, mineBlocks, sentView } from './views';

/** What was asked of the standard before a person is asked, by the id of the ask. */
export type FindAsk = (id: string, by: PersonId) => Promise<{ question: string; standard: string } | undefined>;

/** A mistake in the form's only field is shown beside that field. */
export const atField = async (id: string, work: () => Promise<Question>): Promise<Question> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotFound || !(error instanceof UserError)) throw error;
    throw new FormError({ [id]: error.message });
  }
};

/** Ask a person, as the one who asks: words, buttons and forms. */
export const questionRoutes = (questions: Questions, findAsk: FindAsk, defaultStandard: string): Routes => ({
  commands: [
    {
      verb: 'person',
      usages: [{ usage: 'person QUESTION', does: 'send a question to a coordinator, a person', for: 'anyone' }],
      run: async (turn, rest) => {
        if (!rest) return { kind: 'form', form: askForm('', '') };
        return toMe(sentView(await questions.ask(turn, idOf(turn), rest, defaultStandard)));
      },
    },
  ],
  actions: {
    'questions.new': async (turn) => {
      const ask = turn.event.value ? await findAsk(turn.event.value, turn.event.speaker.id) : undefined;
      return { kind: 'form', form: askForm(ask?.standard ?? '', ask?.question ?? '') };
    },
    'questions.withdraw': async (turn) => {
      await questions.withdraw(turn.event.value, turn.event.speaker.id);
      return { kind: 'replace', view: say('You have withdrawn the question. Nobody will answer it.') };
    },
  },
  submissions: {
    'questions.send': async (turn) => {
      const standard = turn.event.state || defaultStandard;
      return toMe(
        sentView(await atField('question', () => questions.ask(turn, idOf(turn), field(turn.event.values, 'question'), standard))),
      );
    },
  },
  home: async (turn) => {
    const mine = mineBlocks(await questions.mine(turn.event.speaker.id));
    if (!turn.who.roles.has('coordinator')) return mine;
    const open = await questions.openCount();
    const waiting = open === 1 ? '1 question waits for a coordinator.' : `${open} questions wait for a coordinator.`;
    return [...mine, text(waiting), buttons({ label: 'Open questions', action: 'guild.run', value: 'questions' })];
  },
});
