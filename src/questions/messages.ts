import type { View } from '../chat/view';
import type { Question } from './question';
import type { Questions } from './use-cases';
import { answeredView, askedView, waitingView } from './views';

/** How the messages of this feature read when they are sent; undefined where they are no longer needed. */
export const questionMessages = (questions: Questions): Record<string, (subject: string) => Promise<View | undefined>> => {
  const when = (state: Question['state'], build: (question: Question) => View) => async (subject: string) => {
    const question = await questions.get(subject);
    return question?.state === state ? build(question) : undefined;
  };
  return {
    'questions.asked': when('open', askedView),
    'questions.waiting': when('open', waitingView),
    'questions.answered': when('answered', answeredView),
  };
};
