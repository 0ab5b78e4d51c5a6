import { type Form, text } from '../chat/view';
import { type Assessment, PHASES, SOURCES } from './assessment';
import { RATINGS } from './rating';
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

const pointField = (assessment: Assessment, titles: Titles) => ({
  type: 'choice' as const,
  id: 'point',
  label: 'Point',
  options: assessment.points.map(({ number }) => ({ value: String(number), label: `${number}. ${titles.title(number)}` })),
});

/** `point`: the one that is rated; without it the form asks which. */
export const rateForm = (assessment: Assessment, titles: Titles, point?: number): Form => {
  const state = assessment.points.find(({ number }) => number === point)?.state;
  return {
    id: 'assessments.rated',
    title: point === undefined ? 'Rate a point' : `Rate point ${point}`,
    submit: 'Save',
    state: point === undefined ? assessment.id : `${assessment.id}:${point}`,
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
