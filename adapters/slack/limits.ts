/** Slack's limits, as data (docs.slack.dev/block-kit, November 2026). Lengths in UTF-16 units, which is stricter than Slack counts. */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  // Not documented: chat.postMessage answers msg_blocks_too_long above about 13,200 characters, of which each block costs about 100
  // (bolt-js issues 2509 and 2867).
  messageWeight: 12_000,
  blockWeight: 100,
  viewBytes: 250_000,
  text: 3_000,
  fallback: 4_000,
  header: 150,
  fields: 10,
  field: 2_000,
  context: 10,
  button: 75,
  value: 2_000,
  url: 3_000,
  id: 255,
  actions: 25,
  options: 100,
  few: 10,
  optionLabel: 75,
  optionValue: 150,
  placeholder: 150,
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
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

const tooLong = (where: string, length: number, limit: number): string[] =>
  length > limit ? [`${where} has ${length}, the limit is ${limit}`] : [];
const twice = (what: string, all: readonly unknown[]): string[] => {
  const given = all.filter((one) => one !== undefined);
  return new Set(given).size < given.length ? [`${what} stands twice`] : [];
};
/** A text object that must be there: Slack refuses an empty one. */
const textProblems = (where: string, value: unknown, limit: number): string[] => {
  const text = isNode(value) && typeof value.text === 'string' ? value.text : '';
  return text === '' ? [`${where} is empty`] : tooLong(where, text.length, limit);
};
/** An id may be left out, but not be empty. */
const idProblems = (where: string, id: unknown): string[] => {
  if (id === undefined) return [];
  return typeof id === 'string' && id !== '' ? tooLong(where, id.length, LIMITS.id) : [`${where} is empty`];
};

