import { runButton } from '../chat/commands';
import type { Command, Routes, Turn } from '../chat/turn';
import { type Block, buttons, type Reply, say, text, toMe } from '../chat/view';
import { NotFound, UserError } from '../errors';
import { by, coordinatorOnly } from './guards';
import { chosenPerson, mentioned } from './mention';
import { coordinatorForm, coordinatorsView, linkView, outcomeView, pendingView } from './request-views';
import type { Councils } from './use-cases';
import type { Workspace } from './workspace';

const added = async (councils: Councils, turn: Turn, person: string): Promise<Reply> => {
  await councils.addCoordinator(person, turn.event.speaker.id);
  const [who] = await councils.named([person]);
  const name = who?.name ?? person;
  const sentence = 'is now a coordinator of the network.';
  return toMe({ summary: `${name} ${sentence}`, blocks: [text([{ person, name }, ` ${sentence}`])] });
};

const command = (councils: Councils): Command => ({
  verb: 'coordinator',
  also: ['coordinators'],
  usages: [
    { usage: 'coordinator list', does: 'who coordinates the network', for: 'coordinator' },
    { usage: 'coordinator add @person', does: 'make somebody a coordinator', for: 'coordinator' },
    { usage: 'coordinator remove @person', does: 'take that role away', for: 'coordinator' },
    {
      usage: 'coordinator link WORKSPACE NAME-OR-GSS',
      does: 'link a workspace that cannot ask itself, such as a new Teams tenant',
      for: 'coordinator',
    },
  ],
  run: async (turn, rest) => {
    coordinatorOnly(turn);
    const [verb = ''] = rest.toLowerCase().split(/\s+/, 1);
    const words = rest.slice(verb.length).trim();
    const { speaker } = turn.event;
    switch (verb) {
      case '':
      case 'list':
        return toMe(coordinatorsView(await councils.coordinators()));
      case 'add':
        return words ? added(councils, turn, mentioned(words, speaker.workspace)) : { kind: 'form', form: coordinatorForm() };
      case 'remove':
        await councils.removeCoordinator(mentioned(words, speaker.workspace), speaker.id);
        return toMe(say('That person is no longer a coordinator.'));
      case 'link': {
        const [workspace = '', ...council] = words.split(/\s+/);
        return toMe(linkView(await councils.linkDirectly(workspace, council.join(' '), by(turn))));
      }
      default:
        throw new UserError('I know “coordinator list”, “coordinator add”, “coordinator remove” and “coordinator link”.');
    }
  },
});

/** What only coordinators do: answering link requests, and naming each other. */
export const coordinatorRoutes = (councils: Councils) => {
  const councilOf = (workspace: Workspace) => {
    const council = councils.register.byId(workspace.asked?.council ?? '');
    if (!council) throw new NotFound('I cannot find the council of that request.');
    return council;
  };
  const answered =
    (act: (requestId: string, who: ReturnType<typeof by>) => Promise<Workspace>) => async (turn: Turn, requestId: string) => {
      coordinatorOnly(turn);
      const workspace = await act(requestId, by(turn));
      return { kind: 'replace', view: outcomeView(workspace, councilOf(workspace)) } as const;
    };
  const approve = answered(councils.approve);
  const refuse = answered(councils.refuse);
  const undo = answered(councils.unlink);
  const actions: NonNullable<Routes['actions']> = {
    'councils.approve': (turn) => approve(turn, turn.event.value),
    'councils.refuse': (turn) => refuse(turn, turn.event.value),
    'councils.undo': (turn) => undo(turn, turn.event.value),
  };
  const submissions: NonNullable<Routes['submissions']> = {
    'councils.add-coordinator': (turn) => {
      coordinatorOnly(turn);
      return added(councils, turn, chosenPerson(turn.event.values.person, turn.event.speaker.workspace));
    },
  };
  return {
    commands: [command(councils)],
    actions,
    submissions,
    pending: async (turn: Turn): Promise<Reply> => {
      coordinatorOnly(turn);
      const open = await councils.pending();
      const each = open.map((workspace) => ({ workspace, council: councilOf(workspace) }));
      return toMe(pendingView(each, await councils.pendingCount()));
    },
    home: async (turn: Turn): Promise<readonly Block[]> => {
      if (!turn.who.roles.has('coordinator')) return [];
      const open = await councils.pendingCount();
      const waiting = open === 1 ? '1 workspace asks to be linked.' : `${open} workspaces ask to be linked.`;
      return [text(waiting), buttons(runButton('Link requests', 'council pending'))];
    },
  };
};
