import { bob, dan, eve, roles, teamsAlice, world } from '../support/councils-world';
import { action, alice, command, coordinator, submission } from '../support/turns';

describe('Linking a workspace', () => {
  test('somebody asks, every coordinator is told, one approves, and who asked is told', async () => {
    const w = await world();
    expect((await w.say(command('council link Camden'))).text).toContain(
      'asked the coordinators to link this workspace to London Borough of Camden',
    );
    expect(await w.shown('councils.link-asked', coordinator.id)).toContain('Asked by: Alice');
    expect(await w.shown('councils.link-asked', dan.id)).toContain('E09000007');
    expect(await roles(w, alice)).toBe('');
    const { reply, text } = await w.say(action('councils.approve', await w.requestOf('slack:T1'), coordinator));
    expect(reply.kind).toBe('replace');
    expect(text).toContain('Approved by Cora');
    expect(await roles(w, alice)).toBe('officer camden');
    expect(await w.shown('councils.link-answered', alice.id)).toContain('has linked your workspace to London Borough of Camden');
    expect(await w.shown('councils.link-asked', dan.id)).toBeUndefined();
  });

  test('two coordinators approving at once link it once, and both see it approved', async () => {
    const w = await world();
    await w.say(command('council link Camden'));
    const id = await w.requestOf('slack:T1');
    const both = await Promise.all([w.say(action('councils.approve', id, coordinator)), w.say(action('councils.approve', id, dan))]);
    expect(both.map(({ text }) => /Approved by (Cora|Dan)/.exec(text)?.[1])).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(both.map(({ text }) => /Approved by (Cora|Dan)/.exec(text)?.[1])).size).toBe(1);
    expect([...w.told.values()].filter(({ kind }) => kind === 'councils.link-answered')).toHaveLength(1);
  });

  test('one approving while the other refuses: one outcome, and the other is told of it', async () => {
    const w = await world();
    await w.say(command('council link Camden'));
    const id = await w.requestOf('slack:T1');
    const both = await Promise.all([w.say(action('councils.approve', id, coordinator)), w.say(action('councils.refuse', id, dan))]);
    expect(both.filter(({ reply }) => reply.kind === 'replace')).toHaveLength(1);
    expect(both.map(({ text }) => text).join()).toMatch(/has already (approved|refused) this request/);
  });

  test('can be refused, withdrawn and undone', async () => {
    const w = await world();
    await w.say(command('council link Camden'));
    expect((await w.say(action('councils.refuse', await w.requestOf('slack:T1'), dan))).text).toContain('Refused by Dan');
    expect(await w.shown('councils.link-answered', alice.id)).toContain('has not linked');
    await w.say(command('council link Camden'));
    const id = await w.requestOf('slack:T1');
    expect((await w.say(action('councils.withdraw', id, bob))).text).toContain('Only the person who asked');
    expect((await w.say(action('councils.withdraw', id))).text).toContain('withdrawn the request');
    expect((await w.say(action('councils.approve', id, dan))).text).toContain('has withdrawn this request');
    await w.link(alice, 'Camden');
    const undo = (await w.workspacesOf('camden'))[0]?.requestId ?? '';
    expect((await w.say(action('councils.undo', undo, dan))).text).toContain('Link undone by Dan');
    expect(await roles(w, alice)).toBe('');
  });

  test('a request that was replaced by another one can no longer be approved', async () => {
    const w = await world();
    await w.say(command('council link Camden'));
    const old = await w.requestOf('slack:T1');
    await w.say(command('council link Barnet'));
    expect((await w.say(action('councils.approve', old, coordinator))).text).toContain('a newer one took its place');
    expect(await roles(w, alice)).toBe('');
  });

  test.each(['forged', '', '__proto__', '{"$ne":null}', 'x'.repeat(40_000)])('a forged request id has no effect: %#', async (id) => {
    const w = await world();
    await w.say(command('council link Camden'));
    expect((await w.say(action('councils.approve', id, coordinator))).text).toContain('cannot find that request');
    expect(await roles(w, alice)).toBe('');
  });

  test.each(['councils.approve', 'councils.refuse', 'councils.undo'])('only a coordinator may press %s', async (name) => {
    const w = await world();
    await w.say(command('council link Camden'));
    expect((await w.say(action(name, await w.requestOf('slack:T1'), alice))).text).toContain('Only a coordinator');
    expect((await w.pending()).length).toBe(1);
  });

  test('a council may have two workspaces, and then says so', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await w.say(command('council link camden', teamsAlice));
    expect(await w.shown('councils.link-asked', dan.id)).toContain('already has 1 workspace.');
    await w.say(action('councils.approve', await w.requestOf('teams:camden'), dan));
    expect((await w.say(command('council'))).text).toContain('Workspaces: 2');
    expect(await roles(w, teamsAlice)).toBe('officer camden');
  });

  test('an ambiguous name gives buttons, an unknown one the nearest three, a linked workspace says so', async () => {
    const w = await world();
    const several = await w.say(command('council link Newcastle'));
    expect(several.text).toContain('[Newcastle City Council]');
    expect((await w.say(command('council link Gotham'))).text).toMatch(/nearest.*\n\n(\[[^\]]+\] ){3}\[Try another name\]/s);
    expect((await w.say(action('councils.choose', 'newcastle-upon-tyne'))).reply.kind).toBe('replace');
    await w.say(action('councils.approve', await w.requestOf('slack:T1'), dan));
    expect((await w.say(command('council link Camden'))).text).toContain('already linked to Newcastle City Council');
    expect(await w.pendingCount()).toBe(0);
  });

  test.each(['__proto__', 'atlantis', 'mendip', ''])('a forged choice of council is refused: %j', async (id) => {
    const w = await world();
    expect((await w.say(action('councils.choose', id))).text).toContain('cannot find that council');
    expect(await w.pendingCount()).toBe(0);
  });

  test('without a name there is a form; its mistakes stand beside the field', async () => {
    const w = await world();
    expect((await w.say(command('council link'))).reply.kind).toBe('form');
    expect((await w.say(submission('councils.link', '', { council: ' ' }))).text).toContain('Write your council’s name');
    expect((await w.say(submission('councils.link', '', { council: 'Gotham' }))).text).toContain('Nearest:');
    expect((await w.say(submission('councils.link', '', { council: '__proto__' }))).reply.kind).toBe('errors');
    expect((await w.say(submission('councils.link', '', { council: 'x'.repeat(40_000) }))).reply.kind).toBe('errors');
    expect((await w.say(submission('councils.link', '', { council: 'Camden' }))).text).toContain('asked the coordinators');
  });

  test('a council that has ended stands for its successor, or for a choice of them', async () => {
    const w = await world();
    expect((await w.say(command('council link Mendip'))).text).toContain(
      'Mendip District Council has ended. Somerset Council took its place.',
    );
    expect((await w.say(command('council link Cumbria', eve))).text).toContain('[Cumberland Council] [Westmorland and Furness Council]');
  });

  test('a request made before there is a coordinator waits for the first one', async () => {
    const w = await world([]);
    await w.say(command('council link Camden'));
    await w.catchUp();
    expect(w.told.size).toBe(0);
    await roles(w, dan);
    await w.addCoordinator(dan.id, 'configuration');
    await w.catchUp();
    await w.catchUp();
    expect([...w.told.keys()]).toEqual([expect.stringContaining(`${dan.id} councils.link-asked`)]);
  });

  test('a coordinator can link a Teams tenant that cannot speak to us yet', async () => {
    const w = await world();
    expect(await w.isLetIn('teams:camden')).toBe(false);
    expect((await w.say(command('coordinator link teams:camden Camden', coordinator))).text).toContain('teams:camden is now linked');
    expect(await w.isLetIn('teams:camden')).toBe(true);
    expect(await roles(w, teamsAlice)).toBe('officer camden');
    expect((await w.say(command('coordinator link teams:x Camden', alice))).text).toContain('Only a coordinator');
  });

  test('a tenant is the same in capital letters', async () => {
    const w = await world();
    await w.say(command('coordinator link teams:AAAAAAAA-0000-4000-8000-00000000ABCD Camden', coordinator));
    expect(await w.isLetIn('teams:aaaaaaaa-0000-4000-8000-00000000abcd')).toBe(true);
    expect((await w.workspacesOf('camden')).map(({ id }) => id)).toEqual(['teams:aaaaaaaa-0000-4000-8000-00000000abcd']);
  });
});

describe('A council that was replaced', () => {
  test('its workspace acts for the successor, says so, and may ask to be linked to it', async () => {
    const w = await world();
    w.now.at = new Date('2023-03-01T09:00:00Z');
    await w.link(alice, 'Mendip');
    expect((await w.say(command('council'))).text).not.toContain('replaced');
    w.now.at = new Date('2023-04-02T09:00:00Z');
    expect(await roles(w, alice)).toBe('officer somerset');
    expect((await w.say(command('council'))).text).toContain('Mendip District Council, which ended on Friday 31 March 2023');
    await w.say(action('councils.choose', 'somerset'));
    await w.say(action('councils.approve', await w.requestOf('slack:T1'), dan));
    expect(await roles(w, alice)).toBe('officer somerset');
    expect((await w.say(command('council'))).text).not.toContain('Mendip');
  });
});
