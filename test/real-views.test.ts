import { toModal } from '../adapters/slack/form';
import { slackLimitProblems } from '../adapters/slack/limits';
import { toBlockKit, toHome } from '../adapters/slack/render';
import { teamsLimitProblems } from '../adapters/teams/limits';
import { toAdaptiveCard, toFormCard } from '../adapters/teams/render';
import { formText, toText } from '../src/chat/text';
import { complaints } from './support/adaptive-card';
import { HOSTILE } from './support/gallery';
import { type Real, realViews } from './support/gallery-views';
import { markupIn, textObjects } from './support/read-block-kit';

/** What costs the most once escaped, and lines without end. */
const SIGNS = '*_~`<>&:a:'.repeat(4_000);
const LINES = `a${'\n'.repeat(1_998)}b`;
const SAID: [string, string | undefined][] = [
  ['our own content', undefined],
  ['hostile words', HOSTILE],
  ['40 kB of signs', SIGNS],
  ['40 kB of wide letters', '語👨‍👩‍👧'.repeat(5_000)],
  ['nothing but lines', LINES],
  ['next to nothing', ' '],
];

/** Buttons that stand in rows of a card; the second one of a confirmation does not count. */
const pressable = (card: object): number =>
  (card as { body: { actions?: object[] }[] }).body.reduce((sum, { actions = [] }) => sum + actions.length, 0);

describe.each(SAID)('Every view and form of the product with %s', (_, words) => {
  let real: Real;
  const each = (problems: (view: Real['views'][number][1]) => string[]) =>
    real.views.flatMap(([name, view]) => problems(view).map((problem) => `${name}: ${problem}`));
  const eachForm = (problems: (form: Real['forms'][number][1]) => string[]) =>
    real.forms.flatMap(([name, form]) => problems(form).map((problem) => `${name}: ${problem}`));
  beforeAll(async () => {
    real = await realViews(words);
  });

  test('is taken by Slack, as a message and in Home', () => {
    expect(real.views.length).toBeGreaterThan(60);
    expect(each((view) => slackLimitProblems(toBlockKit(view, 'slack:T1')))).toEqual([]);
    expect(each((view) => slackLimitProblems(toHome(view, 'slack:T1')))).toEqual([]);
    expect(eachForm((form) => slackLimitProblems(toModal(form, 'slack:T1', 'C1')))).toEqual([]);
  });

  test('is taken by Teams', () => {
    for (const problems of [teamsLimitProblems, complaints]) {
      expect(each((view) => problems(toAdaptiveCard(view)))).toEqual([]);
      expect(eachForm((form) => problems(toFormCard(form, true)))).toEqual([]);
      expect(eachForm((form) => problems(toFormCard(form, false)))).toEqual([]);
    }
  });

  test('loses no button: whatever can be pressed is there', () => {
    const lost = each((view) => {
      const wanted = view.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])).length;
      const shown = JSON.stringify(toBlockKit(view, 'slack:T1').blocks).split('"type":"button"').length - 1;
      const counts = [wanted, shown, pressable(toAdaptiveCard(view))];
      return counts.every((count) => count === wanted) ? [] : [`buttons wanted, on Slack, on Teams: ${counts.join(', ')}`];
    });
    expect(lost).toEqual([]);
  });

  test('says nothing wrong, and calls nobody but people we mention', () => {
    const broken = /undefined|\[object|NaN|Invalid Date/;
    expect(each((view) => (broken.test(toText(view)) ? [toText(view)] : []))).toEqual([]);
    expect(eachForm((form) => (broken.test(formText(form)) ? [formText(form)] : []))).toEqual([]);
    const all = real.views.map(([, view]) => toBlockKit(view, 'slack:T1').blocks);
    const tags = all.flatMap(markupIn).flatMap((text) => text.match(/<[^>]*>?/g) ?? []);
    const ours = /^<(@U1|https:\/\/(?!evil)[^|>]+\|[^>]+)>$/;
    expect(tags.filter((tag) => !ours.test(tag))).toEqual([]);
    expect(textObjects(all).filter(({ text }) => /[\u0000-\u0008\u202a-\u202e]/.test(text))).toEqual([]);
  });
});
