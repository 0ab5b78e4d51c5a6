/**
 * Makes one call of those that come within so many milliseconds, at most `most` together: a lone round trip costs Redis more than what it does there.
 * Each caller gets its own result; where `send` fails, all of them do.
 */
export const gather = <In, Out>(milliseconds: number, most: number, send: (all: readonly In[]) => Promise<readonly Out[]>) => {
  type Waiting = { one: In; resolve: (out: Out) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const all = waiting;
    waiting = [];
    send(all.map(({ one }) => one)).then(
      (results) => {
        for (const [index, { resolve }] of all.entries()) resolve(results[index] as Out);
      },
      (error) => {
        for (const { reject } of all) reject(error);
      },
    );
  };

  return (one: In): Promise<Out> =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (waiting.length >= most) flush();
      else timer ??= setTimeout(flush, milliseconds);
    });
};
