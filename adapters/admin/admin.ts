import { parseArgs } from 'node:util';
import { UserError } from '../../src/errors';
import { contentCommands } from './content';
import { councilCommands } from './councils';
import { pollCommands } from './polls';
import { recordCommands } from './records';
import { type Arguments, type Command, type Tools, UsageError } from './tools';

const COMMANDS: Readonly<Record<string, Command>> = { ...councilCommands, ...recordCommands, ...contentCommands, ...pollCommands };

const help = (write: Tools['write']): void => {
  write('npm run admin -- COMMAND');
  for (const { usage, does } of Object.values(COMMANDS)) write(`  ${usage}\n      ${does}`);
};

const read = (given: readonly string[]): Arguments => {
  try {
    const { positionals, values } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: { yes: { type: 'boolean' }, csv: { type: 'boolean' }, replace: { type: 'boolean' }, out: { type: 'string' } },
    });
    return { words: positionals, flags: values };
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('.')[0]}. “npm run admin -- help” shows what there is.`);
  }
};

/**
 * The operator's command line. `open` opens the store, and is called only where a command is going to run. Returns the exit code: 0 done,
 * 1 it could not be done, 2 it was asked wrongly; why goes to `complain` as one sentence.
 */
export const runAdmin = async (
  given: readonly string[],
  open: (work: (tools: Tools) => Promise<void>) => Promise<void>,
  write: Tools['write'],
  complain: (line: string) => void,
): Promise<number> => {
  const [name = 'help', ...rest] = given;
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (name === 'help' || name === '--help') help(write);
    else if (!command) throw new UsageError(`There is no command “${name}”. “npm run admin -- help” shows what there is.`);
    else {
      const parsed = read(rest);
      await ('alone' in command ? command.alone(write, parsed) : open((tools) => command.run(tools, parsed)));
    }
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      complain(error.message);
      return 2;
    }
    if (error instanceof UserError || (error instanceof Error && error.name === 'ContentErrors')) {
      complain(error.message);
      return 1;
    }
    throw error;
  }
};
