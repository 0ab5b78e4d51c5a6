import { type PersonId, workspaceOf } from '../chat/event';
import type { Turn } from '../chat/turn';
import { NotAllowed, UserError } from '../errors';
import type { accounts } from './accounts';
import type { Council } from './council';
import type { CouncilPorts, Directory } from './directory';
import { type CouncilPeople, type Namer, nameRole, nobody, removeRole } from './people';

const NO_COUNCIL = 'This workspace is not linked to a council yet. Type “council link” and your council’s name to start.';

const namer = ({ event, who }: Turn, council: Council): Namer => ({
  id: event.speaker.id,
  officer: who.roles.has('officer') && who.council?.id === council.id,
  coordinator: who.roles.has('coordinator'),
});

/** Who speaks for a council. */
export const naming = (
  { register, clock, log, tell }: CouncilPorts,
  kept: Directory,
  { checkFit }: Pick<ReturnType<typeof accounts>, 'checkFit'>,
) => {
  const councilOf = async (person: PersonId): Promise<Council | undefined> => kept.councilOf(await kept.workspace(workspaceOf(person)));

  /** The council whose roles this turn is about: the speaker's own; for a coordinator, that of the person named. */
  const subject = async (turn: Turn, person: PersonId): Promise<Council> => {
    const own = register.byId(turn.who.council?.id ?? '');
    if (!turn.who.roles.has('coordinator')) {
      if (!own) throw new NotAllowed(NO_COUNCIL);
      return own;
    }
    const theirs = (await councilOf(person)) ?? own;
    if (!theirs) throw new UserError('That person’s workspace is not linked to a council yet.');
    return theirs;
  };

  /** Tells the coordinators of a first lead, if that is still to be done. */
  const tellOfLead = async (people: CouncilPeople): Promise<void> => {
    if (people.todo !== 'tell') return;
    const coordinators = await kept.coordinators();
    if (coordinators.size === 0) return;
    const occasion = people.log.at(-1)?.at.toISOString();
    for (const person of coordinators) await tell(person, 'councils.lead-named', people.id, occasion);
    await kept.changePeople(people.id, (before) => (before.todo === 'tell' ? { ...before, todo: 'none' } : before));
  };

  return {
    tellOfLead,
    peopleOf: (council: string): Promise<CouncilPeople> => kept.peopleOf(council),
    /** Names a lead or deputy: a member, and no guest, of a workspace of the same council. Returns the council. */
    name: async (turn: Turn, role: 'lead' | 'deputy', person: PersonId): Promise<Council> => {
      const council = await subject(turn, person);
      if ((await councilOf(person))?.id !== council.id)
        throw new UserError(`That person is not in a workspace of ${council.shortName}. A lead or deputy has to be.`);
      const by = namer(turn, council);
      const named = (before: CouncilPeople) => nameRole(before, role, person, by, clock());
      // Whoever may not name anybody hears that, and nothing of the account. As it stands now: another process may just have named the lead.
      named((await kept.people.get(council.id)) ?? nobody(council.id));
      await checkFit(person);
      const people = await kept.changePeople(council.id, named);
      log.info('role named', { role, council: council.id, person, by: by.id });
      await tellOfLead(people);
      return council;
    },
    /** Takes the role of lead or deputy away. Returns the council. */
    remove: async (turn: Turn, person: PersonId): Promise<Council> => {
      const council = await subject(turn, person);
      const by = namer(turn, council);
      await kept.changePeople(council.id, (before) => removeRole(before, person, by, clock()));
      log.info('role removed', { council: council.id, person, by: by.id });
      return council;
    },
  };
};
