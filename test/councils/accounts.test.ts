import type { Account } from '../../src/councils/accounts';
import { bob, dan, eve, roles, teamsAlice, world } from '../support/councils-world';
import { world as house } from '../support/moved-clock';
import { alice, command, coordinator, submission } from '../support/turns';

/** What the platform says of accounts; undefined for the others: it cannot be asked, or is too slow. */
const platform =
  (told: Record<string, Account['standing']>) =>
  async (person: string): Promise<Account | undefined> => {
    const [, team, user] = person.split(':');
    const standing = told[person];
    return standing && { standing, name: `Name of ${user}`, address: `slack:${team}/${user}` };
  };

describe('A lookup that failed', () => {
  test('counts against somebody once, and changes nothing of what is known of them', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    const failed = { ...alice, standing: 'outsider', name: 'someone', zone: undefined } as const;
    expect(await roles(w, failed)).toBe('');
    expect((await w.councilOf(alice.id))?.id).toBe('camden');
    expect(await w.zoneOf(alice.id)).toBe('Europe/London');
    expect((await w.named([alice.id]))[0]?.name).toBe('Alice');
    expect(await roles(w, alice)).toBe('officer camden');
  });
});

describe('Naming somebody', () => {
  test.each<[string, Account['standing'], string]>([
    ['a guest', 'guest', 'guest account'],
    ['an app', 'bot', 'an app, not a person'],
    ['somebody of another organisation', 'outsider', 'another organisation'],
    ['a closed account', 'closed', 'closed'],
  ])('%s is refused in every role, though they never used the bot', async (_, standing, sentence) => {
    const w = await world(undefined, { lookUp: platform({ 'slack:T1:U5': standing }) });
    await w.link(alice, 'Camden');
    expect((await w.say(command('council lead <@U5>'))).text).toContain(sentence);
    expect((await w.say(submission('councils.name', 'lead', { person: 'U5' }))).text).toContain(sentence);
    expect((await w.say(command('coordinator add slack:T1:U5', coordinator))).text).toContain(sentence);
    expect((await w.peopleOf('camden')).leads).toEqual([]);
    expect((await w.coordinators()).map(({ id }) => id)).toEqual([coordinator.id, dan.id]);
  });

  test('a member who never used the bot can be named, and is then known and reached', async () => {
    const w = await world(undefined, { lookUp: platform({ 'slack:T1:U5': 'member' }) });
    await w.link(alice, 'Camden');
    expect((await w.say(command('council lead <@U5>'))).text).toContain('Name of U5 is now a lead');
    expect(await w.personAddress('slack:T1:U5')).toBe('slack:T1/U5');
    expect((await w.councilOf('slack:T1:U5'))?.id).toBe('camden');
  });

  test('somebody who may not name anybody learns nothing of the account', async () => {
    const w = await world(undefined, { lookUp: platform({ 'slack:T1:U5': 'guest', [bob.id]: 'member' }) });
    await w.link(alice, 'Camden');
    await w.say(command(`council lead <@U2>`));
    expect((await w.say(command('council lead <@U5>'))).text).toContain('Only your council’s lead or deputy');
    expect(await w.personAddress('slack:T1:U5')).toBeUndefined();
  });

  test('where nobody can be asked, somebody who spoke before can be named, and nobody else', async () => {
    const w = await world();
    await w.link(teamsAlice, 'Camden');
    const other = { ...teamsAlice, id: 'teams:camden:b2', name: 'Bola' };
    expect((await w.say(command('council lead teams:camden:b2', teamsAlice))).text).toContain('send me “help”');
    await roles(w, other);
    expect((await w.say(command('council lead teams:camden:b2', teamsAlice))).text).toContain('Bola is now a lead');
  });
});

test('A supplier’s guest account can be made nobody, in the whole house', async () => {
  const over = { coordinators: [], lookUp: platform({ 'slack:T1:USUP': 'guest', 'slack:T1:U2': 'member' }) };
  const w = await house(undefined, over);
  expect(await w.say('council lead <@USUP>')).toContain('guest account');
  expect(await w.say('council lead <@U2>')).toContain('is now a lead');
  expect(await w.made.councils.speakersOf('camden')).toEqual(['slack:T1:U2']);
});

describe('The council of an account', () => {
  test('is none for an account nobody knows, so that nothing about buying goes there', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    expect(await w.councilOf('slack:T1:U5')).toBeUndefined();
    expect(await w.isColleague('slack:T1:U5', 'camden')).toBe(true);
    expect(await w.isColleague('slack:T1:U5', 'barnet')).toBe(false);
  });

  test('is asked of the platform once, for a lead who was named before that was done', async () => {
    const asked: string[] = [];
    const lookUp = platform({ 'slack:T1:U5': 'member', 'slack:T1:U6': 'guest' });
    const counting = async (person: string) => {
      asked.push(person);
      return lookUp(person);
    };
    const w = await world(undefined, { lookUp: counting });
    await w.link(alice, 'Camden');
    for (let i = 0; i < 3; i += 1) expect((await w.councilOf('slack:T1:U5'))?.id).toBe('camden');
    for (let i = 0; i < 3; i += 1) expect(await w.councilOf('slack:T1:U6')).toBeUndefined();
    expect(await w.isColleague('slack:T1:U6', 'camden')).toBe(false);
    expect(asked).toEqual(['slack:T1:U5', 'slack:T1:U6']);
  });
});

describe('A lead who becomes a guest', () => {
  test.each(['when they speak', 'when the platform tells'])('loses the role %s', async (how) => {
    const told: Record<string, Account['standing']> = { [bob.id]: 'member' };
    const w = await world(undefined, { lookUp: platform(told) });
    await w.link(alice, 'Camden');
    await w.say(command('council lead <@U2>'));
    told[bob.id] = 'guest';
    if (how === 'when they speak') await roles(w, { ...bob, standing: 'guest' });
    else await w.left(bob.id, true);
    expect(await w.speakersOf('camden')).toEqual([]);
    expect(await w.councilOf(bob.id)).toBeUndefined();
    expect((await w.say(command('council lead me'))).text).toContain('Alice is now a lead');
  });

  test('hears nothing as a coordinator either', async () => {
    const w = await world();
    await roles(w, dan);
    await roles(w, { ...dan, standing: 'guest' });
    expect((await w.coordinators()).map(({ id }) => id)).toEqual([coordinator.id]);
  });

  test('an outsider’s visit takes no role away', async () => {
    const w = await world();
    await w.link(eve, 'Camden');
    await w.say(command('council lead me', eve));
    await roles(w, { ...eve, standing: 'outsider' });
    expect(await w.speakersOf('camden')).toEqual([eve.id]);
  });
});
