/** `describe` where what it needs is there. Otherwise says loudly that it is skipped, which in CI (GUILDHALL_NO_SKIP=1) is a failure. */
export const describeWith = (binary: string | undefined, what: string, variable: string): jest.Describe => {
  if (binary) return describe;
  const line = `SKIPPED: no ${what} (set ${variable})`;
  if (process.env.GUILDHALL_NO_SKIP === '1') throw new Error(line);
  process.stderr.write(`${line}\n`);
  return describe.skip;
};
