import type { Command, Routes, Turn } from '../chat/turn';
import { type Reply, say, text, toMe } from '../chat/view';
import { FormError, NotFound, UserError } from '../errors';
import { coordinatorRoutes } from './coordinator-routes';
import { by, GUEST, mayName, memberOnly } from './guards';
import { chosenPerson, mentioned } from './mention';
import { linkView } from './request-views';
import type { Councils } from './use-cases';
import { councilView, homeBlocks, linkForm, nameForm } from './views';

type Role = 'lead' | 'deputy';

const roleOf = (typed: string): Role => {
  if (typed === 'lead' || typed === 'deputy') return typed;
  throw new NotFound('That form no longer works: it is from an older message. Type “council” to start again.');
};

/** Runs what a form asked for; a mistake is shown beside the field. */
const atField = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotFound || !(error instanceof UserError)) throw error;
    throw new FormError({ [id]: error.message });
  }
};

const overview = async (councils: Councils, turn: Turn): Promise<Reply> =>
  toMe(councilView(await councils.overview(turn), turn.event.speaker.id, mayName(turn)));

const named = async (councils: Councils, turn: Turn, role: Role, person: string): Promise<Reply> => {
  const council = await councils.name(turn, role, person);
  const [who] = await councils.named([person]);
  const sentence = `is now ${role === 'lead' ? 'a lead' : 'a deputy'} for ${council.name}.`;
  const name = who?.name ?? person;
  return toMe({ summary: `${name} ${sentence}`, blocks: [text([{ person, name }, ` ${sentence}`])] });
};

const removed = async (councils: Councils, turn: Turn, person: string): Promise<Reply> => {
  const council = await councils.remove(turn, person);
  return toMe(say(`That person no longer speaks for ${council.name}.`));
};

/** `council …`: the first word says what, the rest whom or which. */
const command = (councils: Councils): Command => ({
  verb: 'council',
  also: ['councils'],
  usages: [
    { usage: 'council', does: 'who we are: your council, its lead and its deputy', for: 'member' },
    { usage: 'council link NAME-OR-GSS', does: 'say which council this workspace belongs to', for: 'member' },
    { usage: 'council lead @person', does: 'name a lead, who speaks for the council', for: 'officer' },
    { usage: 'council deputy @person', does: 'name a deputy', for: 'lead' },
    { usage: 'council remove @person', does: 'take the role of lead or deputy away, your own too', for: 'lead' },
    { usage: 'council pending', does: 'the workspaces that ask to be linked', for: 'coordinator' },
  ],
  run: async (turn, rest) => {
    memberOnly(turn);
    const [verb = ''] = rest.toLowerCase().split(/\s+/, 1);
    const words = rest.slice(verb.length).trim();
    const { id, workspace } = turn.event.speaker;
    const person = () => (/^me$/i.test(words) ? id : mentioned(words, workspace));
    switch (verb) {
      case '':
        return overview(councils, turn);
      case 'link':
        if (!words) return { kind: 'form', form: linkForm() };
        return toMe(linkView(await councils.link(workspace, words, by(turn))));
      case 'lead':
      case 'deputy':
        if (!words) return { kind: 'form', form: nameForm(verb) };
        return named(councils, turn, verb, person());
      case 'remove':
        return removed(councils, turn, person());
      case 'pending':
        return coordinatorRoutes(councils).pending(turn);
      default:
        throw new UserError(
          'I know “council”, “council link”, “council lead”, “council deputy” and “council remove”. Type “help council”.',
        );
    }
  },
});

/** The form came back: an ambiguous name gives buttons, an unknown one keeps the form open. */
const linkFromForm = async (councils: Councils, turn: Turn, typed: string): Promise<Reply> => {
  if (typed.trim() === '') throw new FormError({ council: 'Write your council’s name or its GSS code.' });
  const result = await councils.link(turn.event.speaker.workspace, typed, by(turn));
  if (result.kind !== 'none') return toMe(linkView(result));
  const names = result.near.map(({ name }) => name).join(', ');
  throw new FormError({ council: `I do not know that council. Nearest: ${names}.` });
};

/** Who we are: words, buttons and forms. */
export const councilRoutes = (councils: Councils): Routes => {
  const coordinators = coordinatorRoutes(councils);
  const form = (role: Role) => (turn: Turn) => {
    memberOnly(turn);
    return { kind: 'form', form: nameForm(role) } as const;
  };
  return {
    commands: [command(councils), ...coordinators.commands],
    actions: {
      ...coordinators.actions,
      'councils.start': (turn) => {
        memberOnly(turn);
        return { kind: 'form', form: linkForm() };
      },
      'councils.start-lead': form('lead'),
      'councils.start-deputy': form('deputy'),
      'councils.choose': async (turn) => {
        memberOnly(turn);
        return { kind: 'replace', view: linkView(await councils.linkChosen(turn.event.speaker.workspace, turn.event.value, by(turn))) };
      },
      'councils.withdraw': async (turn) => {
        memberOnly(turn);
        await councils.withdraw(turn.event.value, by(turn));
        return { kind: 'replace', view: say('You have withdrawn the request. Type “council link” to ask again.') };
      },
    },
    submissions: {
      ...coordinators.submissions,
      'councils.link': (turn) => {
        memberOnly(turn);
        const { council } = turn.event.values;
        return linkFromForm(councils, turn, typeof council === 'string' ? council : '');
      },
      'councils.name': (turn) => {
        memberOnly(turn);
        const role = roleOf(turn.event.state);
        const { values, speaker } = turn.event;
        return atField('person', async () => named(councils, turn, role, chosenPerson(values.person, speaker.workspace)));
      },
    },
    home: async (turn) => {
      if (turn.event.speaker.standing !== 'member') return [text(GUEST)];
      return [...homeBlocks(await councils.overview(turn), turn.event.speaker.id), ...(await coordinators.home(turn))];
    },
  };
};
