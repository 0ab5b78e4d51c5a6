import { runButton } from '../chat/commands';
import { addDays, dayIn, dayInWords } from '../chat/days';
import type { Command, Routes, Turn } from '../chat/turn';
import { field, type Values } from '../chat/values';
import { buttons, heading, type Reply, say, text, toMe } from '../chat/view';
import { FormError, NotFound, UserError } from '../errors';
import { allSnoozed, snoozed } from './mentions';
import type { DigestSettings } from './settings';
import type { Digests } from './use-cases';
import { rhythmInWords, settingsForm, settingsView, whyView } from './views';
import { coming, readDigest, readQuiet, readSnooze, readTime, whyNever } from './words';

export type DigestRoutePorts = {
  digests: Digests;
  /** Takes a thing off somebody: it becomes nobody’s. */
  release(turn: Turn, item: string): Promise<void>;
};

const WEEK = 7;
const me = (turn: Turn): string => turn.event.speaker.id;

const commands = ({ digests }: DigestRoutePorts): readonly Command[] => [
  {
    verb: 'digest',
    usages: [{ usage: 'digest [on|off|daily|weekly] [at 09:30]', does: 'when you are reminded of what is due', for: 'officer' }],
    run: async (turn, rest) => {
      if (rest === '') return toMe(settingsView(await digests.ensure(me(turn))));
      const zone = turn.event.speaker.zone;
      const rule = readDigest(rest);
      const after = await digests.choose(
        me(turn),
        coming((before) => rule({ ...before, zone: zone ?? before.zone })),
      );
      return toMe(settingsView(after, 'Saved.'));
    },
  },
  {
    verb: 'snooze',
    usages: [{ usage: 'snooze [1d|1w|until DATE]', does: 'no digest until then', for: 'officer' }],
    run: async (turn, rest) => {
      if (/^off$/i.test(rest))
        return toMe(settingsView(await digests.choose(me(turn), (before) => ({ ...before, snoozedUntil: undefined })), 'Saved.'));
      const until = readSnooze(rest, dayIn(turn.now, turn.event.speaker.zone));
      const after = await digests.choose(me(turn), (before) => allSnoozed(before, until));
      return toMe(settingsView(after, `Nothing until ${dayInWords(until)}. “snooze off” ends it sooner.`));
    },
  },
  {
    verb: 'quiet',
    usages: [{ usage: 'quiet 18:00-08:00', does: 'hours in which nothing is sent to you', for: 'officer' }],
    run: async (turn, rest) => {
      const quiet = readQuiet(rest);
      const after = await digests.choose(
        me(turn),
        coming((before) => ({ ...before, quiet })),
      );
      return toMe(settingsView(after, 'Saved.'));
    },
  },
];

const snooze = async ({ digests }: DigestRoutePorts, turn: Turn, item: string): Promise<Reply> => {
  const until = addDays(dayIn(turn.now, turn.event.speaker.zone), WEEK);
  let known = false;
  await digests.choose(me(turn), (before) => {
    const after = snoozed(before, item, until);
    known = after !== undefined;
    return after ?? before;
  });
  if (!known) throw new NotFound('That is not in your digest any more.');
  return toMe(say(`I will not mention it before ${dayInWords(until)}.`));
};

const atField = <T>(id: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof UserError ? new FormError({ [id]: error.message }) : error;
  }
};

/** What the form of the settings says. Mistakes are shown beside their field. */
const readForm = (values: Values): ((before: DigestSettings) => DigestSettings) => {
  const every = field(values, 'every');
  const at = atField('at', () => readTime(field(values, 'at')));
  const typed = field(values, 'quiet').trim();
  const quiet = typed === '' ? undefined : atField('quiet', () => readQuiet(typed));
  const chosen = values.days ?? [];
  const days = [...new Set((typeof chosen === 'string' ? [chosen] : chosen).filter((day) => /^[0-6]$/.test(day)).map(Number))];
  if (days.length === 0) throw new FormError({ days: 'Choose at least one day, or choose Never above.' });
  const never = whyNever({ on: every !== 'off', at, quiet });
  if (never) throw new FormError({ at: `${never} Choose another time, or other quiet hours below.` });
  return (before) => ({ ...before, on: every !== 'off', every: every === 'weekly' ? 'weekly' : 'daily', at, quiet, days });
};

/** One’s own rhythm: words, the buttons of a digest, and the settings in Home. */
export const digestRoutes = (ports: DigestRoutePorts): Routes => ({
  commands: commands(ports),
  actions: {
    'digests.snooze': (turn) => snooze(ports, turn, turn.event.value),
    'digests.notmine': async (turn) => {
      await ports.release(turn, turn.event.value);
      return toMe(say('It is nobody’s now, and I will not remind you of it. “check” shows it to your colleagues.'));
    },
    'digests.edit': async (turn) => ({ kind: 'form', form: settingsForm(await ports.digests.ensure(me(turn))) }),
    'digests.why': async (turn) => {
      const latest = await ports.digests.latest(me(turn));
      if (!latest) throw new NotFound('I cannot find a digest that you were sent.');
      return toMe(whyView(latest.items, latest.settings));
    },
  },
  submissions: {
    'digests.save': async (turn) => toMe(settingsView(await ports.digests.choose(me(turn), readForm(turn.event.values)), 'Saved.')),
  },
  home: async (turn) => {
    if (!turn.who.roles.has('officer')) return [];
    const of = await ports.digests.get(me(turn));
    const words = of
      ? rhythmInWords(of)
      : 'You get a digest at nine once a point is assigned to you and due, and never when nothing is due.';
    return [heading('Settings'), text(words), buttons(runButton('Change my digest', 'digest'))];
  },
});
