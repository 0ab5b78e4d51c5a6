import { NotFound } from '../errors';
import type { CouncilPorts, Directory } from './directory';
import { ERASED } from './people';
import type { Workspace } from './workspace';
import { approve, type By, refuse, unlink, withdraw } from './workspace';

const UNKNOWN = 'I cannot find that request. It was withdrawn, or a newer one took its place. Type “council pending” to see what is open.';

/** Requests to link a workspace, and their answers. */
export const requests = ({ clock, log, tell }: CouncilPorts, kept: Directory) => {
  /** Writes down the messages a workspace still owes. The same message twice is one, so this may run again at any time. */
  const tellAbout = async (workspace: Workspace): Promise<void> => {
    const { todo, requestId, requestState, asked } = workspace;
    if (todo === 'none' || !requestId || !asked) return;
    if (todo === 'ask') {
      const coordinators = await kept.coordinators();
      if (coordinators.size === 0) return;
      for (const person of coordinators) await tell(person, 'councils.link-asked', requestId);
    } else if (asked.by !== ERASED) await tell(asked.by, 'councils.link-answered', requestId, requestState);
    await kept.changeWorkspace(workspace.id, (before) =>
      before.todo === todo && before.requestId === requestId ? { ...before, todo: 'none' } : before,
    );
  };

  const byRequest = async (requestId: string): Promise<Workspace | undefined> =>
    requestId === '' ? undefined : (await kept.workspaces.find({ requestId }, { limit: 1 }))[0];

  const answer = async (requestId: string, outcome: string, by: By, rule: (before: Workspace) => Workspace): Promise<Workspace> => {
    const found = await byRequest(requestId);
    const after = found && (await kept.changeWorkspace(found.id, rule));
    if (!after) throw new NotFound(UNKNOWN);
    log.info('link request', { outcome, request: requestId, workspace: after.id, council: after.asked?.council, by: by.id });
    await tellAbout(after);
    return after;
  };

  return {
    tellAbout,
    byRequest,
    /** The caller has checked that `by` is a coordinator, here and in `refuse` and `unlink`. */
    approve: (requestId: string, by: By): Promise<Workspace> =>
      answer(requestId, 'approved', by, (before) => approve(before, requestId, by, clock())),
    refuse: (requestId: string, by: By): Promise<Workspace> =>
      answer(requestId, 'refused', by, (before) => refuse(before, requestId, by, clock())),
    /** Undoes an approved link. */
    unlink: (requestId: string, by: By): Promise<Workspace> =>
      answer(requestId, 'undone', by, (before) => unlink(before, requestId, by, clock())),
    withdraw: (requestId: string, by: By): Promise<Workspace> =>
      answer(requestId, 'withdrawn', by, (before) => withdraw(before, requestId, by.id)),
    /** Open requests, oldest workspace first. */
    pending: (limit = 10): Promise<Workspace[]> => kept.workspaces.find({ requestState: 'open' }, { sort: ['createdAt', 'up'], limit }),
    pendingCount: (): Promise<number> => kept.workspaces.count({ requestState: 'open' }),
  };
};
