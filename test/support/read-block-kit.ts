type TextObject = { type: 'plain_text' | 'mrkdwn'; text: string };

/** Every text object in Block Kit, in order; what a button asks for confirmation too. */
export const textObjects = (value: unknown): TextObject[] => {
  if (Array.isArray(value)) return value.flatMap(textObjects);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Record<string, unknown>;
  return typeof text === 'string' && (type === 'plain_text' || type === 'mrkdwn')
    ? [{ type, text }]
    : Object.values(value).flatMap(textObjects);
};

/** What Slack reads as markup. */
export const markupIn = (value: unknown): string[] => textObjects(value).flatMap(({ type, text }) => (type === 'mrkdwn' ? [text] : []));

/** What was typed, from the text object that shows it. */
export const typed = ({ type, text }: TextObject): string =>
  type === 'plain_text' ? text : text.replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
