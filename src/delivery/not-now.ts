/** Thrown by a messenger's `find` where the platform could not be asked just now: it may be asked again, after so many seconds at the earliest. */
export class NotNow extends Error {
  override name = 'NotNow';
  constructor(
    readonly reason: string,
    readonly afterSeconds = 0,
    options?: ErrorOptions,
  ) {
    super(`The platform could not be asked whether a message arrived: ${reason}`, options);
  }
}
