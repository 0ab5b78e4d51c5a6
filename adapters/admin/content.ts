import { type Command, word } from './tools';

const importing: Command = {
  usage: 'import-standard FILE [--replace]',
  does: 'adds a standard, or a new version of one, from Markdown, JSON or YAML',
  run: async ({ importStandard, write }, given) => {
    const { standard, written } = await importStandard(word(given, 0, importing.usage), given.flags.replace === true);
    write(`Imported ${standard.title} (${standard.id}) with ${standard.points.length} points into ${written}.`);
    write('Next: restart Guildhall, add guidance and a mapping beside it if you have them, and commit the files.');
  },
};

const check: Command = {
  usage: 'check',
  does: 'whether the store answers and the content is sound',
  run: async ({ store, library, features, write, checkQuestions }) => {
    await store.ping();
    write('The store answers.');
    for (const { id, points } of library.standards) {
      const passages = library.passages.filter(({ standard }) => standard === id).length;
      write(`${id}: ${points.length} points, ${passages} passages of guidance.`);
    }
    for (const line of await checkQuestions()) write(line);
    write(`${features.councils.register.all.length} councils, ${(await features.councils.workspaces()).length} workspaces.`);
  },
};

/** The content, and whether all is well. */
export const contentCommands: Readonly<Record<string, Command>> = { 'import-standard': importing, check };
