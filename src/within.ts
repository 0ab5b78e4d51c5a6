/** Waits for `work` at most `milliseconds`, then throws an Error with `what`. The work itself goes on. */
export const within = <T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(what)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
