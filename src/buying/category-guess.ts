import type { Category } from './categories';

/** What a register says of a contract, as far as it tells what it is for. */
export type Told = { title: string; description: string; supplier: string; cpv: string };

/** Starts of CPV codes that by themselves say which category it is. The others are too wide, or their official name is another thing, as of 48444 (accounting). */
const SURE_CODES = '30213 3225 324 38221 48161 4819 48224 48311 48445 4845 72413 79631 905 98351'.split(' ');
/** Divisions of the CPV that are computers, networks and software: any category can be bought under them. */
const DIGITAL = ['30', '32', '48', '64', '72'];

/** In lower case, without plurals, "back office" as one word; a bar stands for what parts a sentence. */
const plain = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[’']/g, '')
    .replace(/[,;:()/|–—]|\s-\s/g, ' | ')
    .replace(/[^a-z0-9|]+/g, ' ')
    .trim()
    .replace(/ies\b/g, 'y')
    .replace(/(ss|ch|sh|x)es\b/g, '$1')
    .replace(/(?<=\b\w{3,})s\b/g, '')
    .replaceAll('back office', 'backoffice');
const setOf = (words: string): Set<string> => new Set(plain(words).split(' '));

/** Single words that alone say what it is. */
const SURE_WORDS = setOf(
  'broadband careline chatbot crm edrms eforms ehcp foi gazetteer gis highways homelessness iaas intranet laptops llpg middleware nndr payroll telecare telephony uprn voip webcasting website wifi',
);
/** Words so ordinary that only another word of their category beside them makes them count: alarms are of fires. */
const ORDINARY = setOf('access alarms security');
/** Parts of names that several categories share. */
const SHARED = new Set(['case management']);
/** What is bought about something else: bills of a tax are printed, and halls are cleaned. */
const ABOUT =
  /\b(?:print|printing|posting|postage|mailing|guarding|cleaning of|window cleaning|catering|meal|furniture|refurbishment|construction|demolition|roof|boiler|sprinkler|fire|valuation|insurance|training|pension|audit|advertising|advice)\b/;

const SYSTEM = '(?:backoffice|system|software|saas?|platform|database|portal|app|module)';
const BETWEEN =
  '(?:and|management|information|case|content|administration|application|booking|enforcement|processing|payment|permit|ict|digital|online|service)';
const BEFORE = [
  'of',
  'for',
  'and',
  'the',
  'a',
  'new',
  'based',
  'council',
  'corporate',
  'integrated',
  'hosted',
  'digital',
  'online',
  'replacement',
  '\\|',
];
const SOFTWARE = /\b(?:software|saas?|case management|backoffice|it system|database)\b/;

type Words = { id: string; divisions: readonly string[]; phrases: readonly string[]; singles: readonly string[] };
const wordsOf = ({ id, name, also, cpv }: Category): Words => {
  const all = [...new Set([id.replaceAll('-', ' '), name, ...name.split(/,| and /), ...also].map(plain))].filter((one) => !SHARED.has(one));
  const sure = (one: string): boolean => one.includes(' ') || SURE_WORDS.has(one);
  return {
    id,
    divisions: [...DIGITAL, ...cpv.map((code) => code.slice(0, 2))],
    phrases: all.filter(sure).map((one) => ` ${one} `),
    singles: all.filter((one) => !sure(one)),
  };
};

/** Where a text has a word that is the name of a system: "planning system", "software for planning", not "emergency planning system". */
const asSystem = (text: string, word: string, supplier: string): number => {
  if (ORDINARY.has(word)) return -1;
  const before = [
    ...BEFORE,
    ...plain(supplier)
      .split(' ')
      .filter((one) => /^\w{3,}$/.test(one)),
  ].join('|');
  const named = new RegExp(`(?:^| (?:${before})) ${word}(?: ${BETWEEN})*? ${SYSTEM} `).exec(text);
  return named?.index ?? text.search(new RegExp(` ${SYSTEM} for (?:the |a )?${word} (?:$|\\||and )`));
};

/** Where a text has two words of a category side by side: "refuse and recycling". */
const asPair = (text: string, words: readonly string[]): number =>
  words.length < 2 ? -1 : text.search(new RegExp(` (${words.join('|')})(?: and| \\|)? (?!\\1 )(?:${words.join('|')}) `));

/** Where a text first names a category, and how much of it that is; undefined where it does not. */
const namedAt = (text: string, { phrases, singles }: Words, supplier: string): { at: number; length: number } | undefined => {
  const there = singles.filter((one) => text.includes(` ${one} `));
  const places = [
    ...phrases.map((one) => ({ at: text.indexOf(one), length: one.length })),
    ...there.map((one) => ({ at: asSystem(text, one, supplier), length: one.length })),
    { at: asPair(text, there), length: 0 },
  ];
  return places.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at || b.length - a.length)[0];
};

/**
 * Guesses the category of a line in a register. An officer who finds "other" chooses one, and a wrong guess is told to other councils: so where it is
 * unsure, it is "other".
 */
export const categoryGuess = (categories: readonly Category[]): ((told: Told) => string) => {
  const all = categories.filter(({ id }) => id !== 'other').map(wordsOf);
  const named = (words: string, supplier: string, division: string): string[] => {
    // Schools have SEND, and letters are sent: capitals tell, unless all is in capitals.
    const text = ` ${plain(/\bSEND\b/.test(words) && /[a-z]/.test(words) ? words : words.replace(/\bsend\b/gi, 'sent'))} `;
    return all
      .filter(({ divisions }) => division === '' || divisions.includes(division))
      .flatMap((one) => ({ id: one.id, ...namedAt(text, one, supplier) }))
      .filter((one): one is { id: string; at: number; length: number } => one.at !== undefined)
      .sort((a, b) => a.at - b.at || b.length - a.length)
      .map(({ id }) => id);
  };
  return ({ title, description, supplier, cpv }) => {
    const code = cpv.replace(/\D/g, '').slice(0, 8);
    const division = code.length === 8 ? code.slice(0, 2) : '';
    const sure = division && SURE_CODES.find((start) => code.startsWith(start));
    const tagged = sure ? categories.filter((one) => one.cpv.some((tag) => tag.startsWith(sure))) : [];
    if (tagged.length === 1 && tagged[0]) return tagged[0].id;
    if (ABOUT.test(plain(title))) return 'other';
    const [first] = named(title, supplier, division);
    if (first) return first;
    if (!SOFTWARE.test(plain(`${title} | ${description}`))) return 'other';
    const told = named(description, supplier, division);
    return told.length === 1 && told[0] ? told[0] : 'other';
  };
};
