import type { PersonId } from './chat/event';
import type { FeaturePorts } from './features';
import type { Tell } from './joins';
import type { Questions } from './questions/use-cases';
import { askRoutes, findAsk } from './standard/ask-routes';
import { askShape, asksOf, eraseAsks } from './standard/ask-store';
import { clarificationShape } from './standard/clarification';
import { clarifyMessages, clarifyRoutes } from './standard/clarify-routes';
import { clarifying } from './standard/clarifying';
import { askedInVain, askedMost, learntLabels } from './standard/labels';
import { standardRoutes } from './standard/routes';

/** Reading and asking the standards, and what coordinators make clear about them. */
export const joinStandard = ({ store, library, findIn, word, clock }: FeaturePorts, asked: Questions, tell: Tell) => {
  const asks = store.open(askShape);
  const made = clarifying({ clarifications: store.open(clarificationShape), asks, tell, clock });
  return {
    routes: [
      askRoutes({ library, findIn, word, asks, clarifying: made }),
      standardRoutes(library, made.of),
      clarifyRoutes({ clarifying: made, library, answered: asked.get }),
    ],
    messages: clarifyMessages(made, library),
    catchUp: made.catchUp,
    /** What was asked before a person is asked. */
    findAsk: findAsk(asks),
    ofCouncil: (council: string) => asksOf(asks, council),
    erase: async (person: PersonId): Promise<void> => {
      await eraseAsks(asks, person);
      await made.erase(person);
    },
    /** What was asked most, what in vain, and what people said answers their questions. */
    learning: {
      most: () => askedMost(asks),
      inVain: () => askedInVain(asks),
      labels: () => learntLabels(asks),
    },
  };
};
