import type { ChatEvent } from '../../src/chat/event';
import { bob, eve, roles, world } from '../support/councils-world';
import { action, alice, command, coordinator, guest, submission } from '../support/turns';

describe('Lead and deputy', () => {
  test('any officer names the first lead, the coordinators hear of it, afterwards only those who speak for the council may', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await roles(w, bob);
    expect((await w.say(command('council lead <@U2|bob>'))).text).toContain('Bob is now a lead for London Borough of Camden.');
    expect(await w.shown('councils.lead-named', coordinator.id)).toContain('named Bob as its first lead');
    expect(await roles(w, bob)).toBe('officer lead camden');
    expect((await w.say(command('council lead <@U1>'))).text).toContain('Only your council’s lead or deputy');
    expect((await w.say(command('council deputy <@U1>', bob))).text).toContain('Alice is now a deputy');
    expect(await roles(w, alice)).toBe('officer deputy camden');
    expect((await w.say(command('council'))).text).toContain('Lead: Bob\nDeputy: Alice');
  });

  test('somebody can name themselves as “me”, and step down so', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    expect((await w.say(command('council lead me'))).text).toContain('Alice is now a lead');
    expect((await w.say(command('council remove ME'))).text).not.toContain('Mention the person');
    expect((await w.peopleOf('camden')).leads).toEqual([]);
  });

  test('a lead named in one process names a deputy in another, which had just seen that there was none', async () => {
    const one = await world();
    const second = await world(undefined, { store: one.store });
    await one.link(alice, 'Camden');
    await second.say(command('council'));
    expect(await roles(second, bob)).toBe('officer camden');
    await one.say(command('council lead me'));
    expect((await second.say(command('council deputy <@U2>'))).text).toContain('Bob is now a deputy');
  });

  test('two officers naming a first lead at once: one lead', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await Promise.all([w.say(command('council lead <@U1>')), w.say(command('council lead <@U7>', bob))]);
    expect((await w.peopleOf('camden')).leads).toHaveLength(1);
  });

  test.each([
    ['Bob', 'Mention the person'],
    ['<@slack:T5:U5>', 'not in a workspace of Camden'],
    ['<@U9>', 'guest account'],
  ])('refuses %s', async (typed, sentence) => {
    const w = await world();
    await w.link(alice, 'Camden');
    await w.link(eve, 'Barnet');
    await roles(w, guest);
    expect((await w.say(command(`council lead ${typed}`))).text).toContain(sentence);
    expect((await w.peopleOf('camden')).leads).toEqual([]);
  });

  test('the form names a person too, and a forged one does not', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    expect((await w.say(action('councils.start-lead'))).reply.kind).toBe('form');
    expect((await w.say(submission('councils.name', '__proto__', { person: 'slack:T1:U1' }))).text).toContain('no longer works');
    expect((await w.say(submission('councils.name', 'lead', { person: '' }))).text).toContain('Choose a person');
    expect((await w.say(submission('councils.name', 'lead', { person: 'slack:T5:U5' }))).reply.kind).toBe('errors');
    expect((await w.say(submission('councils.name', 'lead', { person: 'slack:T1:U1' }))).text).toContain('Alice is now a lead');
  });

  test('a lead of one council is nobody in another', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await w.link(eve, 'Barnet');
    await w.say(command('council lead <@U5>', eve));
    expect((await w.say(command('council lead slack:T5:U5', alice))).text).toContain('not in a workspace of Camden');
    expect((await w.say(command('council remove slack:T5:U5', alice))).text).toContain('Only your council’s lead or deputy');
    expect(await roles(w, eve)).toBe('officer lead barnet');
  });

  test('a coordinator may name and remove anywhere', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    expect((await w.say(command('council lead slack:T1:U1', coordinator))).text).toContain('Alice is now a lead');
    expect((await w.say(command('council remove slack:T1:U1', coordinator))).text).toContain(
      'no longer speaks for London Borough of Camden',
    );
    expect(await roles(w, alice)).toBe('officer camden');
  });
});

