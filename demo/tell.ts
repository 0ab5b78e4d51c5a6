/** What the demonstration prints. */
export const chapter = (title: string): void => console.log(`\n${'='.repeat(90)}\n${title}\n${'='.repeat(90)}`);
export const show = (who: string, text: string): void =>
  console.log(
    `\n  ${who} sees:\n${text
      .split('\n')
      .map((line) => `    | ${line}`)
      .join('\n')}`,
  );
export const act = (text: string): void => console.log(`\n  > ${text}`);
export const expect = (fine: boolean, what: string): void => {
  if (!fine) throw new Error(`The demonstration went wrong: ${what}`);
};