/** What a message weighs against `messageWeight`: its texts, and something for every block and button. */
export const weightOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + weightOf(one), 0);
  if (!isNode(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : typeof value.type === 'string' ? LIMITS.blockWeight : 0;
  return Object.values(value).reduce<number>((sum, one) => sum + weightOf(one), own);
};

const confirmProblems = (confirm: unknown): string[] => {
  if (!isNode(confirm)) return [];
  return [
    ...textProblems('confirm title', confirm.title, LIMITS.confirmTitle),
    ...textProblems('confirm text', confirm.text, LIMITS.confirmText),
    ...textProblems('confirm button', confirm.confirm, LIMITS.confirmButton),
    ...textProblems('deny button', confirm.deny, LIMITS.confirmButton),
  ];
};

const optionProblems = (element: Node, most: number): string[] => {
  const options = nodesIn(element.options);
  const values = options.map(({ value }) => value);
  const initial = [...nodesIn(element.initial_options), ...nodesIn([element.initial_option])];
  return [
    ...(options.length === 0 ? ['there are no options'] : tooLong('options', options.length, most)),
    ...twice('an option', values),
    ...options.flatMap((option) => [
      ...textProblems('option', option.text, LIMITS.optionLabel),
      ...tooLong('option value', String(option.value).length, LIMITS.optionValue),
    ]),
    ...(initial.every(({ value }) => values.includes(value)) ? [] : ['an initial option is none of the options']),
  ];
};

const elementKind = (element: Node): string[] => {
  switch (element.type) {
    case 'button':
      return [
        ...textProblems('button text', element.text, LIMITS.button),
        ...tooLong('value', String(element.value ?? '').length, LIMITS.value),
        ...tooLong('url', String(element.url ?? '').length, LIMITS.url),
      ];
    case 'static_select':
    case 'multi_static_select':
      return optionProblems(element, LIMITS.options);
    case 'radio_buttons':
    case 'checkboxes':
      return optionProblems(element, LIMITS.few);
    case 'plain_text_input': {
      const most = Number(element.max_length ?? LIMITS.text);
      return [
        ...(most >= 1 && most <= LIMITS.text ? [] : [`max_length is ${most}`]),
        ...tooLong('initial_value', String(element.initial_value ?? '').length, most),
      ];
    }
    case 'datepicker':
      return /^(\d{4}-\d\d-\d\d|undefined)$/.test(String(element.initial_date)) ? [] : [`the date is ${String(element.initial_date)}`];
    case 'users_select':
      return /^([A-Z0-9]+|undefined)$/.test(String(element.initial_user)) ? [] : [`the user is ${String(element.initial_user)}`];
    default:
      return [`${String(element.type)} is no element of ours`];
  }
};

const elementProblems = (element: Node): string[] => [
  ...idProblems('action_id', element.action_id),
  ...confirmProblems(element.confirm),
  ...(element.placeholder === undefined ? [] : textProblems('placeholder', element.placeholder, LIMITS.placeholder)),
  ...elementKind(element),
];

const blockProblems = (block: Node): string[] => {
  const elements = nodesIn(block.elements);
  switch (block.type) {
    case 'header':
      return textProblems('header', block.text, LIMITS.header);
    case 'section': {
      const fields = nodesIn(block.fields);
      const text = block.text === undefined && fields.length > 0 ? [] : textProblems('section text', block.text, LIMITS.text);
      return [
        ...text,
        ...tooLong('fields', fields.length, LIMITS.fields),
        ...fields.flatMap((one) => textProblems('field', one, LIMITS.field)),
      ];
    }
    case 'context': {
      const none = elements.length === 0 ? ['context has no elements'] : [];
      return [
        ...none,
        ...tooLong('context', elements.length, LIMITS.context),
        ...elements.flatMap((one) => textProblems('context text', one, LIMITS.text)),
      ];
    }
    case 'actions': {
      const none = elements.length === 0 ? ['actions has no elements'] : [];
      const ids = elements.map((one) => one.action_id);
      return [
        ...none,
        ...tooLong('actions', elements.length, LIMITS.actions),
        ...twice('an action_id', ids),
        ...elements.flatMap(elementProblems),
      ];
    }
    case 'input':
      return [
        ...textProblems('label', block.label, LIMITS.label),
        ...(block.hint === undefined ? [] : textProblems('hint', block.hint, LIMITS.hint)),
        ...elementProblems(isNode(block.element) ? block.element : {}),
      ];
    case 'divider':
      return [];
    default:
      return [`${String(block.type)} is no block of ours`];
  }
};

const viewProblems = (view: Node): string[] => [
  ...tooLong('blocks', nodesIn(view.blocks).length, LIMITS.viewBlocks),
  ...tooLong('the view in bytes', Buffer.byteLength(JSON.stringify(view)), LIMITS.viewBytes),
  ...tooLong('private_metadata', String(view.private_metadata ?? '').length, LIMITS.metadata),
  ...idProblems('callback_id', view.callback_id),
  ...(view.type === 'modal' ? ['title', 'submit', 'close'].flatMap((part) => textProblems(part, view[part], LIMITS.title)) : []),
];

const messageProblems = (message: Node): string[] => [
  ...tooLong('blocks', nodesIn(message.blocks).length, LIMITS.messageBlocks),
  ...tooLong('the message altogether', weightOf(message.blocks), LIMITS.messageWeight),
  ...textProblems('text', message, LIMITS.fallback),
];

/** Everything about a message or view that Slack would refuse; empty where it is fine. */
export const slackLimitProblems = (payload: object): string[] => {
  const whole = payload as Node;
  const blocks = nodesIn(whole.blocks);
  return [
    ...(whole.type === 'modal' || whole.type === 'home' ? viewProblems(whole) : messageProblems(whole)),
    ...(blocks.length === 0 ? ['there are no blocks'] : []),
    ...twice(
      'a block_id',
      blocks.map((block) => block.block_id),
    ),
    ...blocks.flatMap((block) => [...idProblems('block_id', block.block_id), ...blockProblems(block)]),
  ];
};
