import type { Routes, Turn } from '../chat/turn';
import { field } from '../chat/values';
import { type Reply, say } from '../chat/view';
import { FormError, NotAllowed, NotFound, UserError } from '../errors';
import { closeForm, correctForm, extendForm, newPollForm } from './forms';
import { homeOf } from './home';
import { ANSWER_KEYS, POLL_KEYS } from './read';
import { answer, answerWords, correct, extend, listed, openNew, type PollRoutePorts, shown } from './replies';
import { USAGES, type Verbs, verbs } from './verbs';
import { speakerOf, viewerOf } from './who';
import { freeText, readFields } from './words';

const run = async (ports: PollRoutePorts, all: Verbs, turn: Turn, words: string): Promise<Reply> => {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(words) ?? [];
  const verb = first.toLowerCase();
  viewerOf(turn);
  if (verb === '' || verb === 'list') return listed(ports, turn);
  if (verb === 'new') {
    if (rest !== '') return openNew(ports, turn, readFields(rest, POLL_KEYS, 'need'));
    speakerOf(turn, 'open a poll');
    return { kind: 'form', form: newPollForm(ports.categories) };
  }
  const [, id = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  const handler = Object.hasOwn(all, verb) ? all[verb] : undefined;
  return handler ? handler(turn, id, after) : shown(ports, turn, await ports.polls.get(turn, first));
};

/** Mistakes in a form are shown beside the field they most likely come from. */
const atField = async (id: string, work: () => Promise<Reply>): Promise<Reply> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FormError || error instanceof NotFound || error instanceof NotAllowed || !(error instanceof UserError))
      throw error;
    throw new FormError({ [id]: error.message });
  }
};

/** A poll's id, and when the answer was given that its reader saw. */
const readSeen = (value: string): [string, number?] => {
  const [id = '', at] = value.split('@');
  return at ? [id, Number(at)] : [id];
};

const texts = (values: Turn['event'] & { kind: 'submission' }, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(keys.map((key) => [key, field(values.values, key)]));

/** Polls: words, buttons and forms. */
export const pollRoutes = (ports: PollRoutePorts): Routes => {
  const { polls, answering: answers } = ports;
  const all = verbs(ports);
  return {
    commands: [{ verb: 'poll', also: ['polls', 'survey', 'pledge'], usages: USAGES, run: (turn, rest) => run(ports, all, turn, rest) }],
    actions: {
      'polls.new': (turn) => {
        speakerOf(turn, 'open a poll');
        return { kind: 'form', form: newPollForm(ports.categories, turn.event.value || undefined) };
      },
      'polls.answer': (turn) => answerWords(ports, turn, turn.event.value, ''),
      'polls.confirm': async (turn) =>
        shown(ports, turn, await answers.confirm(turn, ...readSeen(turn.event.value)), 'Confirmed. Your council has answered.'),
      'polls.correct': async (turn) => ({ kind: 'form', form: correctForm(await polls.get(turn, turn.event.value)) }),
      'polls.close': async (turn) => ({ kind: 'form', form: closeForm(await polls.get(turn, turn.event.value)) }),
      'polls.extend': async (turn) => ({ kind: 'form', form: extendForm(await polls.get(turn, turn.event.value)) }),
      'polls.came-of-it': async (turn) => {
        const [id = '', said = ''] = turn.event.value.split(':');
        if (said !== 'yes' && said !== 'not yet' && said !== 'no') throw new UserError('Choose one of the three answers.');
        await answers.report(turn, id, said);
        return { kind: 'replace', view: say('Thank you. It is kept with the poll.') };
      },
    },
    submissions: {
      'polls.open': (turn) => openNew(ports, turn, texts(turn.event, POLL_KEYS)),
      'polls.answered': (turn) => {
        const [id = '', version = '', of = ''] = turn.event.state.split(':');
        const typed = texts(turn.event, ANSWER_KEYS);
        return atField('go', () => answer(ports, turn, { id, version: Number(version), typed, of: of || undefined }));
      },
      'polls.corrected': (turn) => {
        const [id = '', version = '', asked = ''] = turn.event.state.split(':');
        const read = { version: Number(version), asked: asked === 'asked' };
        return atField('need', () => correct(ports, turn, id, texts(turn.event, ['need', 'must']), read));
      },
      'polls.closed': (turn) =>
        atField('reason', async () =>
          shown(
            ports,
            turn,
            await polls.close(turn, turn.event.state, freeText(field(turn.event.values, 'reason'), 300)),
            'The poll is closed.',
          ),
        ),
      'polls.extended': (turn) => atField('until', () => extend(ports, turn, turn.event.state, field(turn.event.values, 'until'))),
    },
    home: async (turn) => homeOf(ports, turn),
  };
};
