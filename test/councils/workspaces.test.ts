import { councils } from '../../src/councils/use-cases';
import { bob, dan, eve, roles, world } from '../support/councils-world';
import { alice, command, coordinator } from '../support/turns';

describe('Knowing who speaks', () => {
  test('reads nothing in the steady state, and side by side again after five seconds', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await roles(w, alice);
    w.store.reads.length = 0;
    for (let i = 0; i < 50; i += 1) await roles(w, alice);
    expect(w.store.reads).toEqual([]);
    w.now.at = new Date(w.now.at.getTime() + 5_001);
    await Promise.all(Array.from({ length: 50 }, () => roles(w, alice)));
    expect([...w.store.reads].sort()).toEqual(['coordinators', 'councilPeople', 'workspaces']);
  });

  test('sees within five seconds what another process wrote', async () => {
    const w = await world();
    const other = councils(w.ports);
    await roles(w, alice); // the first sight makes the workspace, the second keeps a copy
    expect(await roles(w, alice)).toBe('');
    await other.linkDirectly('slack:T1', 'Camden', { id: dan.id, name: 'Dan' });
    expect(await roles(w, alice)).toBe('');
    w.now.at = new Date(w.now.at.getTime() + 5_000);
    expect(await roles(w, alice)).toBe('officer camden');
  });

  test('remembers a person when something changed, or once a day', async () => {
    const w = await world();
    await roles(w, alice);
    await roles(w, { ...alice, address: 'slack:T1/new' });
    expect(await w.personAddress(alice.id)).toBe('slack:T1/new');
    expect(await w.personAddress('slack:T1:nobody')).toBeUndefined();
    await roles(w, { ...alice, name: 'A'.repeat(40_000) });
    const [kept] = await w.named([alice.id]);
    expect(kept?.name.length).toBeLessThanOrEqual(100);
  });

  test('a hundred first events at once make one workspace', async () => {
    const w = await world();
    await Promise.all(Array.from({ length: 100 }, (_, i) => roles(w, { ...alice, id: `slack:T1:V${i}` })));
    await w.installed('slack:T1', 'Camden');
    expect(await w.isLetIn('slack:T1')).toBe(true);
  });

  test.each(['__proto__', 'constructor', '\u202eevil\u0000'])('a person or workspace called %j is only a name', async (name) => {
    const w = await world();
    await w.installed('slack:T1', name);
    await w.say(command('council link Camden', { ...alice, name }));
    expect(await w.shown('councils.link-asked', dan.id)).toContain('A workspace asks to be linked');
    expect(await w.shown('councils.link-asked', dan.id)).not.toMatch(/[\u0000\u202e]/);
  });
});

describe('The life of a workspace', () => {
  test.each([
    ['slack:T1', true],
    ['console:camden', true],
    ['teams:ours', true],
    ['teams:t1', true], // a configured coordinator's own
    ['teams:stranger', false],
  ])('%s is let in: %s', async (workspace, expected) => {
    expect(await (await world()).isLetIn(workspace)).toBe(expected);
  });

  test('once removed its people act for nobody; once back they do again', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await w.removed('slack:T1');
    expect(await roles(w, alice)).toBe('');
    await w.installed('slack:T1', 'Camden');
    expect(await roles(w, alice)).toBe('officer camden');
    await w.removed('slack:never');
  });

  test('a council can take out everything it put in, and nobody else’s', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await w.link(eve, 'Barnet');
    await w.say(command('council lead <@U1>'));
    const all = JSON.stringify(await w.export('camden'));
    expect(all).toContain('slack:T1:U1');
    expect(all).not.toContain('slack:T5');
    expect(JSON.parse(all).people.leads).toEqual(['slack:T1:U1']);
  });

  test.each([alice, coordinator])('a person can be erased: $name leaves no trace, and what they did stays', async (person) => {
    const w = await world([coordinator.id]);
    await w.link(alice, 'Camden');
    await w.say(command('council lead <@U1>'));
    expect(await w.erase(person.id)).toBeGreaterThan(0);
    const all = JSON.stringify([await w.export('camden'), await w.workspacesOf('camden'), await w.peopleOf('camden')]);
    expect(all).not.toContain(person.id);
    expect(all).not.toContain(`"${person.name}"`);
    expect(await w.personAddress(person.id)).toBeUndefined();
    expect(await roles(w, bob)).toBe('officer camden');
  });

  test('nothing that people wrote, and no name, is logged', async () => {
    const w = await world();
    await w.link(alice, 'Camden');
    await w.say(command('council lead <@U1|Zebedee>'));
    expect(w.log.lines.length).toBeGreaterThan(2);
    expect(w.log.lines.join('\n')).not.toMatch(/Alice|Zebedee|Cora/);
  });
});
