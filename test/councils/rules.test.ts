import { mentioned } from '../../src/councils/mention';
import { type CouncilPeople, eraseFromPeople, type Namer, nameRole, nobody, removeRole } from '../../src/councils/people';
import {
  approve,
  ask,
  type By,
  installed,
  newWorkspace,
  refuse,
  removed,
  unlink,
  type Workspace,
  withdraw,
} from '../../src/councils/workspace';

const NOW = new Date('2026-11-23T09:00:00Z');
const ALICE: By = { id: 'slack:T1:U1', name: 'Alice' };
const CORA: By = { id: 'teams:t1:c1', name: 'Cora' };
const fresh = newWorkspace('slack:T1', 'Camden', NOW);
const asked = ask(fresh, 'camden', ALICE, 'r1', NOW);
const linked = approve(asked, 'r1', CORA, NOW);
const refused = refuse(asked, 'r1', CORA, NOW);

describe('A workspace', () => {
  test.each<[string, Workspace, Partial<Workspace>]>([
    ['asks', asked, { state: 'asked', requestId: 'r1', requestState: 'open', todo: 'ask' }],
    ['asks the same again: nothing changes', ask(asked, 'camden', CORA, 'r2', NOW), { requestId: 'r1' }],
    ['asks for another: the newer request counts', ask(asked, 'barnet', ALICE, 'r2', NOW), { requestId: 'r2', requestState: 'open' }],
    ['is approved', linked, { state: 'linked', councilId: 'camden', linkedBy: CORA.id, requestState: 'approved', todo: 'answer' }],
    ['is refused', refused, { state: 'new', councilId: undefined, requestState: 'refused' }],
    ['withdraws', withdraw(asked, 'r1', ALICE.id), { state: 'new', requestState: 'withdrawn', todo: 'none' }],
    ['is unlinked', unlink(linked, 'r1', CORA, NOW), { state: 'new', councilId: undefined, requestState: 'undone' }],
    ['is removed: its council stays for history', removed(linked), { state: 'removed', councilId: 'camden' }],
    ['is removed while asking: nobody can approve it', removed(asked), { state: 'removed', requestState: 'withdrawn', todo: 'none' }],
    ['comes back linked', installed(removed(linked), 'Camden'), { state: 'linked', councilId: 'camden' }],
    ['comes back new where it never was linked', installed(removed(asked), ''), { state: 'new', name: 'Camden' }],
    ['comes back new after its link was undone', installed(removed(unlink(linked, 'r1', CORA, NOW)), ''), { state: 'new' }],
    ['asks again while linked: it stays linked', ask(linked, 'barnet', ALICE, 'r2', NOW), { state: 'linked', councilId: 'camden' }],
    ['is refused the successor: the old link stays', refuse(ask(linked, 'barnet', ALICE, 'r2', NOW), 'r2', CORA, NOW), { state: 'linked' }],
  ])('%s', (_, after, expected) => {
    expect(after).toMatchObject(expected);
  });

  test.each<[string, () => Workspace, string]>([
    ['a forged request', () => approve(asked, 'r9', CORA, NOW), 'This request no longer stands'],
    ['a request since replaced', () => approve(ask(asked, 'barnet', ALICE, 'r2', NOW), 'r1', CORA, NOW), 'This request no longer stands'],
    ['one that was refused', () => approve(refused, 'r1', CORA, NOW), 'Cora has already refused'],
    ['one that was withdrawn', () => approve(withdraw(asked, 'r1', ALICE.id), 'r1', CORA, NOW), 'withdrawn this request'],
    ['one whose link was undone', () => approve(unlink(linked, 'r1', CORA, NOW), 'r1', CORA, NOW), 'already undone'],
    ['refusing what was approved', () => refuse(linked, 'r1', CORA, NOW), 'Cora has already approved'],
    ['withdrawing what was approved', () => withdraw(linked, 'r1', ALICE.id), 'can no longer withdraw'],
    ['withdrawing another’s', () => withdraw(asked, 'r1', CORA.id), 'Only the person who asked'],
    ['undoing what was never approved', () => unlink(asked, 'r1', CORA, NOW), 'nothing to undo'],
  ])('refuses %s', (_, act, sentence) => {
    expect(act).toThrow(sentence);
  });

  test('approved or refused twice is the same as once', () => {
    expect(approve(linked, 'r1', { id: 'x', name: 'X' }, NOW)).toBe(linked);
    expect(refuse(refused, 'r1', { id: 'x', name: 'X' }, NOW)).toBe(refused);
  });
});

const officer = (id: string): Namer => ({ id, officer: true, coordinator: false });
const CO: Namer = { id: 'c', officer: false, coordinator: true };
const withLead = nameRole(nobody('camden'), 'lead', 'a', officer('b'), NOW);
const full: CouncilPeople = { ...nobody('camden'), leads: ['a', 'b'], deputies: ['d', 'e'] };

