import { writeFile } from 'node:fs/promises';
import { shorten } from '../../src/chat/shorten';
import { STATES } from '../../src/delivery/delivery';
import { UserError } from '../../src/errors';
import { questionsCsv } from '../../src/questions/csv';
import type { Asked } from '../../src/standard/labels';
import { type Command, UsageError, word } from './tools';

const PERSON = /^(slack|teams|console):[^:\s]+:[^:\s]+$/;

/** Rows of a list that are shown. */
const SHOWN = 20;
/** So many people asking the same in vain make it worth a clarification. */
const ENOUGH = 2;
const asQuestion = (words: string): string => `${shorten(words, 250).replace(/[\s?.]+$/, '')}?`;

/** A file that was not there before, readable by its owner only. */
const writeNew = (file: string, text: string): Promise<void> =>
  writeFile(file, text, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === 'EEXIST' ? `${file} is there already. Name another file.` : `${file} cannot be written: ${error.code}.`,
    );
  });

const erase: Command = {
  usage: 'erase PERSON --yes',
  does: 'removes what is kept of a person; what they did stays, without them',
  run: async ({ features, write }, given) => {
    const person = word(given, 0, erase.usage);
    if (!PERSON.test(person)) throw new UsageError('Give the person as slack:TEAM:USER or teams:TENANT:ACCOUNT.');
    if (given.flags.yes !== true) {
      write(`This forgets ${person} in all councils: name, address, roles, and that they asked what they asked. It cannot be undone.`);
      throw new UsageError(`To do it, type: npm run admin -- erase ${person} --yes`);
    }
    await features.erase(person);
    write(`Forgotten: ${person}. Backups keep them until they expire.`);
  },
};

const exported: Command = {
  usage: 'export COUNCIL [--out FILE]',
  does: 'everything a council put in, as JSON',
  run: async ({ features, write }, given) => {
    const words = given.words.join(' ') || word(given, 0, exported.usage);
    const found = features.councils.register.find(words);
    const [council, second] = found;
    if (!council) throw new UserError(`I know no council called “${words}”. “list councils” shows all.`);
    if (second) throw new UserError(`Which one? ${found.map(({ id }) => id).join(', ')}`);
    const json = `${JSON.stringify(await features.exportCouncil(council.id), null, 2)}\n`;
    const { out } = given.flags;
    if (typeof out !== 'string') return write(json.trimEnd());
    await writeNew(out, json);
    write(`Written to ${out}. It holds people’s names: keep it safe, and delete it after use.`);
  },
};

const questions: Command = {
  usage: 'questions [--csv]',
  does: 'questions that wait for a person, and those the standard did not answer; --csv: all that were sent to a person',
  run: async ({ features, write }, given) => {
    if (given.flags.csv === true) return write(questionsCsv(await features.questions.all()).trimEnd());
    const open = await features.questions.open(1_000);
    write(`${open.length} waiting for a person`);
    for (const one of open)
      write([one.id.slice(0, 6), one.askedAt.toISOString().slice(0, 10), one.councilName ?? '-', one.text].join('\t'));
    const rows = (all: readonly Asked[]) => {
      for (const { question, times, people } of all.slice(0, SHOWN)) write(`${times}\t${people} people\t${shorten(question, 200)}`);
    };
    write('\nAsked most');
    rows(await features.learning.most());
    const inVain = await features.learning.inVain();
    write(`\n${inVain.length} not answered well, the commonest first`);
    rows(inVain);
    const proposed = inVain.filter(({ people }) => people >= ENOUGH).slice(0, SHOWN);
    if (proposed.length === 0) return;
    write('\nWorth a clarification, because several people asked. A coordinator types, with the point that fits and an answer:');
    for (const { question, point, standard } of proposed)
      write(`clarify ${point ?? 'POINT'} of ${standard} : ${asQuestion(question)} ANSWER`);
  },
};

const deliveries: Command = {
  usage: `deliveries [${STATES.join('|')}]`,
  does: 'messages by how they stand; without a state, those that did not or may not have arrived',
  run: async ({ features, write }, given) => {
    const [asked] = given.words;
    const states = asked === undefined ? (['gone', 'lost', 'unknown'] as const) : STATES.filter((state) => state === asked);
    if (states.length === 0) throw new UsageError(`Usage: npm run admin -- ${deliveries.usage}`);
    const found = (await Promise.all(states.map((state) => features.delivery.inState(state, 200)))).flat();
    for (const one of found) write([one.state, one.createdAt.toISOString(), one.kind, one.to, one.reason ?? ''].join('\t'));
    if (found.length === 0) write(`No messages are ${states.join(' or ')}.`);
  },
};

const labels: Command = {
  usage: 'labels [--out FILE]',
  does: 'questions with the point that people said answers them, without names, for npm run calibrate',
  run: async ({ features, write }, given) => {
    const lines = (await features.learning.labels()).map((label) => JSON.stringify(label));
    if (typeof given.flags.out !== 'string') return void lines.forEach(write);
    await writeNew(given.flags.out, `${lines.join('\n')}\n`);
    write(`${lines.length} labels written to ${given.flags.out}. Read them: what people typed may still name somebody.`);
  },
};

/** What is kept: of people, of councils, of questions and of messages. */
export const recordCommands: Readonly<Record<string, Command>> = { erase, export: exported, questions, labels, deliveries };
