import { field, type Values } from '../chat/values';
import { type Form, text } from '../chat/view';
import { type Assessment, PHASES, SOURCES } from './assessment';
import { RATINGS } from './rating';
import type { NewAssessment } from './use-cases';
import type { Titles } from './views';

const options = (all: readonly string[]) => all.map((value) => ({ value, label: `${value[0]?.toUpperCase()}${value.slice(1)}` }));

export const startForm = (standards: readonly { id: string; shortName: string }[], standard: string): Form => ({
  id: 'assessments.start',
  title: 'Start an assessment',
  submit: 'Start',
  state: '',
  fields: [
    {
      type: 'text',
      id: 'service',
      label: 'Which service?',
      hint: 'As residents would call it, such as Missed bin collection',
      maxLength: 80,
    },
    { type: 'choice', id: 'phase', label: 'Phase', options: options(PHASES), initial: 'beta' },
    { type: 'choice', id: 'source', label: 'Did you build it or buy it?', options: options(SOURCES), initial: 'built' },
    {
      type: 'choice',
      id: 'small',
      label: 'How big is the team?',
      options: [
        { value: 'no', label: 'Four people or more' },
        { value: 'yes', label: 'Three or fewer' },
      ],
      initial: 'no',
    },
    {
      type: 'choice',
      id: 'standard',
      label: 'Standard',
      options: standards.map(({ id, shortName }) => ({ value: id, label: shortName })),
      initial: standard,
    },
  ],
});

/** What the form says. The name is taken as it was typed, whatever apostrophes are in it. */
export const startedIn = (values: Values): NewAssessment => ({
  service: field(values, 'service'),
  phase: PHASES.find((one) => one === field(values, 'phase')) ?? 'beta',
  source: SOURCES.find((one) => one === field(values, 'source')) ?? 'built',
  small: field(values, 'small') === 'yes',
  standard: field(values, 'standard'),
});

const pointField = (assessment: Assessment, titles: Titles) => ({
  type: 'choice' as const,
  id: 'point',
  label: 'Point',
  options: assessment.points.map(({ number }) => ({ value: String(number), label: `${number}. ${titles.title(number)}` })),
});

/** Said by a form that shows the note there is: sent empty, it takes that note away. */
const SHOWN = 'shown';

/** `point`: the one that is rated; without it the form asks which. */
export const rateForm = (assessment: Assessment, titles: Titles, point?: number): Form => {
  const state = assessment.points.find(({ number }) => number === point)?.state;
  const carried = [assessment.id, ...(point === undefined ? [] : [String(point)]), ...(state?.note ? [SHOWN] : [])];
  return {
    id: 'assessments.rated',
    title: point === undefined ? 'Rate a point' : `Rate point ${point}`,
    submit: 'Save',
    state: carried.join(':'),
    intro: point === undefined ? [] : [text([{ bold: assessment.service }, `: ${point}. ${titles.title(point)}`])],
    fields: [
      ...(point === undefined ? [pointField(assessment, titles)] : []),
      {
        type: 'choice',
        id: 'rating',
        label: 'How far are you?',
        options: options(RATINGS),
        initial: state && state.rating !== 'not started' ? state.rating : undefined,
      },
      {
        type: 'text',
        id: 'note',
        label: 'How do you know?',
        hint: 'A link or a note. Met needs evidence, not applicable needs a reason. A plan alone counts as partly.',
        multiline: true,
        optional: true,
        maxLength: 2_000,
        initial: state?.note || undefined,
      },
    ],
  };
};

/** Which point of which assessment a form rates, and the note: undefined where none was given and none was shown. */
export const ratedIn = (state: string, values: Values): { id: string; point: string; rating: string; note: string | undefined } => {
  const [id = '', point = field(values, 'point'), shown] = state.split(':');
  const note = field(values, 'note').trim();
  return { id, point, rating: field(values, 'rating'), note: note === '' && shown !== SHOWN ? undefined : note };
};

export const assignForm = (assessment: Assessment, titles: Titles): Form => ({
  id: 'assessments.assigned',
  title: 'Assign a point',
  submit: 'Assign',
  state: assessment.id,
  fields: [
    pointField(assessment, titles),
    { type: 'person', id: 'owner', label: 'Who will do it?' },
    { type: 'date', id: 'due', label: 'By when?', optional: true },
  ],
});
