/** What both shops say about the app. Slack wants 175 to 4,000 characters, Teams at most 4,000. */
export const ABOUT = [
  'Guildhall helps UK councils meet the digital service standard together.',
  'Ask a question about the standard in your own words and get the point it rests on. Keep a checklist for each service, with ratings, evidence and people. Find out which other councils want to buy the same thing, and gather a quorum before anybody goes to market.',
  'Answers are private until you choose to share them. Guildhall quotes the standard and points at it. It never says that a service complies, and it gives no legal advice. A poll records interest only: it is never a commitment to buy.',
].join('\n\n');

/** At most 80 characters: the shorter of the two platforms’ limits. */
export const IN_SHORT = 'The service standard, checklists and joint buying for councils';

/** The brand colour, that of the icon’s ground. White on it has a contrast of 8 to 1. */
export const COLOUR = '#1d4f91';
