import { join } from 'node:path';
import { readRegister } from '../../adapters/content/councils';
import { formText, toText } from '../../src/chat/text';
import type { View } from '../../src/chat/view';
import type { Council } from '../../src/councils/council';
import { goneView, silentView } from '../../src/councils/gone-views';
import {
  answerView,
  coordinatorForm,
  coordinatorsView,
  leadNamedView,
  linkView,
  outcomeView,
  pendingView,
  requestView,
} from '../../src/councils/request-views';
import type { Overview } from '../../src/councils/use-cases';
import { councilView, homeBlocks, linkForm, nameForm, noneView, severalView } from '../../src/councils/views';
import { approve, ask, newWorkspace, refuse, unlink, withdraw } from '../../src/councils/workspace';

const register = readRegister(join(__dirname, '../../content/councils.json'));
const council = (id: string): Council => register.byId(id) as Council;
const NOW = new Date('2026-11-23T09:00:00Z');
const ALICE = { id: 'slack:T1:U1', name: 'Alice' };
const CORA = { id: 'teams:t1:c1', name: 'Cora' };
const fresh = newWorkspace('slack:T1', 'Camden digital', NOW);
const asked = ask(fresh, 'camden', ALICE, 'r1', NOW);
const linked = approve(asked, 'r1', CORA, NOW);
const empty: Overview = { workspace: fresh, successors: [], workspaces: 0, leads: [], deputies: [] };
const camden: Overview = { ...empty, workspace: linked, council: council('camden'), workspaces: 1 };
const longest = [...register.all].sort((a, b) => b.name.length - a.name.length)[0] as Council;

const gallery: Record<string, View> = {
  unlinked: councilView(empty, ALICE.id, false),
  asked: councilView({ ...empty, workspace: asked, wanted: council('camden') }, ALICE.id, false),
  askedByAnother: councilView({ ...empty, workspace: asked, wanted: council('camden') }, 'slack:T1:U2', false),
  refused: councilView({ ...empty, workspace: refuse(asked, 'r1', CORA, NOW), wanted: council('camden') }, ALICE.id, false),
  noLead: councilView(camden, ALICE.id, false),
  noDeputy: councilView({ ...camden, leads: [ALICE] }, ALICE.id, true),
  complete: councilView({ ...camden, leads: [ALICE, CORA], deputies: [CORA] }, ALICE.id, true),
  replaced: councilView(
    { ...camden, council: council('cumbria'), successors: [council('cumberland'), council('westmorland-and-furness')] },
    ALICE.id,
    false,
  ),
  merged: councilView({ ...camden, linkedTo: council('mendip'), council: council('somerset') }, ALICE.id, false),
  gone: goneView(council('camden'), ALICE),
  silent: silentView(longest),
  several: severalView(register.find('north')),
  ended: severalView([council('cumberland')], council('cumbria')),
  none: noneView(register.near('Gotham', 3)),
  request: requestView(asked, longest, 2),
  approved: outcomeView(linked, longest),
  withdrawn: outcomeView(withdraw(asked, 'r1', ALICE.id), council('camden')),
  undone: outcomeView(unlink(linked, 'r1', CORA, NOW), council('camden')),
  answer: answerView(linked, council('camden')) as View,
  noAnswer: answerView(refuse(asked, 'r1', CORA, NOW), council('camden')) as View,
  nothingPending: pendingView([], 0),
  pending: pendingView(
    Array.from({ length: 10 }, () => ({ workspace: asked, council: longest })),
    14,
  ),
  lead: leadNamedView(council('camden'), ALICE),
  already: linkView({ kind: 'already', council: council('camden') }),
  coordinators: coordinatorsView([CORA, { id: 'slack:T9:U2', name: 'slack:T9:U2' }]),
};
const each = Object.entries(gallery);

describe('Every view', () => {
  test.each(each)('%s has a summary, and says everything as plain text without shouting', (_, shown) => {
    expect(shown.summary.length).toBeGreaterThan(5);
    expect(`${shown.summary}${toText(shown)}`).not.toMatch(/!|undefined|\[object|null|Invalid/);
  });

  test.each(each)('%s fits the platforms’ limits', (_, shown) => {
    const all = shown.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
    expect(shown.blocks.length).toBeLessThanOrEqual(50);
    expect(shown.blocks.every((block) => block.type !== 'buttons' || block.buttons.length <= 25)).toBe(true);
    expect(all.every(({ label }) => label.length <= 75)).toBe(true);
    expect(all.every((button) => 'url' in button || button.value.length <= 2_000)).toBe(true);
  });
});

describe('What people read', () => {
  test.each([
    ['unlinked', '[Link this workspace]'],
    ['asked', '[Withdraw the request]'],
    ['refused', 'A coordinator refused the request to link this workspace to London Borough of Camden.'],
    ['noLead', '[Name a lead]'],
    ['noDeputy', '[Name a deputy]'],
    ['complete', 'Code: E09000007'],
    [
      'replaced',
      'Cumbria County Council ended on Friday 31 March 2023 and was replaced by Cumberland Council and Westmorland and Furness Council.',
    ],
    ['several', 'more. Type more of the name if yours is not here.'],
    ['request', 'This council already has 2 workspaces.'],
    ['pending', '… and 4 more.'],
    ['nothingPending', 'No workspace is waiting'],
  ])('%s: %s', (name, sentence) => {
    expect(toText(gallery[name] as View)).toContain(sentence);
  });

  test('only who asked can withdraw, and nothing more is asked of a complete council', () => {
    expect(toText(gallery.askedByAnother as View)).not.toContain('Withdraw');
    expect(toText(gallery.complete as View)).not.toContain('Next:');
  });

  test('refusing asks first, with its consequence', () => {
    const [, refuseButton] = (gallery.request as View).blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
    expect(refuseButton).toMatchObject({ action: 'councils.refuse', value: 'r1', confirm: { text: expect.stringContaining('is told') } });
  });

  test('forms have titles that Slack can show, and say what follows', () => {
    for (const form of [linkForm(), nameForm('lead'), nameForm('deputy'), coordinatorForm()]) {
      expect(form.title.length).toBeLessThanOrEqual(24);
      expect(formText(form)).toContain(`[${form.submit}]`);
      expect(form.intro?.length).toBe(1);
    }
  });

  test('Home says who we are', () => {
    expect(toText({ summary: '', blocks: homeBlocks(camden, ALICE.id) })).toContain('London Borough of Camden. It has no lead yet.');
    expect(toText({ summary: '', blocks: homeBlocks({ ...camden, leads: [ALICE] }, ALICE.id) })).toContain('Lead: Alice.');
  });
});
