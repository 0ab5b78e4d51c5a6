import { z } from 'zod';
import type { PersonId } from '../chat/event';
import { NotAllowed, UserError } from '../errors';
import type { Shape } from '../store/collection';

/** Stands where an erased person's id stood. */
export const ERASED = 'erased';
const MOST = 2;

const person = z.object({
  id: z.string(),
  revision: z.number(),
  workspace: z.string(),
  name: z.string(),
  address: z.string(),
  standing: z.enum(['member', 'guest', 'outsider']),
  zone: z.string().optional(),
  /** When last remembered: at most once a day, unless something changed. */
  seenAt: z.date(),
});
/** Somebody who has used the bot, and where they can be reached. */
export type Person = z.infer<typeof person>;
export const personShape: Shape<Person> = { name: 'people', schema: person, indexes: [{ fields: ['workspace'] }] };

const councilPeople = z.object({
  /** The council's id. */
  id: z.string(),
  revision: z.number(),
  leads: z.array(z.string()),
  deputies: z.array(z.string()),
  log: z.array(z.object({ at: z.date(), by: z.string(), what: z.enum(['lead', 'deputy', 'removed', 'gone']), person: z.string() })),
  /** Still to be told: the coordinators of the first lead; or whoever is left, that an account is gone. */
  todo: z.enum(['tell', 'gone', 'none']),
});
/** Who speaks for a council. */
export type CouncilPeople = z.infer<typeof councilPeople>;
export const councilPeopleShape: Shape<CouncilPeople> = { name: 'councilPeople', schema: councilPeople, indexes: [{ fields: ['todo'] }] };

const coordinator = z.object({ id: z.string(), revision: z.number(), addedBy: z.string(), addedAt: z.date() });
/** Somebody whom a coordinator made one. Those in the configuration are not stored. */
export type Coordinator = z.infer<typeof coordinator>;
export const coordinatorShape: Shape<Coordinator> = { name: 'coordinators', schema: coordinator, indexes: [] };

export const nobody = (council: string): CouncilPeople => ({ id: council, revision: 0, leads: [], deputies: [], log: [], todo: 'none' });

/** What somebody may do with the roles of this council, judged on the document as it is now. */
export type Namer = { id: PersonId; officer: boolean; coordinator: boolean };

const speaksFor = (before: CouncilPeople, by: Namer): boolean =>
  by.coordinator || before.leads.includes(by.id) || before.deputies.includes(by.id);

const without = (before: CouncilPeople, who: PersonId): CouncilPeople => ({
  ...before,
  leads: before.leads.filter((id) => id !== who),
  deputies: before.deputies.filter((id) => id !== who),
});

/** Names a lead or deputy; a person has one role, the newest. Any officer may name the first lead, and coordinators are told. */
export const nameRole = (before: CouncilPeople, role: 'lead' | 'deputy', who: PersonId, by: Namer, now: Date): CouncilPeople => {
  const first = role === 'lead' && before.leads.length === 0 && before.deputies.length === 0 && by.officer;
  if (!speaksFor(before, by) && !first) {
    if (before.leads.length + before.deputies.length === 0 && by.officer)
      throw new NotAllowed('Your council has no lead yet. Name one first: type “council lead” and mention the person.');
    throw new NotAllowed('Only your council’s lead or deputy, or a coordinator, can name people. Type “council” to see who they are.');
  }
  const [holders, plural] = role === 'lead' ? [before.leads, 'leads'] : [before.deputies, 'deputies'];
  if (holders.includes(who)) return before;
  if (holders.length >= MOST)
    throw new UserError(
      `The council already has ${holders.length === MOST ? 'two' : holders.length} ${plural}. Take one away first: type “council remove” and mention the person.`,
    );
  const rest = without(before, who);
  const named = role === 'lead' ? { ...rest, leads: [...rest.leads, who] } : { ...rest, deputies: [...rest.deputies, who] };
  const entry = { at: now, by: by.id, what: role, person: who } as const;
  return { ...named, log: [...before.log, entry], todo: first && !speaksFor(before, by) ? 'tell' : before.todo };
};

/** Takes a role away. Stepping down oneself is the same thing. */
export const removeRole = (before: CouncilPeople, who: PersonId, by: Namer, now: Date): CouncilPeople => {
  if (!speaksFor(before, by)) throw new NotAllowed('Only your council’s lead or deputy, or a coordinator, can take a role away.');
  if (!before.leads.includes(who) && !before.deputies.includes(who))
    throw new UserError('That person is neither lead nor deputy. Type “council” to see who is.');
  return { ...without(before, who), log: [...before.log, { at: now, by: by.id, what: 'removed', person: who }] };
};

/** The account of somebody with a role is gone: the role goes with it, and somebody is to be told. */
export const departed = (before: CouncilPeople, who: PersonId, now: Date): CouncilPeople => {
  if (!before.leads.includes(who) && !before.deputies.includes(who)) return before;
  return { ...without(before, who), log: [...before.log, { at: now, by: who, what: 'gone', person: who }], todo: 'gone' };
};

/** Takes in the people of a council that merged into this one. The limit is for naming: it turns nobody away who spoke for their council. */
export const joinedBy = (before: CouncilPeople, from: CouncilPeople, now: Date): CouncilPeople => {
  const isNew = (id: PersonId) => !before.leads.includes(id) && !before.deputies.includes(id);
  const [leads, deputies] = [from.leads.filter(isNew), from.deputies.filter(isNew)];
  if (leads.length + deputies.length === 0) return before;
  const entry = (what: 'lead' | 'deputy') => (person: PersonId) => ({ at: now, by: from.id, what, person });
  return {
    ...before,
    leads: [...before.leads, ...leads],
    deputies: [...before.deputies, ...deputies],
    log: [...before.log, ...leads.map(entry('lead')), ...deputies.map(entry('deputy'))],
  };
};

/** Forgets a person: their role goes, and the log says only that somebody erased held it. */
export const eraseFromPeople = (before: CouncilPeople, who: PersonId): CouncilPeople => {
  const hit = (id: string) => (id === who ? ERASED : id);
  const named = before.leads.includes(who) || before.deputies.includes(who);
  if (!named && !before.log.some((entry) => entry.by === who || entry.person === who)) return before;
  return { ...without(before, who), log: before.log.map((entry) => ({ ...entry, by: hit(entry.by), person: hit(entry.person) })) };
};
