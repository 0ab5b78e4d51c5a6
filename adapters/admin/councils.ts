import { sameId } from '../../src/chat/same-id';
import { UserError } from '../../src/errors';
import { type Command, OPERATOR, type Tools, UsageError, word } from './tools';

const name = ({ features }: Tools, id: string | undefined): string => (id ? (features.councils.register.byId(id)?.name ?? id) : '-');

const approveRequest = async (tools: Tools, id: string): Promise<void> => {
  const workspace = await tools.features.councils.approve(id, OPERATOR);
  tools.write(`Approved. ${workspace.id} speaks for ${name(tools, workspace.councilId)}. Who asked will be told.`);
};

const linkDirectly = async (tools: Tools, workspace: string, council: string): Promise<void> => {
  const result = await tools.features.councils.linkDirectly(workspace, council, OPERATOR);
  switch (result.kind) {
    case 'linked':
    case 'asked':
      tools.write(`Linked. ${workspace} speaks for ${result.council.name} (${result.council.gss[0] ?? result.council.id}).`);
      return;
    case 'already':
      throw new UserError(`${workspace} speaks for ${result.council.name} already. Undo that in chat first: “council pending”.`);
    case 'several':
      throw new UserError(`Which one? ${result.councils.map(({ id, name: full }) => `${full} (${id})`).join(', ')}`);
    case 'none':
      throw new UserError(
        `I know no council called “${council}”.${result.near.length > 0 ? ` Did you mean ${result.near.map(({ id }) => id).join(', ')}?` : ''}`,
      );
  }
};

const approve: Command = {
  usage: 'approve REQUEST | approve WORKSPACE COUNCIL',
  does: 'lets a workspace speak for a council; “list requests” shows who asks',
  run: async (tools, given) => {
    const first = sameId(word(given, 0, approve.usage));
    const council = given.words.slice(1).join(' ');
    if (council !== '') return linkDirectly(tools, first, council);
    if (!first.includes(':')) return approveRequest(tools, first);
    const asked = (await tools.features.councils.pending(1_000)).find(({ id }) => id === first);
    if (!asked?.requestId) throw new UserError(`${first} has not asked for anything. Name the council: approve ${first} COUNCIL`);
    return approveRequest(tools, asked.requestId);
  },
};

const list: Command = {
  usage: 'list [workspaces|requests|councils WORDS]',
  does: 'workspaces and the councils they belong to, open requests, or councils by name',
  run: async (tools, given) => {
    const { councils } = tools.features;
    const [what = 'workspaces', ...words] = given.words;
    if (what === 'workspaces') {
      const all = await councils.workspaces();
      for (const one of all) tools.write([one.id, one.state, name(tools, one.councilId), one.name].join('\t'));
      if (all.length === 0) tools.write('No workspace has spoken to Guildhall yet.');
    } else if (what === 'requests') {
      const open = await councils.pending(1_000);
      for (const { requestId, id, asked } of open) tools.write([requestId, id, name(tools, asked?.council), asked?.byName].join('\t'));
      if (open.length === 0) tools.write('No workspace asks to be linked.');
    } else if (what === 'councils') {
      const found = words.length > 0 ? councils.register.find(words.join(' ')) : councils.register.all;
      for (const one of found) tools.write([one.id, one.gss[0] ?? '-', one.name, one.to ? `ended ${one.to}` : 'present'].join('\t'));
      if (found.length === 0) throw new UserError(`I know no council called “${words.join(' ')}”.`);
    } else throw new UsageError(`Usage: npm run admin -- ${list.usage}`);
  },
};

/** Workspaces and the councils they speak for. */
export const councilCommands: Readonly<Record<string, Command>> = { approve, list };
