import { type Address, type PersonId, type WorkspaceId, workspaceOf } from '../chat/event';
import type { Turn } from '../chat/turn';
import { coordinating } from './coordinators';
import { type Council, present, successors } from './council';
import { type CouncilPorts, directory } from './directory';
import { identifier, keptName, personMemory } from './identify';
import { linking } from './linking';
import { type Named, nameFinder } from './names';
import { naming } from './naming';
import { requests } from './requests';
import { upkeep } from './upkeep';
import { installed, isLinked, removed, type Workspace } from './workspace';

/** Who we are, as `council` shows it. `successors` is filled once the council has ended. */
export type Overview = {
  workspace: Workspace;
  council?: Council;
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
  const memory = personMemory(kept, clock);
  const asked = requests(ports, kept);
  const roles = naming(ports, kept);
  const named = nameFinder(kept);
  const letIn = new Set([...(ports.letIn ?? []), ...configuredCoordinators.map(workspaceOf)]);

  return {
    ...asked,
    ...linking(ports, kept, asked),
    ...roles,
    ...coordinating(ports, kept),
    ...upkeep(ports, kept, memory, asked, roles),
    named,
    register,
    /** For every event: who speaks, for which council, and in which roles. */
    identify: identifier(kept, register, memory),
    personAddress: async (id: PersonId): Promise<Address | undefined> => (await kept.persons.get(id))?.address,
    overview: async (turn: Turn): Promise<Overview> => {
      const workspace = await kept.met(turn.event.speaker.workspace, '');
      const council = isLinked(workspace) ? register.byId(workspace.councilId ?? '') : undefined;
      const wanted = register.byId(workspace.asked?.council ?? '');
      if (!council) return { workspace, successors: [], workspaces: 0, leads: [], deputies: [], wanted };
      const people = await kept.peopleOf(council.id);
      const everyone = await named([...people.leads, ...people.deputies]);
      return {
        workspace,
        council,
        successors: present(register, council.id, turn.now) ? [] : successors(register, council.id),
        workspaces: await kept.workspaces.count({ councilId: council.id, state: 'linked' }),
        leads: everyone.slice(0, people.leads.length),
        deputies: everyone.slice(people.leads.length),
        wanted,
      };
    },
    /** The council somebody belongs to: that of their workspace, unless they are known to be a guest there. */
    councilOf: async (person: PersonId): Promise<Council | undefined> => {
      if (((await kept.persons.get(person))?.standing ?? 'member') !== 'member') return undefined;
      const workspace = await kept.workspace(workspaceOf(person));
      return workspace && isLinked(workspace) ? register.byId(workspace.councilId ?? '') : undefined;
    },
    /** The council of an account's workspace, whatever is known of the account. */
    workspaceCouncil: async (person: PersonId): Promise<string | undefined> => {
      const workspace = await kept.workspace(workspaceOf(person));
      return workspace && isLinked(workspace) ? workspace.councilId : undefined;
    },
    /** Those who speak for a council, leads first. */
    speakersOf: async (council: string): Promise<PersonId[]> => {
      const { leads, deputies } = await kept.peopleOf(council);
      return [...leads, ...deputies];
    },
    zoneOf: async (id: PersonId): Promise<string | undefined> => (await kept.persons.get(id))?.zone,
    linkedCount: (council: string): Promise<number> => kept.workspaces.count({ councilId: council, state: 'linked' }),
    /** Every workspace that ever spoke to us, oldest first. */
    workspaces: (): Promise<Workspace[]> => kept.workspaces.find({}, { sort: ['createdAt', 'up'] }),
    workspacesOf: (council: string): Promise<Workspace[]> => kept.workspaces.find({ councilId: council, state: 'linked' }),
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
