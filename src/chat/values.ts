/** What a form came back with. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** A text field of a form that came back; empty where it is missing or is no text. */
export const field = (values: Values, id: string): string => {
  const value = Object.hasOwn(values, id) ? values[id] : undefined;
  return typeof value === 'string' ? value : '';
};
