import type { Form } from '../chat/view';
import { note, text } from '../chat/view';
import type { Category } from './categories';
import { type Answer, type Poll, ROUTE_WORDS, ROUTES, RUNG_WORDS, RUNGS, type Scale, SPEND, VOLUME } from './poll';
import { poundsInWords } from './words';

export const INTEREST = 'Interest, not a commitment to buy, and not legal advice. No prices, discounts or bids, please.';

const bands = ({ words }: Scale) => words.map((label, index) => ({ value: String(index), label }));
const NOTHING = { value: '-', label: 'I would rather not say' };

export const newPollForm = (categories: readonly Category[], category?: string): Form => ({
  id: 'polls.open',
  title: 'Ask all councils',
  submit: 'Open the poll',
  state: '',
  intro: [note(INTEREST)],
  fields: [
    {
      type: 'text',
      id: 'need',
      label: 'What do you need?',
      hint: 'The problem in plain words, not a product, such as Planning back office for three districts, open to other systems',
      multiline: true,
      maxLength: 600,
    },
    {
      type: 'choice',
      id: 'category',
      label: 'Category',
      options: categories.map(({ id, name }) => ({ value: id, label: name })),
      initial: category,
    },
    { type: 'text', id: 'from', label: 'From which month?', placeholder: 'January 2028', maxLength: 20 },
    {
      type: 'text',
      id: 'must',
      label: 'What must it have?',
      hint: 'Points of the standard among them: open API, data export, accessible to WCAG 2.2',
      multiline: true,
      optional: true,
      maxLength: 600,
    },
    { type: 'text', id: 'councils', label: 'How many councils does it take?', initial: '5', maxLength: 3 },
    {
      type: 'choice',
      id: 'spend',
      label: 'And how much a year together?',
      hint: 'Needs a quorum of at least 5 councils',
      options: [
        { value: '-', label: 'No matter' },
        ...SPEND.steps.slice(1, 5).map((step) => ({ value: String(step), label: poundsInWords(step) })),
      ],
      initial: '-',
      optional: true,
    },
    { type: 'date', id: 'until', label: 'Until when can councils answer?' },
    {
      type: 'choice',
      id: 'names',
      label: 'Who may see which councils take part?',
      hint: 'Only once the quorum is reached, or the poll has closed',
      options: [
        { value: 'participants', label: 'Councils that take part' },
        { value: 'everyone', label: 'All councils on the network' },
        { value: 'nobody', label: 'Nobody' },
      ],
      initial: 'participants',
    },
  ],
});

/** `own`: what the council answered before. `of`: another council that one answers for. */
export const answerForm = (poll: Poll, own?: Answer, of?: { id: string; name: string }): Form => ({
  id: 'polls.answered',
  title: of ? 'Answer for a council' : 'Your council’s answer',
  submit: 'Send the answer',
  state: [poll.id, poll.version, of?.id ?? ''].join(':'),
  intro: [text(poll.need), ...(of ? [text(['For ', { bold: of.name }])] : []), note(INTEREST)],
  fields: [
    {
      type: 'choice',
      id: 'go',
      label: 'How far would your council go?',
      options: RUNGS.map((rung) => ({ value: rung, label: RUNG_WORDS[rung] })),
      initial: own?.rung,
    },
    {
      type: 'text',
      id: 'ends',
      label: 'When does your contract end?',
      placeholder: 'March 2028',
      optional: true,
      maxLength: 20,
      initial: own?.ends,
    },
    {
      type: 'choice',
      id: 'band',
      label: 'Spend a year, in a band',
      hint: 'Only ever shown in a sum of five councils or more',
      options: [NOTHING, ...bands(SPEND)],
      optional: true,
      initial: own?.band === undefined ? undefined : String(own.band),
    },
    {
      type: 'choice',
      id: 'volume',
      label: 'Cases or users a year',
      options: [NOTHING, ...bands(VOLUME)],
      optional: true,
      initial: own?.volume === undefined ? undefined : String(own.volume),
    },
    { type: 'text', id: 'supplier', label: 'Who supplies it today?', optional: true, maxLength: 80, initial: own?.supplier || undefined },
    {
      type: 'choice',
      id: 'route',
      label: 'Which route would you prefer?',
      options: ROUTES.map((route) => ({ value: route, label: ROUTE_WORDS[route] })),
      optional: true,
      initial: own?.route,
    },
    {
      type: 'choice',
      id: 'lead',
      label: 'Would your council lead?',
      options: [
        { value: 'no', label: 'No' },
        { value: 'yes', label: 'Yes, we could' },
      ],
      initial: own?.wouldLead ? 'yes' : 'no',
    },
    {
      type: 'text',
      id: 'must',
      label: 'What must it have, for you?',
      optional: true,
      maxLength: 300,
      initial: own?.mustHaves || undefined,
    },
    {
      type: 'text',
      id: 'limits',
      label: 'What ties you down?',
      hint: 'A reorganisation date, exclusivity, a budget still to come. Only the council that asks reads this',
      optional: true,
      maxLength: 300,
      initial: own?.limits || undefined,
    },
  ],
});

export const correctForm = (poll: Poll): Form => ({
  id: 'polls.corrected',
  title: 'Correct the wording',
  submit: poll.asked.length > 0 ? 'Change it and ask again' : 'Change it',
  state: [poll.id, poll.version, poll.asked.length > 0 ? 'asked' : ''].join(':'),
  intro: [
    text(
      poll.asked.length > 0
        ? 'Councils have been asked. Answers to the old wording will no longer count, and everybody is asked again.'
        : 'Nobody was asked yet, so the wording just changes.',
    ),
  ],
  fields: [
    { type: 'text', id: 'need', label: 'What do you need?', multiline: true, maxLength: 600, initial: poll.need },
    {
      type: 'text',
      id: 'must',
      label: 'What must it have?',
      multiline: true,
      optional: true,
      maxLength: 600,
      initial: poll.mustHaves || undefined,
    },
  ],
});

export const closeForm = (poll: Poll): Form => ({
  id: 'polls.closed',
  title: 'Close the poll early',
  submit: 'Close it',
  state: poll.id,
  intro: [text('It closes for everybody and can only be opened again by extending it, once. Everybody who answered is told why.')],
  fields: [{ type: 'text', id: 'reason', label: 'Why?', maxLength: 300 }],
});

export const extendForm = (poll: Poll): Form => ({
  id: 'polls.extended',
  title: 'Give it more time',
  submit: 'Extend',
  state: poll.id,
  intro: [text('Once only. Answers stay as they are, and councils that joined since are asked.')],
  fields: [{ type: 'date', id: 'until', label: 'Until when?' }],
});
