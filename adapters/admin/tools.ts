import type { Features } from '../../src/features';
import type { Library, Standard } from '../../src/standard/standard';
import type { Store } from '../../src/store/collection';

/** Wrong usage: the sentence says what to type. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What the operator's commands work with. */
export type Tools = {
  features: Features;
  store: Store;
  library: Library;
  importStandard(file: string, replace: boolean): Promise<{ standard: Standard; written: string }>;
  /** What the questions hold, in sentences. Throws ContentErrors with what is missing, contradictory or said twice. */
  checkQuestions(): Promise<string[]>;
  /** A line on standard output. */
  write(line: string): void;
};

export type Arguments = { words: readonly string[]; flags: Readonly<Record<string, string | boolean | undefined>> };

type Described = { usage: string; does: string };
/** `alone`: works on files, and needs neither store nor configuration. */
export type Command =
  | (Described & { run(tools: Tools, given: Arguments): Promise<void> })
  | (Described & { alone(write: Tools['write'], given: Arguments): Promise<void> });

/** Who did it, in the records of link requests. */
export const OPERATOR = { id: 'console:operator:admin', name: 'the operator' };

/** The word at a place. Throws where it was left out. */
export const word = ({ words }: Arguments, index: number, usage: string): string => {
  const given = words[index];
  if (given === undefined || given === '') throw new UsageError(`Usage: npm run admin -- ${usage}`);
  return given;
};
