import { join } from 'node:path';
import { readRegister } from '../../adapters/content/councils';
import { embeddedStore } from '../../adapters/embedded/store';
import type { ChatEvent, Speaker } from '../../src/chat/event';
import { receiptShape } from '../../src/chat/receipts';
import { router } from '../../src/chat/router';
import { formText, toText } from '../../src/chat/text';
import type { Reply } from '../../src/chat/view';
import { councilMessages } from '../../src/councils/messages';
import { councilRoutes } from '../../src/councils/routes';
import { councils } from '../../src/councils/use-cases';
import type { Collection, Shape, Store, Stored } from '../../src/store/collection';
import { action, alice, command, coordinator, guest, keepingLog, noMetrics, submission } from '../support/turns';

const register = readRegister(join(__dirname, '../../content/councils.json'));
const bob: Speaker = { ...alice, id: 'slack:T1:U2', name: 'Bob', address: 'slack:T1/U2' };
const dan: Speaker = { ...coordinator, id: 'slack:T9:U2', workspace: 'slack:T9', name: 'Dan', address: 'slack:T9/U2' };
const teamsAlice: Speaker = { ...alice, id: 'teams:camden:a1', workspace: 'teams:camden', address: 'teams:camden/a1' };
const eve: Speaker = { ...alice, id: 'slack:T5:U5', workspace: 'slack:T5', name: 'Eve', address: 'slack:T5/U5' };

/** A store that counts what is read; two users of it share its collections, as two processes share a database. */
const counting = (store: Store): Store & { reads: string[] } => {
  const reads: string[] = [];
  const opened = new Map<string, unknown>();
  const open = <T extends Stored>(shape: Shape<T>): Collection<T> => {
    const kept = (opened.get(shape.name) as Collection<T> | undefined) ?? store.open(shape);
    opened.set(shape.name, kept);
    const read =
      <A extends unknown[], R>(act: (...all: A) => R) =>
      (...all: A): R => {
        reads.push(shape.name);
        return act(...all);
      };
    return { ...kept, get: read(kept.get), find: read(kept.find), count: read(kept.count) };
  };
  return { ...store, open, reads };
};

const world = async (configured = [coordinator.id, dan.id]) => {
  const now = { at: new Date('2026-11-23T09:00:00Z') };
  const log = keepingLog();
  const embedded = await embeddedStore({ log });
  const store = counting(embedded);
  const told = new Map<string, { to: string; kind: string; subject: string }>();
  const ids: string[] = [];
  const ports = {
    store,
    register,
    clock: () => now.at,
    newId: () => `id${ids.push('')}`,
    log,
    configuredCoordinators: configured,
    letIn: ['teams:ours'],
    tell: async (to: string, kind: string, subject: string, occasion = '') =>
      void told.set([to, kind, subject, occasion].join(' '), { to, kind, subject }),
  };
  const made = councils(ports);
  const front = router({
    features: [councilRoutes(made)],
    identify: made.identify,
    receipts: embedded.open(receiptShape),
    clock: ports.clock,
    newId: ports.newId,
    log,
    metrics: noMetrics,
  });
  const messages = councilMessages(made);
  const say = async (event: ChatEvent): Promise<{ reply: Reply; text: string }> => {
    const reply = await front.answer(event);
    switch (reply.kind) {
      case 'message':
      case 'replace':
        return { reply, text: toText(reply.view) };
      case 'form':
        return { reply, text: formText(reply.form) };
      case 'errors':
        return { reply, text: JSON.stringify(reply.fields) };
      case 'done':
        return { reply, text: '' };
    }
  };
  const requestOf = async (workspace: string) => (await made.pending()).find(({ id }) => id === workspace)?.requestId ?? 'none';
  const link = async (speaker: Speaker, council: string) => {
    await say(command(`council link ${council}`, speaker));
    return say(action('councils.approve', await requestOf(speaker.workspace), coordinator));
  };
  const shown = async (kind: string, to: string) => {
    const [found] = [...told.values()].filter((one) => one.kind === kind && one.to === to).slice(-1);
    const content = found && (await messages[kind]?.(found.subject));
    return content && toText(content);
  };
  return { ...made, ports, now, log, store, told, say, link, requestOf, shown };
};

const roles = async (w: Awaited<ReturnType<typeof world>>, speaker: Speaker) => {
  const who = await w.identify(command('x', speaker));
  return [...who.roles, who.council?.id].filter(Boolean).join(' ');
};

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
});

describe('A council that was replaced', () => {
  test('stays, says by whom, and its workspace may ask for the successor', async () => {
    const w = await world();
    w.now.at = new Date('2023-03-01T09:00:00Z');
    await w.link(alice, 'Mendip');
    expect((await w.say(command('council'))).text).not.toContain('replaced');
    w.now.at = new Date('2023-04-02T09:00:00Z');
    expect(await roles(w, alice)).toBe('officer mendip');
    expect((await w.say(command('council'))).text).toContain('ended on Friday 31 March 2023 and was replaced by Somerset Council');
    await w.say(action('councils.choose', 'somerset'));
    expect(await roles(w, alice)).toBe('officer mendip');
    await w.say(action('councils.approve', await w.requestOf('slack:T1'), dan));
    expect(await roles(w, alice)).toBe('officer somerset');
  });
});

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
