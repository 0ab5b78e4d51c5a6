/** One mistake in a content file, where it is and what to do. */
export type Mistake = { file: string; line: number; field?: string; problem: string };

/** Every mistake of every file, together; nothing was loaded. */
export class ContentErrors extends Error {
  override name = 'ContentErrors';
  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(({ file, line, field, problem }) => `${file}:${line}: ${field ? `${field}: ` : ''}${problem}`).join('\n'));
  }
}
