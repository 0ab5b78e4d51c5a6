import { writeFile } from 'node:fs/promises';
import { STATES } from '../../src/delivery/delivery';
import { UserError } from '../../src/errors';
import { questionsCsv } from '../../src/questions/csv';
import { type Command, UsageError, word } from './tools';

const PERSON = /^(slack|teams|console):[^:\s]+:[^:\s]+$/;

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
    await writeFile(out, json, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      throw new UserError(
        error.code === 'EEXIST' ? `${out} is there already. Name another file.` : `${out} cannot be written: ${error.code}.`,
      );
    });
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
    const poor = (await features.poorAsks()).slice(0, 50);
    write(`\n${poor.length} not answered well, the commonest first`);
    for (const { question, times } of poor) write(`${times}\t${question}`);
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

/** What is kept: of people, of councils, of questions and of messages. */
export const recordCommands: Readonly<Record<string, Command>> = { erase, export: exported, questions, deliveries };
