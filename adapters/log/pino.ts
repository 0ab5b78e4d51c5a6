import pino from 'pino';
import type { Log } from '../../src/log';

const SECRET = ['token', 'authorization', 'secret', 'password', 'accessToken', 'refresh_token', 'client_secret'];

/** Structured logs on standard output (or where `destination` says), with anything that looks like a secret taken out. */
export const pinoLog = (level: string, destination: pino.DestinationStream = pino.destination(1)): Log => {
  const logger = pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: [...SECRET, ...SECRET.map((name) => `*.${name}`)], censor: '[redacted]' },
    },
    destination,
  );
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, cause, fields) =>
      logger.error(
        { ...fields, error: cause instanceof Error ? { name: cause.name, message: cause.message, stack: cause.stack } : String(cause) },
        message,
      ),
  };
};