describe('Speaking for a council', () => {
  test('any officer may name the first lead, and the coordinators are to be told', () => {
    expect(withLead).toMatchObject({ leads: ['a'], todo: 'tell', log: [{ by: 'b', what: 'lead', person: 'a' }] });
  });

  test.each<[string, CouncilPeople, Partial<CouncilPeople>]>([
    ['a lead names another lead', nameRole(withLead, 'lead', 'x', officer('a'), NOW), { leads: ['a', 'x'] }],
    ['a lead names a deputy', nameRole(withLead, 'deputy', 'x', officer('a'), NOW), { leads: ['a'], deputies: ['x'] }],
    ['a deputy names a lead', nameRole({ ...full, leads: [] }, 'lead', 'x', officer('d'), NOW), { leads: ['x'] }],
    ['a coordinator names a lead, and is not told of it', nameRole(nobody('camden'), 'lead', 'x', CO, NOW), { leads: ['x'], todo: 'none' }],
    [
      'a deputy who becomes lead is no longer deputy',
      nameRole({ ...full, leads: ['a'] }, 'lead', 'd', CO, NOW),
      { leads: ['a', 'd'], deputies: ['e'] },
    ],
    ['a lead steps down', removeRole(full, 'a', officer('a'), NOW), { leads: ['b'] }],
    [
      'erasure leaves no trace of the id',
      eraseFromPeople(withLead, 'a'),
      { leads: [], log: [{ at: NOW, by: 'b', what: 'lead', person: 'erased' }] },
    ],
  ])('%s', (_, after, expected) => {
    expect(after).toMatchObject(expected);
  });

  test('naming somebody twice changes nothing', () => {
    expect(nameRole(withLead, 'lead', 'a', officer('a'), NOW)).toBe(withLead);
  });

  test.each<[string, () => CouncilPeople, string]>([
    ['an officer naming a second lead', () => nameRole(withLead, 'lead', 'x', officer('x'), NOW), 'Only your council’s lead or deputy'],
    [
      'an officer naming a lead while there is a deputy',
      () => nameRole({ ...full, leads: [] }, 'lead', 'x', officer('x'), NOW),
      'Only your council’s',
    ],
    ['a deputy before there is a lead', () => nameRole(nobody('camden'), 'deputy', 'x', officer('x'), NOW), 'no lead yet'],
    [
      'somebody who is no officer',
      () => nameRole(nobody('camden'), 'lead', 'x', { ...officer('x'), officer: false }, NOW),
      'Only your council’s',
    ],
    ['a third lead', () => nameRole(full, 'lead', 'x', officer('a'), NOW), 'already has two leads'],
    ['a third deputy', () => nameRole(full, 'deputy', 'x', CO, NOW), 'already has two deputies'],
    ['an officer taking a role away', () => removeRole(full, 'a', officer('x'), NOW), 'Only your council’s lead or deputy'],
    ['taking away a role that nobody has', () => removeRole(full, 'x', officer('a'), NOW), 'neither lead nor deputy'],
  ])('refuses %s', (_, act, sentence) => {
    expect(act).toThrow(sentence);
  });
});

describe('A mention', () => {
  test.each([
    ['<@U123>', 'slack:T1', 'slack:T1:U123'],
    ['<@U123|alice>', 'slack:T1', 'slack:T1:U123'],
    [' <@5f6e-77|Alice Smith> ', 'teams:t1', 'teams:t1:5f6e-77'],
    ['<@slack:T2:U5|x>', 'slack:T1', 'slack:T2:U5'],
    ['slack:T2:U5', 'teams:t1', 'slack:T2:U5'],
    // Tenants and Entra ids are the same in capital letters; what Slack and a conversation call somebody is not.
    [
      'teams:AAAAAAAA-0000-4000-8000-00000000ABCD:AAAAAAAA-0000-4000-8000-00000000ABCD',
      'slack:T1',
      'teams:aaaaaaaa-0000-4000-8000-00000000abcd:aaaaaaaa-0000-4000-8000-00000000abcd',
    ],
    ['<@AAAAAAAA-0000-4000-8000-00000000ABCD|Bob>', 'teams:t1', 'teams:t1:aaaaaaaa-0000-4000-8000-00000000abcd'],
    ['teams:T1:29-1AbC', 'slack:T1', 'teams:t1:29-1AbC'],
  ])('%s said in %s is %s', (typed, workspace, person) => {
    expect(mentioned(typed, workspace)).toBe(person);
  });

  test.each(['Alice', '@alice', '', '<@>', '<@U1> <@U2>', '<!channel>', '<@a:b>', '__proto__', '<@U 1>', `<@${'U'.repeat(40_000)}>`])(
    '%# is no mention, and the sentence says how to make one',
    (typed) => {
      expect(() => mentioned(typed, 'slack:T1')).toThrow('Mention the person');
    },
  );
});
