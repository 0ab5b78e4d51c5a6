import { bob, dan, roles, world } from '../support/councils-world';
import { world as house, bob as robert } from '../support/moved-clock';
import { alice, command, coordinator } from '../support/turns';

/** A council whose lead is Bob, and whose deputy, if any, is Alice. */
const led = async (deputy: boolean, over: Parameters<typeof world>[1] = {}) => {
  const w = await world(undefined, over);
  await w.link(alice, 'Camden');
  await roles(w, bob);
  await w.say(command('council lead <@U2>'));
  if (deputy) await w.say(command('council deputy <@U1>', bob));
  w.told.clear();
  return w;
};
const messages = (w: Awaited<ReturnType<typeof world>>) => [...w.told.values()].map(({ to, kind }) => `${kind} ${to}`);

describe('When the account of somebody who speaks for a council is gone', () => {
  test('the others speak for it, and are told once', async () => {
    const w = await led(true);
    await w.left(bob.id, true);
    expect(await w.speakersOf('camden')).toEqual([alice.id]);
    expect(messages(w)).toEqual([`councils.speaker-gone ${alice.id}`]);
    expect(await w.shown('councils.speaker-gone', alice.id)).toContain('Bob no longer speaks for London Borough of Camden');
    await w.left(bob.id, true);
    await w.catchUp();
    expect(w.told.size).toBe(1);
  });

  test('two in one evening are two messages, each with its own name', async () => {
    const w = await led(true);
    const carl = { ...bob, id: 'slack:T1:U7', name: 'Carl', address: 'slack:T1/U7' };
    await roles(w, carl);
    await w.say(command('council lead <@U7>', bob));
    for (const one of [bob, carl]) await w.left(one.id, true);
    const told = [...w.told.values()].filter(({ to }) => to === alice.id);
    expect(told.map(({ subject }) => subject)).toEqual([`camden ${bob.id}`, `camden ${carl.id}`]);
    expect(await w.shown('councils.speaker-gone', alice.id)).toContain('Carl no longer speaks');
  });

  test('and was the only one, the coordinators are told, and any officer can name a first lead again', async () => {
    const w = await led(false);
    await w.left(bob.id, true);
    expect(messages(w)).toEqual([`councils.silent ${coordinator.id}`, `councils.silent ${dan.id}`]);
    expect(await w.shown('councils.silent', dan.id)).toContain('Nobody speaks for London Borough of Camden any more');
    expect((await w.say(command('council lead me'))).text).toContain('Alice is now a lead');
    expect(await w.shown('councils.silent', dan.id)).toBeUndefined();
    expect(await w.shown('councils.lead-named', dan.id)).toContain('Alice');
  });

  test('a process that died before telling leaves it to the next sweep', async () => {
    const dead = { now: true };
    const told: string[] = [];
    const tell = async (to: string, kind: string) => {
      if (dead.now && kind === 'councils.speaker-gone') throw new Error('killed');
      told.push(`${kind} ${to}`);
    };
    const w = await led(true, { tell });
    told.length = 0;
    await expect(w.left(bob.id, true)).rejects.toThrow('killed');
    dead.now = false;
    await w.catchUp();
    await w.catchUp();
    expect(told).toEqual([`councils.speaker-gone ${alice.id}`]);
  });

  test('whoever comes back is named again, and is then not announced as gone', async () => {
    const w = await led(true);
    await w.left(bob.id, true);
    expect(await roles(w, bob)).toBe('officer camden');
    await w.say(command('council lead <@U2>'));
    expect(await roles(w, bob)).toBe('officer lead camden');
    expect(await w.shown('councils.speaker-gone', alice.id)).toBeUndefined();
  });

  test('a false alarm, where the platform says that the account is there, changes nothing', async () => {
    const w = await led(true, { lookUp: async () => ({ standing: 'member', name: 'Bob', address: bob.address }) });
    await w.left(bob.id, true);
    expect(await w.speakersOf('camden')).toEqual([bob.id, alice.id]);
    expect(w.told.size).toBe(0);
  });

  test('somebody without a role is not missed', async () => {
    const w = await led(false);
    await w.left('slack:T1:U77', true);
    expect(w.told.size).toBe(0);
  });

  test('a message that ends because the account is gone has the same effect, and the points go to whoever is left', async () => {
    const is: { now: 'member' | 'closed' | 'later' } = { now: 'member' };
    const lookUp = async (person: string) =>
      person !== robert.id ? undefined : is.now === 'later' ? is.now : { standing: is.now, name: 'Bob', address: robert.address };
    const w = await house(undefined, { lookUp });
    await w.say('help', robert);
    await w.say('council lead <@U2>');
    await w.say('council deputy <@U1>', robert);
    await w.say('check start Bins beta');
    await w.say('check assign Bins 5 <@U2> by 30 November');
    w.gone.set(robert.address, { kind: 'gone', reason: 'user_not_found', lost: true });
    // Nothing is decided while the platform cannot be asked.
    is.now = 'later';
    await expect(w.until('2026-11-23T12:00:00Z')).rejects.toThrow('cannot say just now');
    expect(await w.made.councils.speakersOf('camden')).toEqual([robert.id, alice.id]);
    is.now = 'closed';
    const texts = (await w.until('2026-11-23T15:00:00Z')).filter(({ to }) => to === alice.address).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('no longer speaks for'))).toHaveLength(1);
    expect(await w.made.councils.speakersOf('camden')).toEqual([alice.id]);
    expect(await w.say('check Bins')).toContain('Alice');
  });

  test('a chat that is gone on a platform that says nothing of its people takes no role away', async () => {
    const w = await house();
    await w.say('help', robert);
    await w.say('council lead <@U2>');
    await w.say('check start Bins beta');
    await w.say('check assign Bins 5 <@U2> by 30 November');
    w.gone.set(robert.address, { kind: 'gone', reason: 'ConversationNotFound', lost: true });
    await w.until('2026-11-23T15:00:00Z');
    expect(await w.made.councils.speakersOf('camden')).toEqual([robert.id]);
  });
});
