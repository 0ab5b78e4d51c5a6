import { LIMITS } from '../../adapters/teams/limits';

const { AdaptiveCard, HostConfig, SerializationContext } = require('adaptivecards/dist/adaptivecards.js') as typeof import('adaptivecards');

/** What the reference implementation has to say about a card: nothing where it parses. */
export const complaints = (card: object): string[] => {
  const parsed = new AdaptiveCard();
  parsed.hostConfig = new HostConfig({ actions: { maxActions: LIMITS.actionsShown } });
  const context = new SerializationContext();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const invalid = parsed.validateProperties().validationEvents;
  // The people picker is Teams's own: its choices come from the directory.
  const real = invalid.filter(({ source }) => source?.toJSON()?.id !== 'field.lead' && source?.toJSON()?.id !== 'field.person');
  return [...events, ...real.map(({ message }) => message)];
};
