import type { PersonId } from '../chat/event';
import type { departures } from './departures';
import type { CouncilPorts, Directory } from './directory';
import type { Memory } from './identify';
import { merging } from './merging';
import type { naming } from './naming';
import { ERASED, eraseFromPeople } from './people';
import type { requests } from './requests';
import type { Workspace } from './workspace';

const withoutPerson = (before: Workspace, person: PersonId): Workspace => {
  const { asked, linkedBy } = before;
  if (linkedBy !== person && asked?.by !== person && asked?.answeredBy !== person) return before;
  return {
    ...before,
    linkedBy: linkedBy === person ? ERASED : linkedBy,
    asked: asked && {
      ...asked,
      ...(asked.by === person ? { by: ERASED, byName: 'someone who was erased' } : {}),
      ...(asked.answeredBy === person ? { answeredBy: ERASED, answeredByName: 'a coordinator' } : {}),
    },
  };
};

/** What happens without anybody asking, and what a council or person may demand: catching up, export, erasure. */
export const upkeep = (
  ports: CouncilPorts,
  kept: Directory,
  memory: Memory,
  { tellAbout }: Pick<ReturnType<typeof requests>, 'tellAbout'>,
  { tellOfLead }: Pick<ReturnType<typeof naming>, 'tellOfLead'>,
  { tellOfGone }: Pick<ReturnType<typeof departures>, 'tellOfGone'>,
) => ({
  /** Writes down what a dead process left out, and what waited for the first coordinator; hands on what a merger ended. */
  catchUp: async (): Promise<void> => {
    for (const workspace of await kept.workspaces.find({ todo: { in: ['ask', 'answer'] } }, { limit: 200 })) await tellAbout(workspace);
    for (const people of await kept.people.find({ todo: 'tell' }, { limit: 200 })) await tellOfLead(people);
    for (const people of await kept.people.find({ todo: 'gone' }, { limit: 200 })) await tellOfGone(people);
    await merging(ports, kept)();
  },
  /** Everything this feature holds of a council, as plain JSON. */
  export: async (council: string) => {
    const workspaces = await kept.workspaces.find({ councilId: { in: kept.actingAs(council) } });
    const persons = workspaces.length > 0 ? await kept.persons.find({ workspace: { in: workspaces.map(({ id }) => id) } }) : [];
    return {
      council: ports.register.byId(council),
      workspaces: workspaces.map(({ revision: _, todo: __, ...workspace }) => workspace),
      people: await kept.people
        .get(council)
        .then((people) => people && { leads: people.leads, deputies: people.deputies, log: people.log }),
      // Without addresses: they are only of use to the bot.
      persons: persons.map(({ revision: _, address: __, ...person }) => person),
    };
  },
  /** Forgets a person. What they did stays, done by somebody erased. Returns how many documents were changed or removed. */
  erase: async (person: PersonId): Promise<number> => {
    let touched = await kept.persons.remove({ id: person });
    touched += await kept.stored.remove({ id: person });
    for (const { id } of await kept.stored.find({ addedBy: person })) {
      const before = await kept.stored.get(id);
      if (before && (await kept.stored.replace({ ...before, addedBy: ERASED }))) touched += 1;
    }
    for (const before of await kept.people.find({})) {
      if (eraseFromPeople(before, person) === before) continue;
      await kept.changePeople(before.id, (people) => eraseFromPeople(people, person));
      touched += 1;
    }
    for (const before of await kept.workspaces.find({})) {
      if (withoutPerson(before, person) === before) continue;
      await kept.changeWorkspace(before.id, (workspace) => withoutPerson(workspace, person));
      touched += 1;
    }
    kept.forgetCoordinators();
    memory.forget(person);
    return touched;
  },
});
