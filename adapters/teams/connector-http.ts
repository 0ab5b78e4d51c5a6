/** How a call to the connector failed. `status` where it answered; else `sent` says whether the call can have arrived. */
export class ConnectorFault extends Error {
  override name = 'ConnectorFault';
  constructor(
    readonly failure: { status: number; retryAfter: string | null } | { status?: undefined; sent: boolean; reason: string },
    options?: ErrorOptions,
  ) {
    super(
      failure.status === undefined
        ? `The Teams connector did not answer: ${failure.reason}`
        : `The Teams connector answered ${failure.status}`,
      options,
    );
  }
}

/** The parts of botbuilder's requests and responses that this client touches. */
type Request = { url: string; method: string; headers: { toJson(): Record<string, string> }; body?: unknown };
type Response = { request: Request; status: number; headers: { toJson(): Record<string, string> }; bodyAsText: string };

const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const causeOf = (error: unknown): string => {
  const { cause = error, name } = error as { cause?: unknown; name?: string };
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' ? code : (name ?? 'unknown');
};

const readable = async (response: globalThis.Response): Promise<string> => {
  try {
    const text = await response.text();
    JSON.parse(text);
    return text;
  } catch {
    // It was accepted, whatever became of the rest.
    return '';
  }
};

/**
 * The HTTP client for botbuilder's connector. botbuilder has no setting for its retries (429 and 5xx three times, broken lines too, so
 * that a message whose answer was lost is sent again) and none for a timeout. Its retry policy passes on errors it does not know, so
 * this client throws for whatever is not 2xx. Redirects are not followed: they would carry our token elsewhere.
 */
export const connectorHttp = (milliseconds: number) => ({
  sendRequest: async (request: Request): Promise<Response> => {
    let response: globalThis.Response;
    try {
      response = await fetch(request.url, {
        method: request.method,
        headers: request.headers.toJson(),
        body: request.body === undefined || request.body === null ? undefined : String(request.body),
        redirect: 'manual',
        signal: AbortSignal.timeout(milliseconds),
      });
    } catch (error) {
      const reason = causeOf(error);
      throw new ConnectorFault({ sent: !NEVER_SENT.has(reason), reason }, { cause: error });
    }
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined);
      throw new ConnectorFault({ status: response.status, retryAfter: response.headers.get('retry-after') });
    }
    const bodyAsText = await readable(response);
    return { request, status: response.status, headers: { toJson: () => ({ 'content-type': 'application/json' }) }, bodyAsText };
  },
});
