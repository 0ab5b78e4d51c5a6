/** Slack's limits, as data (docs.slack.dev/block-kit, November 2026). Lengths in UTF-16 units, which is stricter than Slack counts. */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  text: 3_000,
  fallback: 4_000,
  header: 150,
  button: 75,
  value: 2_000,
  url: 3_000,
  id: 255,
  actions: 25,
  options: 100,
  few: 10,
  optionLabel: 75,
  title: 24,
  metadata: 3_000,
  label: 2_000,
  hint: 2_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (isNode(value) && typeof value.text === 'string' ? value.text : '');
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const tooLong = (where: string, length: number, limit: number): string[] =>
  length > limit ? [`${where} has ${length}, the limit is ${limit}`] : [];

const elementProblems = (element: Node): string[] => [
  ...tooLong('button text', textOf(element.text).length, LIMITS.button),
  ...tooLong('value', String(element.value ?? '').length, LIMITS.value),
  ...tooLong('action_id', String(element.action_id ?? '').length, LIMITS.id),
  ...tooLong(
    'options',
    lengthOf(element.options),
    element.type === 'radio_buttons' || element.type === 'checkboxes' ? LIMITS.few : LIMITS.options,
  ),
  ...(Array.isArray(element.options)
    ? element.options.flatMap((option) => tooLong('option', textOf((option as Node).text).length, LIMITS.optionLabel))
    : []),
];

const textProblems = (where: string, text: unknown): string[] =>
  textOf(text) === '' ? [`${where} text is empty`] : tooLong(`${where} text`, textOf(text).length, LIMITS.text);

const blockProblems = (block: Node): string[] => {
  const elements = (Array.isArray(block.elements) ? block.elements : [block.element]).filter(isNode);
  if (block.type === 'header') return tooLong('header', textOf(block.text).length, LIMITS.header);
  if (block.type === 'section') return textProblems('section', block.text);
  if (block.type === 'context')
    return [
      ...tooLong('context', elements.length, 10),
      ...elements.flatMap((one) => tooLong('context text', String(one.text ?? '').length, LIMITS.text)),
    ];
  const ids = elements.map((one) => one.action_id).filter(Boolean);
  return [
    ...tooLong('actions', block.type === 'actions' ? elements.length : 0, LIMITS.actions),
    ...(new Set(ids).size < ids.length ? ['an action_id stands twice in one block'] : []),
    ...elements.flatMap(elementProblems),
  ];
};

/** Everything about a message or view that Slack would refuse; empty where it is fine. */
export const slackLimitProblems = (payload: {
  blocks?: unknown;
  type?: unknown;
  title?: unknown;
  private_metadata?: unknown;
  text?: unknown;
}): string[] => {
  const blocks = (Array.isArray(payload.blocks) ? payload.blocks : []).filter(isNode);
  const isView = payload.type === 'modal' || payload.type === 'home';
  const limit = isView ? LIMITS.viewBlocks : LIMITS.messageBlocks;
  const ids = blocks.map((block) => block.block_id).filter(Boolean);
  return [
    ...tooLong('blocks', blocks.length, limit),
    ...(blocks.length === 0 ? ['there are no blocks'] : []),
    ...tooLong('title', textOf(payload.title).length, LIMITS.title),
    ...tooLong('private_metadata', String(payload.private_metadata ?? '').length, LIMITS.metadata),
    ...tooLong('text', typeof payload.text === 'string' ? payload.text.length : 0, LIMITS.fallback),
    ...(new Set(ids).size < ids.length ? ['a block_id stands twice'] : []),
    ...blocks.flatMap(blockProblems),
  ];
};
