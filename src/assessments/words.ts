import { UserError } from '../errors';
import { PHASES, type Phase, SOURCES, type Source } from './assessment';
import { quotedNames } from './named';
import type { NewAssessment } from './use-cases';

const HOW = 'Write it like this: check start "Missed bin collection" beta bought';

/** `"SERVICE" [phase] [bought|built] [small] [against STANDARD]`. What is left out is beta, built, four people or more, and the standard given. */
export const readStart = (rest: string, standard: string): NewAssessment => {
  const quoted = quotedNames(rest).at(-1);
  let words = (quoted ? quoted.rest : rest).split(/\s+/).filter(Boolean);
  const made: NewAssessment = { service: '', phase: 'beta', source: 'built', small: false, standard };
  const at = words.findIndex((word) => /^against$/i.test(word));
  if (at >= 0) {
    const named = words.slice(at + 1).join(' ');
    if (named === '') throw new UserError(`Name the standard after “against”. ${HOW} against gds-2019`);
    made.standard = named;
    words = words.slice(0, at);
  }
  for (let last = words.at(-1)?.toLowerCase(); last !== undefined; last = words.at(-1)?.toLowerCase()) {
    if (PHASES.includes(last as Phase)) made.phase = last as Phase;
    else if (SOURCES.includes(last as Source)) made.source = last as Source;
    else if (last === 'small') made.small = true;
    else break;
    words = words.slice(0, -1);
  }
  if (quoted && words.length > 0) throw new UserError(`I do not know “${words.join(' ').slice(0, 40)}” here. ${HOW}`);
  made.service = (quoted ? quoted.name : words.join(' ')).trim();
  if (made.service.replace(/["“”'’]/g, '') === '') throw new UserError(`Give the service a name. ${HOW}`);
  return made;
};

/** `N RATING [: note]` after the service. The note is undefined where none is given. */
export const readSet = (rest: string): { point: number; rating: string; note: string | undefined } => {
  const [, number, words = ''] = /^(\d{1,3})\b\s*([\s\S]*)$/.exec(rest) ?? [];
  if (!number)
    throw new UserError('Name the point by its number. For example: check set "Missed bin collection" 5 partly: tested with 4 people');
  const colon = words.indexOf(':');
  const rating = colon < 0 ? words : words.slice(0, colon);
  if (rating.trim() === '') throw new UserError(`Say how far point ${number} is: met, partly, not met, not applicable or not started.`);
  const note = colon < 0 ? '' : words.slice(colon + 1);
  return { point: Number(number), rating, note: note.trim() === '' ? undefined : note };
};

/** `N [@person] [by DATE]` after the service; "nobody" takes the owner away. */
export const readAssign = (rest: string): { point: number; person: string; day: string } => {
  const [, number, words = ''] = /^(\d{1,3})\b\s*([\s\S]*)$/.exec(rest) ?? [];
  if (!number) throw new UserError('Name the point by its number. For example: check assign "Missed bin collection" 5 @Bob by 4 December');
  const [, before = '', day = ''] = /^([\s\S]*?)(?:(?:^|\s)by\s+([\s\S]+))?$/i.exec(words.trim()) ?? [];
  const person = before.trim().replace(/^to\s+/i, '');
  if (person === '' && day === '')
    throw new UserError(
      `Say who does point ${number}, or by when. For example: check assign "Missed bin collection" ${number} @Bob by 4 December`,
    );
  return { point: Number(number), person, day: day.trim() };
};
