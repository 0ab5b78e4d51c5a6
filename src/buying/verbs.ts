import type { Command, Turn } from '../chat/turn';
import { type Reply, say, toMe } from '../chat/view';
import { NotAllowed } from '../errors';
import { closeForm, correctForm, extendForm } from './forms';
import { reachView } from './reach';
import { answerWords, correct, extend, type PollRoutePorts, shown } from './replies';
import { seen } from './seal';
import { viewerOf } from './who';
import { freeText, readFields, readLevel } from './words';

export type Verbs = Readonly<Record<string, (turn: Turn, id: string, rest: string) => Promise<Reply> | Reply>>;

const colon = (rest: string): [string, string] => {
  const at = rest.indexOf(':');
  return at < 0 ? [rest.trim(), ''] : [rest.slice(0, at).trim(), rest.slice(at + 1).trim()];
};

/** Verbs that begin with a poll's id. */
export const verbs = (ports: PollRoutePorts): Verbs => {
  const { polls, answering: answers } = ports;
  const idFor = async (turn: Turn, typed: string) => (await polls.get(turn, typed)).id;
  return {
    show: async (turn, id) => shown(ports, turn, await polls.get(turn, id)),
    answer: (turn, id, rest) => answerWords(ports, turn, id, rest),
    confirm: async (turn, id) =>
      shown(ports, turn, await answers.confirm(turn, await idFor(turn, id)), 'Confirmed. Your council has answered.'),
    decline: async (turn, id) => {
      await answers.decline(turn, await idFor(turn, id));
      return toMe(say('Noted: nothing for your council. You are not asked again, and you can still answer until it closes.'));
    },
    withdraw: async (turn, id) =>
      shown(ports, turn, await answers.withdraw(turn, await idFor(turn, id)), 'Withdrawn. Your council no longer counts in this poll.'),
    raise: async (turn, id, rest) => {
      const [level, authority] = colon(rest);
      const poll = await answers.level(turn, await idFor(turn, id), readLevel(level), freeText(authority, 200));
      return shown(ports, turn, poll, `Your council now says ${level.toLowerCase()}. You can lower it until the poll closes.`);
    },
    lower: async (turn, id, rest) => {
      const [level] = colon(rest === '' ? 'interest' : rest);
      const poll = await answers.level(turn, await idFor(turn, id), readLevel(level), '');
      return shown(ports, turn, poll, `Your council now says ${level.toLowerCase()}.`);
    },
    proxy: async (turn, id, rest) => {
      const [named, consent] = colon(rest.replace(/^to\s+/i, ''));
      if (/^(nobody|none|off|stop)$/i.test(named))
        return shown(
          ports,
          turn,
          await answers.revoke(turn, await idFor(turn, id)),
          'Nobody answers this poll for your council any more. What was answered for it is withdrawn.',
        );
      const council = ports.councilNamed(named);
      const poll = await answers.entrust(turn, await idFor(turn, id), council.id, freeText(consent, 300));
      return shown(ports, turn, poll, `${council.name} may now answer this poll for you. Your consent is kept with it.`);
    },
    close: async (turn, id, rest) => {
      const poll = await polls.get(turn, id);
      return rest === ''
        ? { kind: 'form', form: closeForm(poll) }
        : shown(ports, turn, await polls.close(turn, poll.id, freeText(rest, 300)), 'The poll is closed.');
    },
    extend: async (turn, id, rest) => {
      const poll = await polls.get(turn, id);
      return rest === '' ? { kind: 'form', form: extendForm(poll) } : extend(ports, turn, poll.id, rest.replace(/^(to|until)\s+/i, ''));
    },
    correct: async (turn, id, rest) => {
      const poll = await polls.get(turn, id);
      return rest === ''
        ? { kind: 'form', form: correctForm(poll) }
        : correct(ports, turn, poll.id, readFields(rest, ['need', 'must'], 'need'));
    },
    watch: async (turn, id) =>
      shown(
        ports,
        turn,
        await polls.watch(turn, id),
        'It stays on watch: answers are still taken, and you hear when enough councils have answered.',
      ),
    hold: async (turn, id) =>
      shown(ports, turn, await polls.hold(turn, id), 'Held back for a day. The council that asks can mend the wording meanwhile.'),
    reach: async (turn, id) => {
      const poll = await polls.get(turn, id);
      if (!polls.owns(turn, poll) && !turn.who.roles.has('coordinator'))
        throw new NotAllowed('Only the council that asks, or a coordinator, can see who was asked.');
      return toMe(reachView(poll, await ports.network(), seen(poll, viewerOf(turn))));
    },
    export: async (turn, id) => ports.exportView(turn, await polls.get(turn, id)),
  };
};

export const USAGES: Command['usages'] = [
  { usage: 'poll list', does: 'what councils want to buy together', for: 'officer' },
  { usage: 'poll new', does: 'ask all councils', for: 'officer' },
  { usage: 'poll show ID', does: 'how a poll stands, and your council’s receipt', for: 'officer' },
  { usage: 'poll answer ID', does: 'say how far your council would go', for: 'officer' },
  { usage: 'poll confirm ID', does: 'make a colleague’s answer your council’s', for: 'lead' },
  { usage: 'poll withdraw ID', does: 'take your council’s answer back', for: 'lead' },
  { usage: 'poll raise ID intent|commitment : AUTHORITY', does: 'go further than interest, on a stated authority', for: 'lead' },
  { usage: 'poll lower ID [interest|intent]', does: 'lower it again', for: 'lead' },
  { usage: 'poll proxy ID to COUNCIL : CONSENT', does: 'let another council answer for yours', for: 'lead' },
  { usage: 'poll proxy ID to nobody', does: 'take that back', for: 'lead' },
  { usage: 'poll correct ID', does: 'correct the wording of your poll', for: 'lead' },
  { usage: 'poll reach ID', does: 'who was asked, by nation and type', for: 'lead' },
  { usage: 'poll close ID REASON', does: 'close your poll early', for: 'lead' },
  { usage: 'poll extend ID until DATE', does: 'give your poll more time, once', for: 'lead' },
  { usage: 'poll export ID', does: 'the pack, tables and the log to check', for: 'officer' },
  { usage: 'poll hold ID', does: 'hold a new poll back for a day', for: 'coordinator' },
];
