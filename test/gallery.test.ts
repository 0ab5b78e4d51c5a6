import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toModal, valuesOf } from '../adapters/slack/form';
import { slackLimitProblems } from '../adapters/slack/limits';
import { toBlockKit, toHome } from '../adapters/slack/render';
import { teamsLimitProblems } from '../adapters/teams/limits';
import { toAdaptiveCard, toFormCard } from '../adapters/teams/render';
import { formText, toText } from '../src/chat/text';
import type { Form, View } from '../src/chat/view';
import { readConfig } from '../src/config';
import { type House, openHouse } from '../src/house';
import { complaints } from './support/adaptive-card';
import { crawl } from './support/crawl';
import { FORMS, HOSTILE, VIEWS } from './support/gallery';
import { alice, coordinator, guest } from './support/turns';

/** What any platform would refuse about a view. */
const viewProblems = (view: View): string[] => [
  ...slackLimitProblems(toBlockKit(view, 'slack:T1')),
  ...slackLimitProblems(toHome(view, 'slack:T1')),
  ...teamsLimitProblems(toAdaptiveCard(view)),
  ...complaints(toAdaptiveCard(view)),
];
const formProblems = (form: Form): string[] => [
  ...slackLimitProblems(toModal(form, 'slack:T1', 'C1')),
  ...teamsLimitProblems(toFormCard(form, true)),
  ...complaints(toFormCard(form, true)),
];
/** Every text of Block Kit that Slack reads as markup. */
const markup = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(markup);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  return [...(type === 'mrkdwn' && typeof text === 'string' ? [text] : []), ...Object.values(value).flatMap(markup)];
};

describe('Every kind of block', () => {
  test.each(VIEWS)('%s is taken by Slack and Teams', (_, view) => {
    expect(viewProblems(view)).toEqual([]);
  });

  test('as text says everything, whatever it is', () => {
    for (const [, view] of VIEWS) expect(typeof toText(view)).toBe('string');
    const [, view] = VIEWS.find(([name]) => name === 'hostile: all') as [string, View];
    expect(toText(view)).toContain('<at>everyone</at>');
  });

  test('with hostile words is shown as typed on Slack: no ping, no link, no emoji of theirs', () => {
    const views = VIEWS.filter(([name]) => name.startsWith('hostile'));
    const all = views.flatMap(([, view]) => markup(toBlockKit(view, 'slack:T1').blocks)).join('\n');
    expect(all).not.toMatch(/<!|<#|<https:\/\/evil|:tada:/);
    expect(all.match(/<@[^>]*>/g)?.every((mention) => mention === '<@U1>')).toBe(true);
    expect(all).not.toContain('javascript:alert(1)|');
    expect(all).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000]/);
    expect(JSON.stringify(views.map(([, view]) => toBlockKit(view, 'slack:T1').text))).not.toMatch(/<!|<@/);
  });
});

describe('Every kind of field', () => {
  test.each(FORMS)('%s is taken by Slack and Teams', (_, form) => {
    expect(formProblems(form)).toEqual([]);
    expect(formText(form)).toContain(form.fields[0]?.label.slice(0, 20) ?? '');
  });

  test('comes back from a Slack modal as it was filled in', () => {
    const typed = (value: object) => ({ value });
    const values = {
      text: typed({ type: 'plain_text_input', value: HOSTILE }),
      choice: typed({ type: 'radio_buttons', selected_option: { value: 'o1' } }),
      choices: typed({ type: 'checkboxes', selected_options: [{ value: 'o1' }, { value: 'o2' }] }),
      date: typed({ type: 'datepicker', selected_date: '2026-12-24' }),
      person: typed({ type: 'users_select', selected_user: 'U1' }),
    };
    expect(valuesOf({ values }, 'slack:T1')).toEqual({
      text: HOSTILE,
      choice: 'o1',
      choices: ['o1', 'o2'],
      date: '2026-12-24',
      person: 'slack:T1:U1',
    });
  });

  test.each([
    undefined,
    null,
    [],
    { values: null },
    { values: { a: null } },
    { values: { a: { b: null } } },
    { values: { __proto__: { x: {} } } },
  ])('state that is %j does no harm', (state) => {
    expect(Object.values(valuesOf(state, 'slack:T1')).every((value) => value === '')).toBe(true);
  });
});

