/** What Teams takes, as data. A message may have 28 KB with everything, so a card stays well under it. */
export const LIMITS = { cardBytes: 25_000, version: '1.5', actionsShown: 6, title: 100, choices: 200, typed: 4_000 } as const;

/**
 * The elements we use. TextBlock and FactSet read Markdown and would make links of what people typed; Table does not show on phones;
 * Teams has no nested ShowCard and no media without a host that it trusts.
 */
export const ELEMENTS: ReadonlySet<string> = new Set([
  'AdaptiveCard',
  'RichTextBlock',
  'TextRun',
  'Container',
  'ActionSet',
  'Input.Text',
  'Input.ChoiceSet',
  'Input.Date',
  'Action.Execute',
  'Action.Submit',
  'Action.OpenUrl',
  'Action.ShowCard',
  'Data.Query',
]);

type Node = Readonly<Record<string, unknown>>;
type Seen = { node: Node; path: string; shown: number };

const walk = (value: unknown, path: string, shown: number): Seen[] => {
  if (Array.isArray(value)) return value.flatMap((one, index) => walk(one, `${path}[${index}]`, shown));
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  const deeper = shown + (node.type === 'Action.ShowCard' ? 1 : 0);
  const children = Object.entries(node).filter(([name]) => name !== 'data' && name !== 'msteams');
  return [{ node, path, shown }, ...children.flatMap(([name, child]) => walk(child, `${path}.${name}`, deeper))];
};

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, one]) => (name === 'data' ? [] : strings(one)))
    : [];
};

const nodeProblems = ({ node, path, shown }: Seen): string[] => {
  const problems: string[] = [];
  const { type } = node;
  if (typeof type === 'string' && !ELEMENTS.has(type)) problems.push(`${path} is a ${type}`);
  if (type === 'Action.ShowCard' && shown > 0) problems.push(`${path} is a ShowCard within a ShowCard`);
  if (type === 'Action.OpenUrl' && !/^https?:\/\//.test(String(node.url))) problems.push(`${path} opens ${String(node.url)}`);
  if (Array.isArray(node.actions) && node.actions.length > LIMITS.actionsShown) problems.push(`${path} has ${node.actions.length} actions`);
  if (typeof type === 'string' && type.startsWith('Action.') && 'title' in node && String(node.title).length > LIMITS.title)
    problems.push(`${path} has a title of ${String(node.title).length} characters`);
  if (typeof type === 'string' && type.startsWith('Input.') && !node.label) problems.push(`${path} has no label`);
  if (Array.isArray(node.choices) && node.choices.length > LIMITS.choices) problems.push(`${path} has ${node.choices.length} choices`);
  return problems;
};

/** Everything that Teams would refuse, hide or misread in a card; nothing where it is fine. */
export const teamsLimitProblems = (card: object): string[] => {
  const nodes = walk(card, 'card', 0);
  const bytes = Buffer.byteLength(JSON.stringify(card));
  const inputs = nodes.map(({ node }) => node).filter(({ type }) => typeof type === 'string' && type.startsWith('Input.'));
  const versions = nodes.flatMap(({ node }) => (node.type === 'AdaptiveCard' ? [node.version] : []));
  return [
    ...(bytes > LIMITS.cardBytes ? [`the card has ${bytes} bytes`] : []),
    ...versions.filter((version) => version !== LIMITS.version).map((version) => `the version is ${String(version)}`),
    ...(new Set(inputs.map(({ id }) => id)).size < inputs.length ? ['two inputs have the same id'] : []),
    ...strings(card)
      .filter((one) => /\$\{|\{\{|<\/?at\b|[\u202a-\u202e\u2066-\u2069]/i.test(one))
      .map(() => 'a text holds a template, a mention or a direction mark'),
    ...nodes.flatMap(nodeProblems),
  ];
};
