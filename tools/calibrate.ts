import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrate } from '../adapters/answers/calibrate';
import { writeData } from '../adapters/answers/data-file';
import { materialFor } from '../adapters/answers/lessons';
import { readAnswerContent } from '../adapters/content/answers';
import { ContentErrors } from '../adapters/content/content-errors';
import { readLabels } from '../adapters/content/labels-file';
import { readLibrary } from '../adapters/content/standards';

const USAGE = `npm run calibrate -- [--labels FILE]...

Learns from content/questions, content/labels, content/glossary.yaml and the guidance, and writes content/answers/STANDARD.json, which the bot
answers by. Run it after a change to any of them, look at the figures, and commit what it wrote. --labels: a further file of labels, such as
“npm run admin -- labels” makes; copy it into content/labels to keep it. content/labels/held-out.jsonl is never learnt from.`;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const run = async (): Promise<void> => {
  const { values } = parseArgs({ options: { labels: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean' } } });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  const folder = join(process.cwd(), 'content');
  const library = await readLibrary(folder);
  const content = await readAnswerContent(folder, library);
  const labels = { ...content.labels };
  for (const file of values.labels) {
    const read = readLabels(file, await readFile(file, 'utf8'));
    if (read.mistakes.length > 0) throw new ContentErrors(read.mistakes);
    labels[basename(file)] = read.labels;
  }
  await mkdir(join(folder, 'answers'), { recursive: true });
  for (const standard of library.standards) {
    if (!content.examples.some((one) => one.standard === standard.id)) continue;
    const { data, trial } = await calibrate(materialFor(standard, { ...content, labels, passages: library.passages }, library.mappings));
    await writeFile(join(folder, 'answers', `${standard.id}.json`), writeData(data));
    process.stdout.write(
      `${standard.id}: on ${trial.tried.toLocaleString('en-GB')} questions left out of the learning, right first ${percent(trial.first)}; ` +
        `answered ${percent(trial.answered)} of ours, rightly ${percent(trial.answeredRight)}; ` +
        `of others’ ${percent(trial.othersAnswered)} answered, ${percent(trial.othersOffered)} offered points.\n`,
    );
  }
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
