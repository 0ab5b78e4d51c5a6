declare module '@seald-io/nedb/lib/model' {
  /** A document as nedb writes it to its file: JSON with marked dates, on one line. */
  export function serialize(document: object): string;
}