describe('Everything that the product shows', () => {
  let house: House;
  const WORDS = [
    '',
    'help',
    'help council',
    'help nonsense',
    'ask',
    'ask do we have to publish our source code?',
    'ask can we just buy it',
    'ask who won the football last night',
    `ask ${HOSTILE}`,
    'points',
    'point 99',
    'point 3 of lgdss-2016',
    'standards',
    'compare lgdss-2016 gds-2019',
    'compare gds-2015 gds-2019',
    'council',
    'council link',
    'council link Camden',
    'council link Newport',
    'council link Narnia',
    'council lead <@U2>',
    'council deputy <@U3>',
    'council pending',
    'council remove <@U3>',
    `person ${HOSTILE}`,
    'person',
    'questions',
    'questions export',
    'coordinators',
    'poll',
    'poll new',
    'poll new x | category: planning',
    `poll new ${HOSTILE.replaceAll('\n', ' ').replaceAll('|', '')} | category: planning | from: 2028 | councils: 2 | until: in 3 weeks`,
    'poll show nothing',
    'poll answer nothing',
    'contracts',
    'contracts add',
    `contracts add ${HOSTILE.replaceAll('\n', ' ').replaceAll('|', '')} | category: planning | ends: March 2090`,
    'contracts add Planning | category: planning | ends: March 2029 | supplier: Acme | band: 2',
    'contracts import',
    'contracts export',
    'check',
    'check start',
    'check start "Missed bin collection" beta bought',
    `check start "${'Bins '.repeat(15)}" live`,
    `check set Missed bin collection 5 partly: ${HOSTILE.replace(/\n/g, ' ')}`,
    'check set Missed bin collection 1 met: https://camden.gov.uk/research',
    'check set Missed bin collection 99 met: x',
    'check assign Missed bin collection 4 me by next friday',
    'check Missed bin collection',
    'check history Missed bin collection',
    'digest',
    'digest weekly at 9:30',
    'snooze 1w',
    'quiet 18:00-08:00',
    'check export Missed bin collection',
    'check undo Missed bin collection',
    'check review Missed bin collection',
    'check review Missed bin collection on 12 May 2027',
    'check summary Missed bin collection',
    'check start "Old form" beta against lgdss-2016',
    'check set Old form 14 met: monthly sessions',
    'check Old form',
    'check move Old form',
    'check preview gds-2019',
    'deliveries',
    'deliveries gone',
    'check',
    'asl something',
  ];
  beforeAll(async () => {
    const config = readConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-gallery-')), COORDINATORS: coordinator.id });
    house = await openHouse(config, { logLevel: 'silent', wake: async () => undefined });
  });
  afterAll(() => house.store.close());

  test.each([
    ['a guest', guest],
    ['an officer', { ...alice, name: HOSTILE }],
    ['a coordinator', coordinator],
    ['an officer whose council is linked', { ...alice, workspace: 'slack:T2', id: 'slack:T2:U1', address: 'slack:T2/U1' }],
  ])(
    'to %s: every button works, and every view and form is taken by Slack and Teams',
    async (who, speaker) => {
      if (who.endsWith('linked'))
        await house.features.councils.linkDirectly('slack:T2', 'Camden', { id: coordinator.id, name: coordinator.name });
      const { views, forms } = await crawl(house.features.front, speaker, WORDS);
      expect(views.size).toBeGreaterThan(30);
      expect([...views].flatMap(([name, view]) => viewProblems(view).map((problem) => `${name}: ${problem}`))).toEqual([]);
      expect([...forms].flatMap(([name, form]) => formProblems(form).map((problem) => `${name}: ${problem}`))).toEqual([]);
      const broken = [...views]
        .filter(([, view]) => /Something went wrong on our side|no longer works: it is/i.test(toText(view)))
        .map(([name]) => name);
      expect(broken).toEqual([]);
    },
    60_000,
  );
});
