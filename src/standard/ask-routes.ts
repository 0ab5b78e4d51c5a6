import type { PersonId } from '../chat/event';
import type { Routes, Turn } from '../chat/turn';
import { type Reply, say, toEveryone, toMe, type View } from '../chat/view';
import { NotFound, UserError } from '../errors';
import { type Collection, change } from '../store/collection';
import { type Answer, answerQuestion, inWords, type Part, quotesFor, withClarification, withWording } from './ask';
import { type Ask, askId } from './ask-store';
import { answeredView, askedBlocks, emptyView, notMeantView, pickedView, sharedView, termView, unknownView, unsureView } from './ask-views';
import type { Clarifying } from './clarifying';
import type { Find } from './find';
import { defaultStandard, findStandard, type Library, pointOf, type Standard } from './standard';
import type { WordAnswer } from './wording';

export type AskPorts = {
  library: Library;
  findIn(standard: Standard): Promise<Find>;
  asks: Collection<Ask>;
  clarifying: Pick<Clarifying, 'about' | 'get'>;
  /** Words answers, where a model is configured. */
  word?: WordAnswer;
};

const KEPT = 2_000;
const FOUND = 3;

/** "… against lgdss-2016" at the end names the standard that is asked. */
const readQuestion = (library: Library, typed: string): { question: string; standard: Standard } => {
  const [, before = '', name = ''] = /^([\s\S]*\S)\s+(?:of|against|in)\s+(\S+)$/i.exec(typed.trim()) ?? [];
  const standard = /^(gds|lgdss)-?\d{4}|^[a-z]+-\d{4}$/i.test(name) ? findStandard(library, name) : undefined;
  return standard ? { question: before, standard } : { question: typed.trim(), standard: defaultStandard(library) };
};

const viewOf = (ask: Ask, standard: Standard, answer: Answer) => {
  switch (answer.outcome) {
    case 'answered':
      return answeredView(ask, standard, answer);
    case 'unsure':
      return unsureView(ask, standard, answer);
    case 'unknown':
      return answer.term ? termView(ask, answer.term) : unknownView(ask, answer.handOff);
  }
};

/** An ask of this person; somebody else's looks as if it were not there. */
const own = async ({ asks }: AskPorts, id: string, by: PersonId): Promise<Ask> => {
  const ask = await asks.get(id);
  if (!ask || ask.person !== by) throw new NotFound('I cannot find that question among yours. Ask it again.');
  return ask;
};

const standardOf = ({ library }: AskPorts, ask: Pick<Ask, 'standard'>): Standard =>
  findStandard(library, ask.standard) ?? defaultStandard(library);

/** The answer that a point gives to what was asked. */
const partFor = async (ports: AskPorts, { question, standard: id }: Pick<Ask, 'question' | 'standard'>, number: number): Promise<Part> => {
  const standard = standardOf(ports, { standard: id });
  const found = (await ports.findIn(standard))(question);
  return { question, number, example: found.example(number), passages: quotesFor(ports.library, standard, found, number) };
};

/** What the standard answers, what a coordinator has made clear since, and the words of a model where there is one. */
const answerTo = async (ports: AskPorts, standard: Standard, question: string): Promise<Answer> => {
  const find = await ports.findIn(standard);
  const answer = answerQuestion(ports.library, find, standard, question);
  // Where nothing was found, the points are guesses, and say nothing against a clarification.
  const points = answer.outcome === 'unknown' ? [] : answer.points.slice(0, FOUND).map(({ number }) => number);
  const made = await ports.clarifying.about(standard.id, question, points);
  if (!made) return ports.word ? withWording(answer, ports.library, standard, find(question), ports.word) : answer;
  return withClarification(answer, standard, made, await partFor(ports, { question, standard: standard.id }, made.point));
};

/** The answer that was shown, made again; undefined where it can no longer be given, as when its clarification was taken back. */
const shownAnswer = async (ports: AskPorts, kept: Ask): Promise<Answer | undefined> => {
  const standard = standardOf(ports, kept);
  const find = await ports.findIn(standard);
  const plain = answerQuestion(ports.library, find, standard, kept.question);
  const made = kept.clarified ? await ports.clarifying.get(kept.clarified) : undefined;
  const answer = made ? withClarification(plain, standard, made, await partFor(ports, kept, made.point)) : plain;
  if (answer.outcome !== 'answered' || (kept.clarified && !made)) return undefined;
  return kept.worded ? inWords(answer, ports.library, standard, find(kept.question), kept.worded) : answer;
};

