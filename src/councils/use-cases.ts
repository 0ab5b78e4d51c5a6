import { type Address, type PersonId, type WorkspaceId, workspaceOf } from '../chat/event';
import type { Turn } from '../chat/turn';
import { accounts } from './accounts';
import { belonging } from './belonging';
import { coordinating } from './coordinators';
import { type Council, mergers, present, successors } from './council';
import { departures } from './departures';
import { type CouncilPorts, directory } from './directory';
import { identifier, keptName, personMemory } from './identify';
import { linking } from './linking';
import { type Named, nameFinder } from './names';
import { naming } from './naming';
import { requests } from './requests';
import { upkeep } from './upkeep';
import { installed, removed, type Workspace } from './workspace';

/** Who we are, as `council` shows it. `successors` is filled once the council has ended and several took its place. */
export type Overview = {
  workspace: Workspace;
  council?: Council;
  /** The council that the workspace is linked to, where it ended and another acts in its place. */
  linkedTo?: Council;
  successors: readonly Council[];
  workspaces: number;
  leads: readonly Named[];
  deputies: readonly Named[];
  /** The council asked for, while nobody has answered, or the last one refused. */
  wanted?: Council;
};

export type Councils = ReturnType<typeof councils>;

/** Who we are: councils, workspaces, and the people who speak for them. */
export const councils = (ports: CouncilPorts) => {
  const { register, clock, log, configuredCoordinators } = ports;
  const kept = directory(ports);
  const leaving = departures(ports, kept);
  const memory = personMemory(kept, clock, leaving.gone);
  const known = accounts(ports, kept, memory, leaving.gone);
  const asked = requests(ports, kept);
  const roles = naming(ports, kept, known);
  const named = nameFinder(kept);
  const letIn = new Set([...(ports.letIn ?? []), ...configuredCoordinators.map(workspaceOf)]);
  const belongs = belonging(kept, known);

  return {
    ...asked,
    ...linking(ports, kept, asked),
    ...roles,
    ...coordinating(ports, kept, known),
    ...upkeep(ports, kept, memory, asked, roles, leaving),
    ...belongs,
    left: known.left,
    named,
    register,
    /** For every event: who speaks, for which council, and in which roles. */
    identify: identifier(kept, memory),
    personAddress: async (id: PersonId): Promise<Address | undefined> => (await kept.persons.get(id))?.address,
    overview: async (turn: Turn): Promise<Overview> => {
      const workspace = await kept.met(turn.event.speaker.workspace, '');
      const council = kept.councilOf(workspace);
      const wanted = register.byId(workspace.asked?.council ?? '');
      if (!council) return { workspace, successors: [], workspaces: 0, leads: [], deputies: [], wanted };
      const people = await kept.peopleOf(council.id);
      const everyone = await named([...people.leads, ...people.deputies]);
      return {
        workspace,
        council,
        linkedTo: workspace.councilId === council.id ? undefined : register.byId(workspace.councilId ?? ''),
        successors: present(register, council.id, turn.now) ? [] : successors(register, council.id, turn.now),
        workspaces: await belongs.linkedCount(council.id),
        leads: everyone.slice(0, people.leads.length),
        deputies: everyone.slice(people.leads.length),
        wanted,
      };
    },
    /** Ended councils for which a single other one acts, each with that one. */
    mergers: (): ReadonlyMap<string, string> => mergers(register, clock()),
    zoneOf: async (id: PersonId): Promise<string | undefined> => (await kept.persons.get(id))?.zone,
    /** Every workspace that ever spoke to us, oldest first. */
    workspaces: (): Promise<Workspace[]> => kept.workspaces.find({}, { sort: ['createdAt', 'up'] }),
    /** The app was added, or added again. */
    installed: async (id: WorkspaceId, name: string): Promise<void> => {
      await kept.met(id, keptName(name));
      await kept.changeWorkspace(id, (before) => installed(before, keptName(name)));
      log.info('workspace', { outcome: 'installed', workspace: id });
    },
    /** The app was removed. Whoever calls this removes the workspace's secrets as well. */
    removed: async (id: WorkspaceId): Promise<void> => {
      await kept.changeWorkspace(id, removed);
      log.info('workspace', { outcome: 'removed', workspace: id });
    },
    /** Slack and the console let in whoever has the app. A Teams tenant needs the configuration, a request or a link. */
    isLetIn: async (id: WorkspaceId): Promise<boolean> => {
      if (!id.startsWith('teams:') || letIn.has(id)) return true;
      const state = (await kept.workspace(id))?.state;
      return state === 'linked' || state === 'asked';
    },
  };
};
