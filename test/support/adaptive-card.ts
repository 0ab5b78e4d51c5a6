import { LIMITS } from '../../adapters/teams/limits';

const { AdaptiveCard, HostConfig, SerializationContext } = require('adaptivecards/dist/adaptivecards.js') as typeof import('adaptivecards');

/** Ids of people pickers, wherever they stand. */
const pickersIn = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value.flatMap(pickersIn);
  if (typeof value !== 'object' || value === null) return [];
  return ['choices.data' in value && 'id' in value ? value.id : undefined, ...Object.values(value).flatMap(pickersIn)].filter(Boolean);
};

/** What the reference implementation has to say about a card: nothing where it parses. */
export const complaints = (card: object): string[] => {
  const parsed = new AdaptiveCard();
  parsed.hostConfig = new HostConfig({ actions: { maxActions: LIMITS.actionsShown } });
  const context = new SerializationContext();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  // The people picker is Teams's own: its choices come from the directory.
  const pickers = pickersIn(card);
  const invalid = parsed.validateProperties().validationEvents;
  const real = invalid.filter(({ source }) => !pickers.includes(source?.toJSON()?.id));
  return [...events, ...real.map(({ message }) => message)];
};
