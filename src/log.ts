export type Fields = Record<string, string | number | boolean | undefined>;

/** Structured log. Fields are ids and outcomes, never tokens, secrets or what people wrote. */
export type Log = {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  /** `cause` is written with its stack for the operator; it never reaches a person. */
  error(message: string, cause: unknown, fields?: Fields): void;
};

/** Counters and timings for `/metrics`. Label values are few and fixed (a verb, an outcome), never ids. */
export type Metrics = {
  count(name: string, labels?: Record<string, string>): void;
  observe(name: string, seconds: number, labels?: Record<string, string>): void;
};

/** The time now, as this process tells it (`CLOCK_START` moves it in demonstrations). */
export type Clock = () => Date;

/** Makes a new id: short, unguessable, safe in addresses, job ids and button values (letters and digits only). */
export type NewId = () => string;
