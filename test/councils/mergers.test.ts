import { acting, mergers, successors } from '../../src/councils/council';
import { register as registerOf } from '../../src/councils/register';
import { bob, dan, register, roles, world } from '../support/councils-world';
import { world as house } from '../support/moved-clock';
import { action, alice, command } from '../support/turns';

const BEFORE = '2023-03-01T09:00:00Z';
const AFTER = '2023-04-02T09:00:00Z';
const ann = { ...alice, id: 'slack:T3:U1', workspace: 'slack:T3', name: 'Ann', address: 'slack:T3/U1' };
const by = { id: dan.id, name: 'Dan' };

describe('A council that merged into another', () => {
  /** Mendip, led by Alice with Bob as her deputy, merges into Somerset, led by Ann. */
  const merged = async () => {
    const w = await world();
    w.now.at = new Date(BEFORE);
    await w.linkDirectly('slack:T1', 'Mendip', by);
    await roles(w, bob);
    await w.say(command('council lead me'));
    await w.say(command('council deputy <@U2>'));
    expect(await roles(w, alice)).toBe('officer lead mendip');
    w.now.at = new Date(AFTER);
    await w.linkDirectly('slack:T3', 'somerset', by);
    await w.say(command('council lead me', ann));
    return w;
  };

  test('its people act for the successor from that day on', async () => {
    const w = await merged();
    expect(await roles(w, { ...bob, id: 'slack:T1:U8' })).toBe('officer somerset');
    expect((await w.councilOf(bob.id))?.id).toBe('somerset');
    expect(await w.workspaceCouncil(bob.id)).toBe('somerset');
    const { text } = await w.say(command('council'));
    expect(text).toContain('Somerset Council');
    expect(text).toContain('linked to Mendip District Council, which ended on Friday 31 March 2023');
    expect(text).toContain('Workspaces: 2');
    expect((await w.workspacesOf('somerset')).map(({ id }) => id).sort()).toEqual(['slack:T1', 'slack:T3']);
  });

  test('its leads and deputies speak for the successor beside its own, with one voice', async () => {
    const w = await merged();
    await w.catchUp();
    await w.catchUp();
    expect(await w.peopleOf('somerset')).toMatchObject({ leads: [ann.id, alice.id], deputies: [bob.id] });
    expect(await w.speakersOf('mendip')).toEqual([]);
    expect(await roles(w, alice)).toBe('officer lead somerset');
    expect(await roles(w, bob)).toBe('officer deputy somerset');
    expect((await w.say(command('council lead <@U9>', { ...bob, id: 'slack:T1:U8' }))).text).toContain('Only your council’s lead');
    expect((await w.say(command('council remove me'))).text).toContain('no longer speaks for Somerset Council');
    await w.catchUp();
    expect(await w.speakersOf('somerset')).toEqual([ann.id, bob.id]);
  });

  test('the workspaces of both are in what the successor takes out', async () => {
    const w = await merged();
    expect(JSON.stringify(await w.export('somerset'))).toContain('slack:T1:U1');
  });

  test('its assessments are the successor’s', async () => {
    const w = await house(BEFORE);
    await w.made.councils.linkDirectly('slack:T5', 'Mendip', by);
    const mia = { ...ann, id: 'slack:T5:U1', workspace: 'slack:T5', address: 'slack:T5/U1' };
    await w.say('check start Bins beta', mia);
    w.now.at = new Date(AFTER);
    await w.made.councils.linkDirectly('slack:T3', 'somerset', by);
    expect(await w.say('check', ann)).not.toContain('Bins');
    for (const work of w.made.catchUp) await work();
    expect(await w.say('check', ann)).toContain('Bins');
    expect(await w.say('check set Bins 5 partly: half of it', mia)).toContain('Bins');
  });
});

describe('A council that was split', () => {
  test('stays as it is, and `council` asks to link anew', async () => {
    const w = await world();
    w.now.at = new Date(BEFORE);
    await w.linkDirectly('slack:T1', 'cumbria', by);
    await w.say(command('council lead me'));
    w.now.at = new Date(AFTER);
    await w.catchUp();
    expect(await roles(w, alice)).toBe('officer lead cumbria');
    expect((await w.say(command('council'))).text).toContain('link this workspace to the council you work for now');
    await w.say(action('councils.choose', 'cumberland'));
    await w.say(action('councils.approve', await w.requestOf('slack:T1'), dan));
    expect(await roles(w, alice)).toBe('officer cumberland');
  });
});

describe('Who acts for an ended council', () => {
  const day = (on: string) => new Date(`${on}T12:00:00Z`);
  const of = (id: string, on: string) => acting(register, register.byId(id) as never, day(on)).id;
  test.each([
    ['mendip', '2023-03-31', 'mendip'],
    ['mendip', '2023-04-01', 'somerset'],
    ['cumbria', '2023-04-01', 'cumbria'],
    ['camden', '2026-11-23', 'camden'],
  ])('%s on %s: %s', (id, on, expected) => {
    expect(of(id, on)).toBe(expected);
  });

  test('is one that exists that day: a council that will end later does not hand on before', () => {
    const base = { nation: 'England' as const, kind: 'district' as const, gss: [], aliases: [] };
    const chain = registerOf([
      { ...base, id: 'a', name: 'A', shortName: 'A', to: '2023-03-31', replacedBy: ['b'] },
      { ...base, id: 'b', name: 'B', shortName: 'B', from: '2023-04-01', to: '2028-03-31', replacedBy: ['c'] },
      { ...base, id: 'c', name: 'C', shortName: 'C', from: '2028-04-01' },
    ]);
    expect(successors(chain, 'a', day('2026-11-23')).map(({ id }) => id)).toEqual(['b']);
    expect(mergers(chain, day('2026-11-23'))).toEqual(new Map([['a', 'b']]));
    expect(mergers(chain, day('2028-04-01'))).toEqual(
      new Map([
        ['a', 'c'],
        ['b', 'c'],
      ]),
    );
  });
});