/** What everybody sees: the point that was picked, where its button says so, or else the whole answer. */
const shared = async (ports: AskPorts, kept: Ask, picked: number | undefined): Promise<View> => {
  const standard = standardOf(ports, kept);
  if (picked !== undefined && pointOf(standard, picked)) return sharedView(kept, standard, await partFor(ports, kept, picked));
  if (picked !== undefined || kept.outcome !== 'answered') throw new UserError('There is no answer to share.');
  const answer = await shownAnswer(ports, kept);
  const [part] = answer?.parts ?? [];
  if (!part) throw new UserError('That answer no longer stands. Ask again, and share the new one.');
  return sharedView(kept, standard, part, answer);
};

const ask = async (ports: AskPorts, turn: Turn, rest: string): Promise<Reply> => {
  if (!rest) return toMe(emptyView());
  const { question: typed, standard } = readQuestion(ports.library, rest);
  const question = typed.slice(0, KEPT);
  const answer = await answerTo(ports, standard, question);
  const { speaker, key } = turn.event;
  const kept: Ask = {
    id: askId(key),
    revision: 0,
    person: speaker.id,
    workspace: speaker.workspace,
    council: turn.who.council?.id,
    question,
    standard: standard.id,
    outcome: answer.outcome,
    confidence: answer.confidence,
    points: answer.points.slice(0, FOUND).map((point) => point.number),
    ...(answer.clarification ? { clarified: answer.clarification.id } : {}),
    ...(answer.worded ? { worded: [...answer.worded] } : {}),
    at: turn.now,
  };
  await ports.asks.insert(kept);
  return toMe(viewOf(kept, standard, answer));
};

const feedback = async (ports: AskPorts, id: string, by: PersonId, given: 'helpful' | 'not'): Promise<Ask> => {
  const before = await own(ports, id, by);
  await change(ports.asks, id, (kept) => ({ ...kept, feedback: given }));
  return before;
};

/** The question behind an ask of this person, for Ask a person. */
export const findAsk =
  (asks: Collection<Ask>) =>
  async (id: string, by: PersonId): Promise<{ question: string; standard: string } | undefined> => {
    const kept = await asks.get(id);
    return kept?.person === by ? { question: kept.question, standard: kept.standard } : undefined;
  };

/** Asking the standard: words, buttons and Home. */
export const askRoutes = (ports: AskPorts): Routes => ({
  commands: [
    {
      verb: 'ask',
      also: ['question'],
      usages: [{ usage: 'ask QUESTION', does: 'answer from the standard, with the point it rests on', for: 'anyone' }],
      run: (turn, rest) => ask(ports, turn, rest),
    },
  ],
  actions: {
    'ask.helpful': async (turn) => {
      await feedback(ports, turn.event.value, turn.event.speaker.id, 'helpful');
      return toMe(say('Thank you. That helps to make the answers better.'));
    },
    'ask.not': async (turn) => {
      const kept = await feedback(ports, turn.event.value, turn.event.speaker.id, 'not');
      const standard = standardOf(ports, kept);
      const answer = answerQuestion(ports.library, await ports.findIn(standard), standard, kept.question);
      return toMe(notMeantView(kept, { ...answer, points: answer.points.filter(({ number }) => number !== kept.points[0]) }));
    },
    'ask.none': async (turn) => {
      const kept = await feedback(ports, turn.event.value, turn.event.speaker.id, 'not');
      return { kind: 'replace', view: unknownView(kept) };
    },
    'ask.pick': async (turn) => {
      const [id = '', picked = ''] = turn.event.value.split(':');
      const kept = await own(ports, id, turn.event.speaker.id);
      const standard = standardOf(ports, kept);
      const number = Number(picked);
      if (!pointOf(standard, number)) throw new NotFound('I cannot find that point any more.');
      await change(ports.asks, id, (before) => ({ ...before, picked: number }));
      return { kind: 'replace', view: pickedView(kept, standard, await partFor(ports, kept, number)) };
    },
    'ask.share': async (turn) => {
      const [id = '', chosen] = turn.event.value.split(':');
      const kept = await own(ports, id, turn.event.speaker.id);
      const whole = chosen === undefined && kept.outcome === 'answered';
      return toEveryone(await shared(ports, kept, whole ? undefined : chosen === undefined ? kept.picked : Number(chosen)));
    },
  },
  home: async (turn) =>
    askedBlocks(await ports.asks.find({ person: turn.event.speaker.id }, { sort: ['at', 'down'], limit: 5 }), turn.event.speaker.zone),
});
