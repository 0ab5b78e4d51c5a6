import type { PersonId, WorkspaceId } from '../chat/event';
import type { Clock, Log, NewId } from '../log';
import { type Collection, change, type Store } from '../store/collection';
import type { LookUp } from './accounts';
import { acting, type Council, mergers, type Register } from './council';
import { type Coordinator, type CouncilPeople, coordinatorShape, councilPeopleShape, nobody, type Person, personShape } from './people';
import { shortCache } from './short-cache';
import { isLinked, newWorkspace, type Workspace, workspaceShape } from './workspace';

export type CouncilPorts = {
  store: Store;
  register: Register;
  clock: Clock;
  newId: NewId;
  log: Log;
  configuredCoordinators: readonly PersonId[];
  /** Workspaces let in by configuration: `teams:<tenant>`. */
  letIn?: readonly WorkspaceId[];
  lookUp?: LookUp;
  /** Asks delivery to send a message; the same kind, subject, person and occasion is the same message. */
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
};

/** What this feature keeps, with short-lived copies in memory of what every event needs. Own writes are seen at once. */
export type Directory = {
  workspaces: Collection<Workspace>;
  persons: Collection<Person>;
  people: Collection<CouncilPeople>;
  stored: Collection<Coordinator>;
  /** The copy in memory; undefined where the workspace was never seen. */
  workspace(id: WorkspaceId): Promise<Workspace | undefined>;
  /** The council that a workspace acts for: the one it is linked to, or the one in its place. Undefined where it is not linked. */
  councilOf(workspace: Workspace | undefined): Council | undefined;
  /** Councils for which one acts: itself, and those that merged into it. */
  actingAs(council: string): string[];
  peopleOf(council: string): Promise<CouncilPeople>;
  coordinators(): Promise<ReadonlySet<PersonId>>;
  /** Creates the workspace where it is new. */
  met(id: WorkspaceId, name: string): Promise<Workspace>;
  changeWorkspace(id: WorkspaceId, rule: (before: Workspace) => Workspace): Promise<Workspace | undefined>;
  /** Creates the document where the council has none. */
  changePeople(council: string, rule: (before: CouncilPeople) => CouncilPeople): Promise<CouncilPeople>;
  forgetCoordinators(): void;
};

export const directory = ({ store, register, clock, configuredCoordinators }: CouncilPorts): Directory => {
  const workspaces = store.open(workspaceShape);
  const people = store.open(councilPeopleShape);
  const stored = store.open(coordinatorShape);
  const workspaceCache = shortCache((id) => workspaces.get(id), clock);
  const peopleCache = shortCache(async (id) => (await people.get(id)) ?? nobody(id), clock);
  const coordinatorCache = shortCache(
    async () => new Set([...configuredCoordinators, ...(await stored.find({})).map(({ id }) => id)]),
    clock,
  );

  return {
    workspaces,
    people,
    stored,
    persons: store.open(personShape),
    workspace: workspaceCache.get,
    councilOf: (workspace) => {
      const council = workspace && isLinked(workspace) ? register.byId(workspace.councilId ?? '') : undefined;
      return council && acting(register, council, clock());
    },
    actingAs: (council) => [council, ...[...mergers(register, clock())].flatMap(([ended, now]) => (now === council ? [ended] : []))],
    peopleOf: peopleCache.get,
    coordinators: () => coordinatorCache.get(''),
    met: async (id, name) => {
      const known = await workspaceCache.get(id);
      if (known) return known;
      const created = newWorkspace(id, name, clock());
      const won = await workspaces.insert(created);
      workspaceCache.forget(id);
      return won ? created : ((await workspaces.get(id)) ?? created);
    },
    changeWorkspace: async (id, rule) => {
      try {
        return await change(workspaces, id, rule);
      } finally {
        workspaceCache.forget(id);
      }
    },
    changePeople: async (council, rule) => {
      try {
        const changed = await change(people, council, rule);
        if (changed) return changed;
        const created = rule(nobody(council));
        if (await people.insert(created)) return created;
        return (await change(people, council, rule)) ?? created;
      } finally {
        peopleCache.forget(council);
      }
    },
    forgetCoordinators: () => coordinatorCache.forget(''),
  };
};
