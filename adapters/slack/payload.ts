import { parse } from 'node:querystring';

/** A plain object out of JSON. Slack's payloads are read field by field: nothing about their shape is taken for granted. */
export type Payload = Readonly<Record<string, unknown>>;

const DEEPEST = 60;

export const isPayload = (value: unknown): value is Payload => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object in a field; an empty one where there is none. */
export const child = (payload: Payload, name: string): Payload => {
  const value = payload[name];
  return isPayload(value) ? value : {};
};

/** The text in a field; empty where there is none. */
export const string = (payload: Payload, name: string): string => {
  const value = payload[name];
  return typeof value === 'string' ? value : '';
};

/** The first object of the list in a field. */
export const first = (payload: Payload, name: string): Payload => {
  const value = payload[name];
  const one: unknown = Array.isArray(value) ? value[0] : undefined;
  return isPayload(one) ? one : {};
};

// Brackets nested deeper than any payload of Slack's are refused before JSON.parse sees them.
const isDeep = (text: string): boolean => {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (inText) {
      if (sign === '\\') index += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (sign === '}' || sign === ']') depth -= 1;
  }
  return false;
};

const parseJson = (text: string): Payload | undefined => {
  if (isDeep(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isPayload(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The payload of a request: JSON for events, a form for commands, JSON within a form for buttons and modals. Undefined for anything else. */
export const readPayload = (body: string, contentType: string): Payload | undefined => {
  if (contentType.startsWith('application/json')) return parseJson(body);
  const form = parse(body);
  if (typeof form.payload === 'string') return parseJson(form.payload);
  return typeof form.command === 'string' ? form : undefined;
};
