import { idOf, type Routes, type Turn } from '../chat/turn';
import { field } from '../chat/values';
import { type Reply, say, toMe, type View } from '../chat/view';
import { FormError, NotAllowed, UserError } from '../errors';
import { checked } from './clarification';
import { clarifyForm, publishedView, toldView } from './clarify-views';
import type { Clarifying } from './clarifying';
import { defaultStandard, findStandard, type Library, type Standard } from './standard';

export type ClarifyRoutePorts = {
  clarifying: Clarifying;
  library: Library;
  /** A question that a person answered, by its id. */
  answered(id: string): Promise<{ text: string; answer?: string; standard?: string } | undefined>;
};

const HOW =
  'Write “clarify POINT : QUESTION? ANSWER”. For example: clarify 12 : May the supplier keep the code? The standard asks you to keep the rights.';

const coordinatorOnly = (turn: Turn): void => {
  if (!turn.who.roles.has('coordinator')) throw new NotAllowed('Only a coordinator of the network can publish a clarification.');
};

const inLine = (library: Library, rest: string): ReturnType<typeof checked> => {
  const [, number, name, question = '', answer = ''] = /^(\d{1,2})(?:\s+of\s+(\S+))?\s*:\s*([^?]*\?)([\s\S]*)$/.exec(rest) ?? [];
  if (!number) throw new UserError(HOW);
  const standard = name ? findStandard(library, name) : defaultStandard(library);
  if (!standard) throw new UserError(`I know no standard called “${name?.slice(0, 60)}”. “standards” lists them.`);
  return checked(standard, Number(number), question, answer);
};

/** Publishing what people asked in vain: words, a button on an answered question, and a form. For coordinators. */
export const clarifyRoutes = ({ clarifying, library, answered }: ClarifyRoutePorts): Routes => {
  const publish = async (turn: Turn, given: ReturnType<typeof checked>): Promise<Reply> => {
    const { made, told } = await clarifying.publish(turn, idOf(turn), given);
    return toMe(publishedView(made, told));
  };
  return {
    commands: [
      {
        verb: 'clarify',
        usages: [{ usage: 'clarify POINT : QUESTION? ANSWER', does: 'answer for everybody what people asked in vain', for: 'coordinator' }],
        run: (turn, rest) => {
          coordinatorOnly(turn);
          return rest === '' ? { kind: 'form', form: clarifyForm(defaultStandard(library)) } : publish(turn, inLine(library, rest));
        },
      },
    ],
    actions: {
      'clarify.new': async (turn) => {
        coordinatorOnly(turn);
        const question = await answered(turn.event.value);
        const standard = findStandard(library, question?.standard ?? '') ?? defaultStandard(library);
        return { kind: 'form', form: clarifyForm(standard, { question: question?.text, answer: question?.answer }) };
      },
      'clarify.withdraw': async (turn) => {
        coordinatorOnly(turn);
        await clarifying.withdraw(turn.event.value);
        return { kind: 'replace', view: say('Taken back. It no longer stands with its point.') };
      },
    },
    submissions: {
      'clarify.publish': async (turn) => {
        coordinatorOnly(turn);
        const { values, state } = turn.event;
        const standard: Standard = findStandard(library, state) ?? defaultStandard(library);
        const wanted = () => checked(standard, Number(field(values, 'point')), field(values, 'question'), field(values, 'answer'));
        let given: ReturnType<typeof checked>;
        try {
          given = wanted();
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          throw new FormError({
            [/answer|complies/i.test(error.message) ? 'answer' : /points/.test(error.message) ? 'point' : 'question']: error.message,
          });
        }
        return publish(turn, given);
      },
    },
  };
};

/** How the message to those who asked reads when it is sent. */
export const clarifyMessages = (
  clarifying: Clarifying,
  library: Library,
): Record<string, (subject: string) => Promise<View | undefined>> => ({
  'clarifications.published': async (id) => {
    const made = await clarifying.get(id);
    const standard = made && library.standards.find((one) => one.id === made.standard);
    return made && standard ? toldView(made, standard) : undefined;
  },
});
