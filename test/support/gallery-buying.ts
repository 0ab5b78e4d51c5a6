import type { Category } from '../../src/buying/categories';
import type { Contract } from '../../src/buying/contract';
import * as contractViews from '../../src/buying/contract-views';
import * as forms from '../../src/buying/forms';
import * as messageViews from '../../src/buying/message-views';
import type { Answer, Poll } from '../../src/buying/poll';
import { reachView } from '../../src/buying/reach';
import { closed } from '../../src/buying/rules';
import { seen } from '../../src/buying/seal';
import * as views from '../../src/buying/views';
import type { Block, Form, View } from '../../src/chat/view';
import { anAnswer, aPoll, DEADLINE, withAnswers } from './a-poll';

const COUNCILS = Array.from({ length: 40 }, (_, index) => `council-${index}`);

/** Polls in every state, with these words wherever people choose them. */
const polls = (words: string): Poll[] => {
  const text = words.slice(0, 600);
  const wording = {
    need: text,
    mustHaves: text,
    ownerName: text,
    asked: COUNCILS.map((council) => ({ council, at: DEADLINE, deputies: true })),
  };
  const answer = (council: string, index: number): Answer =>
    anAnswer(council, {
      byName: text,
      supplier: text.slice(0, 80),
      mustHaves: text.slice(0, 300),
      limits: text.slice(0, 300),
      band: index % 7,
      volume: index % 5,
      ends: '2028-03',
      route: 'own tender',
      wouldLead: true,
    });
  const full = withAnswers(aPoll(wording), COUNCILS.map(answer), () => 'a'.repeat(32));
  const few = withAnswers(aPoll({ ...wording, quorum: 60 }), COUNCILS.slice(0, 3).map(answer), () => 'a'.repeat(32));
  const missed = closed(few, DEADLINE, text.slice(0, 300));
  return [
    aPoll({ need: text }),
    { ...few, waiting: [answer('council-9', 1)] },
    full,
    closed(full, DEADLINE),
    missed,
    { ...missed, watched: true },
    closed(aPoll({ need: text }), DEADLINE, text.slice(0, 300)),
    { ...full, version: 2, answers: full.answers.map((one) => ({ ...one, level: 'intent' as const, authority: text.slice(0, 200) })) },
  ];
};

const around = (poll: Poll, council: string, said?: string): views.Around => ({
  seen: seen(poll, council),
  own: poll.answers.find((one) => one.council === council),
  waiting: poll.waiting.find((one) => one.council === council),
  receipt: { poll: 'abcdef', line: 'council-0 market 0 0 2028-03 own-tender leads interest', secret: 'a'.repeat(32) },
  categoryName: 'Planning and building control',
  councilName: (id) => id,
  owns: council === poll.council,
  speaks: true,
  coordinates: true,
  zone: 'Europe/London',
  said,
});

/** Every view and form about buying. */
export const buyingViews = (
  words: string,
  categories: readonly Category[],
): Record<string, readonly (View | readonly Block[] | Form)[]> => {
  const all = polls(words);
  const names = { councilName: (id: string) => id };
  const text = words.slice(0, 200);
  const contract: Contract = {
    id: 'abcdef01',
    what: text,
    category: 'planning',
    supplier: text.slice(0, 80),
    product: text.slice(0, 80),
    ends: '2028-03',
    extension: '2030-03',
    notice: '2027-09',
    band: 2,
    reference: text.slice(0, 80),
    reminded: [],
  };
  const many = Array.from({ length: 60 }, () => contract);
  const near = [{ contract, others: 3 }];
  const [, waiting, full, met, missed] = all as [Poll, Poll, Poll, Poll, Poll];
  return {
    pollView: all.flatMap((poll) =>
      ['council-0', 'council-9', 'camden', 'elsewhere'].map((council) => views.pollView(poll, around(poll, council))),
    ),
    pollListView: [
      views.pollListView([]),
      views.pollListView(
        Array.from({ length: 30 }, (_, index) => ({ poll: all[index % all.length] as Poll, seen: seen(full, 'camden'), answered: true })),
      ),
    ],
    answerBlocks: full.answers.slice(0, 2).map((one) => views.answerBlocks(one)),
    togetherBlocks: [views.togetherBlocks({ seen: seen(met, 'council-0'), ...names })],
    reachView: all.map((poll) =>
      reachView(
        poll,
        COUNCILS.map((id, index) => ({ id, nation: index % 2 ? 'England' : 'Wales', kind: index % 3 ? 'district' : 'county' })),
        seen(poll, 'camden'),
      ),
    ),
    askedView: all.map((poll) => messageViews.askedView(poll, names)),
    reminderView: all.map((poll) => messageViews.reminderView(poll, names)),
    confirmView: [messageViews.confirmView(waiting, 'council-9') ?? views.pollListView([])],
    answeredForView: [
      messageViews.answeredForView(
        { ...full, answers: full.answers.map((one) => ({ ...one, through: 'council-1' })) },
        'council-0',
        names,
      ) ?? views.pollListView([]),
    ],
    openedView: all.map((poll) => messageViews.openedView(poll, names)),
    outcomeView: all.flatMap((poll) => [true, false].map((owns) => messageViews.outcomeView(poll, seen(poll, 'council-0'), names, owns))),
    wouldSucceedView: [messageViews.wouldSucceedView(missed, seen(missed, 'camden'))],
    afterwardsView: [messageViews.afterwardsView(met)],
    forms: [
      forms.newPollForm(categories),
      forms.newPollForm(categories, 'planning'),
      ...all.flatMap((poll) => [
        forms.answerForm(poll),
        forms.answerForm(poll, full.answers[0], { id: 'x', name: text }),
        forms.correctForm(poll),
        forms.closeForm(poll),
        forms.extendForm(poll),
      ]),
      contractViews.contractForm(categories),
      contractViews.contractForm(categories, contract),
    ],
    contractListView: [contractViews.contractListView([], categories, []), contractViews.contractListView(many, categories, near, text)],
    endingView: [contractViews.endingView([contract], categories, []), contractViews.endingView(many, categories, near)],
    importView: [contractViews.importView('https://example.org/upload/x')],
  };
};
