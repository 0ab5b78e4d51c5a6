import type { WorkspaceId } from '../chat/event';
import { sameId } from '../chat/same-id';
import { NotFound, UserError } from '../errors';
import { type Council, present, successors } from './council';
import type { CouncilPorts, Directory } from './directory';
import type { requests } from './requests';
import { approve, ask, type By, isLinked, type Workspace } from './workspace';

/** What became of words that name a council. `instead`: they named one that has ended, so its successor is meant. */
export type LinkResult =
  | { kind: 'asked'; workspace: Workspace; council: Council; instead?: Council }
  | { kind: 'linked'; workspace: Workspace; council: Council; instead?: Council }
  | { kind: 'already'; council: Council }
  | { kind: 'several'; councils: readonly Council[]; instead?: Council }
  | { kind: 'none'; near: readonly Council[] };

type Meant = { kind: 'one'; council: Council; instead?: Council } | Extract<LinkResult, { kind: 'several' | 'none' }>;

/** How a workspace comes to belong to a council: somebody there asks, and a coordinator answers. */
export const linking = (ports: CouncilPorts, kept: Directory, { tellAbout }: Pick<ReturnType<typeof requests>, 'tellAbout'>) => {
  const { register, clock, newId, log } = ports;

  /** Councils that exist today; a past one stands for its successors. */
  const living = (found: readonly Council[]): Council[] => [
    ...new Set(found.flatMap((one) => (present(register, one.id, clock()) ? [one] : successors(register, one.id, clock())))),
  ];

  const resolve = (words: string): Meant => {
    const found = register.find(words);
    const councils = living(found);
    const [first] = found;
    const instead = found.length === 1 && first && !councils.includes(first) ? first : undefined;
    const [council] = councils;
    if (!council) return { kind: 'none', near: register.near(words, 3) };
    return councils.length === 1 ? { kind: 'one', council, instead } : { kind: 'several', councils, instead };
  };

  /** The council that a workspace is linked to, unless that has ended: then it may ask for the successor. */
  const standing = (workspace: Workspace | undefined): Council | undefined => {
    const current = workspace && isLinked(workspace) ? register.byId(workspace.councilId ?? '') : undefined;
    return current && present(register, current.id, clock()) ? current : undefined;
  };

  /** Changes a workspace that has no standing link; one that has is left as it is, and its council returned. */
  const unlessLinked = async (id: WorkspaceId, rule: (before: Workspace) => Workspace): Promise<Workspace | Council> => {
    await kept.met(id, '');
    let current: Council | undefined;
    const after = await kept.changeWorkspace(id, (before) => {
      current = standing(before);
      return current ? before : rule(before);
    });
    if (!after) throw new NotFound('I cannot find this workspace.');
    return current ?? after;
  };

  const linkTo = async (id: WorkspaceId, council: Council, by: By, instead?: Council): Promise<LinkResult> => {
    const requestId = newId();
    const workspace = await unlessLinked(id, (before) => ask(before, council.id, by, requestId, clock()));
    if ('gss' in workspace) return { kind: 'already', council: workspace };
    log.info('link request', { outcome: 'asked', request: workspace.requestId, workspace: id, council: council.id, by: by.id });
    await tellAbout(workspace);
    return { kind: 'asked', workspace, council, instead };
  };

  return {
    /** Asks the coordinators to link the workspace to the council that the words name. */
    link: async (workspace: WorkspaceId, nameOrGss: string, by: By): Promise<LinkResult> => {
      const meant = resolve(nameOrGss);
      return meant.kind === 'one' ? linkTo(workspace, meant.council, by, meant.instead) : meant;
    },
    /** The same for a council chosen from a list, by its id. */
    linkChosen: async (workspace: WorkspaceId, id: string, by: By): Promise<LinkResult> => {
      const council = register.byId(id);
      if (!council || !present(register, id, clock()))
        throw new NotFound('I cannot find that council. Type “council link” to start again.');
      return linkTo(workspace, council, by);
    },
    /** A coordinator (the caller has checked) links a workspace that cannot ask, such as a Teams tenant that is not let in yet. */
    linkDirectly: async (typed: WorkspaceId, nameOrGss: string, by: By): Promise<LinkResult> => {
      const id = sameId(typed);
      if (!/^(slack|teams|console):[^:\s]{1,100}$/.test(id))
        throw new UserError('Give the workspace as slack:T… or teams:<tenant id>, then the council.');
      const meant = resolve(nameOrGss);
      if (meant.kind !== 'one') return meant;
      const { council, instead } = meant;
      const requestId = newId();
      const workspace = await unlessLinked(id, (before) => {
        const asked = ask({ ...before, requestState: undefined }, council.id, by, requestId, clock());
        return { ...approve(asked, requestId, by, clock()), todo: 'none' };
      });
      if ('gss' in workspace) return { kind: 'already', council: workspace };
      log.info('link request', { outcome: 'approved', request: requestId, workspace: id, council: council.id, by: by.id });
      return { kind: 'linked', workspace, council, instead };
    },
  };
};