describe('Guests and outsiders', () => {
  const sentence = 'Guest accounts can ask about the standard.';
  test.each(['council', 'council link Camden', 'council lead <@U9>', 'council pending', 'coordinator add <@U9>'])(
    'may not: %s',
    async (words) => {
      const w = await world();
      await w.link(alice, 'Camden');
      expect((await w.say(command(words, guest))).text).toContain(sentence);
      expect((await w.say(command(words, { ...eve, standing: 'outsider' }))).text).toContain(sentence);
    },
  );

  test.each(['councils.start', 'councils.choose', 'councils.withdraw', 'councils.approve', 'councils.start-lead'])(
    'may not press %s',
    async (name) => {
      const w = await world();
      expect((await w.say(action(name, 'camden', guest))).text).toContain(sentence);
    },
  );

  test.each(['councils.link', 'councils.name', 'councils.add-coordinator'])('may not send the form %s', async (name) => {
    const w = await world();
    expect((await w.say(submission(name, 'lead', { person: 'slack:T1:U9', council: 'Camden' }, guest))).text).toContain(sentence);
    expect(await w.pendingCount()).toBe(0);
  });

  test('have no roles and no council, even where they are named or configured', async () => {
    const w = await world([guest.id]);
    await roles(w, coordinator);
    await w.addCoordinator(coordinator.id, 'configuration');
    await w.link(alice, 'Camden');
    expect(await roles(w, guest)).toBe('');
    expect((await w.say({ ...command('', guest), kind: 'home' } as ChatEvent)).text).not.toContain('Camden');
  });

  test('an outsider makes no workspace of ours, and does not overwrite what their own says of them', async () => {
    const w = await world();
    await roles(w, eve);
    await roles(w, { ...eve, standing: 'outsider', address: 'slack:T1/elsewhere' });
    expect(await w.personAddress(eve.id)).toBe(eve.address);
    await roles(w, { ...eve, id: 'slack:T8:U1', workspace: 'slack:T8', standing: 'outsider' });
    expect(
      await w.overview({ event: command('x', { ...eve, workspace: 'slack:T8' }), who: { roles: new Set() }, now: w.now.at }),
    ).toMatchObject({
      workspace: { state: 'new', createdAt: w.now.at },
    });
  });
});

describe('Coordinators', () => {
  test('name each other; those in the configuration stay', async () => {
    const w = await world();
    await roles(w, bob);
    expect((await w.say(command('coordinator add slack:T1:U2', coordinator))).text).toContain('Bob is now a coordinator');
    expect(await roles(w, bob)).toBe('coordinator');
    expect((await w.say(command('coordinator list', bob))).text).toContain('Bob – slack:T1:U2');
    expect((await w.say(command('coordinator remove slack:T9:U2', bob))).text).toContain('named in the configuration');
    expect((await w.say(command('coordinator remove slack:T1:U2', coordinator))).text).toContain('no longer a coordinator');
    expect(await roles(w, bob)).toBe('');
  });

  test('see what waits, or that nothing does', async () => {
    const w = await world();
    expect((await w.say(command('council pending', coordinator))).text).toContain('No workspace is waiting');
    await w.say(command('council link Camden'));
    expect((await w.say(command('council pending', coordinator))).text).toContain('[Approve] [Refuse]');
    expect((await w.say(command('council pending', alice))).text).toContain('Only a coordinator');
    expect((await w.say({ ...command('', coordinator), kind: 'home' } as ChatEvent)).text).toContain('1 workspace asks to be linked.');
  });

  test('are not made by others', async () => {
    const w = await world();
    expect((await w.say(command('coordinator add <@U1>'))).text).toContain('Only a coordinator');
    expect((await w.say(submission('councils.add-coordinator', '', { person: 'slack:T1:U1' }))).text).toContain('Only a coordinator');
    expect(await roles(w, alice)).toBe('');
  });
});
