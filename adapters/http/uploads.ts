import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Contract } from '../../src/buying/contract';
import type { Imported } from '../../src/buying/contract-import';
import { escapeHtml } from '../../src/buying/html';
import type { Reader } from '../../src/buying/register-file';
import { UserError } from '../../src/errors';
import { end, type HttpRoute, readBody } from '../../src/http';
import type { Clock } from '../../src/log';
import { sealedLinks } from './sealed-links';

export type UploadPorts = {
  reader(header: readonly string[]): Reader;
  /** Keeps what was read until it is confirmed. */
  prepare(council: string, by: string, contracts: readonly Contract[]): Promise<string>;
  /** Takes it over, whole; undefined where it is gone. */
  confirm(council: string, id: string): Promise<Imported | undefined>;
  councilName(id: string): string;
};

const LARGEST = 20_000_000;
const SLOWEST = 60_000;
const EACH = 1_000;
const SHOWN = 10;
const STYLE =
  'body{font:1.1875rem/1.5 arial,sans-serif;color:#0b0c0c;max-width:44rem;margin:0 auto;padding:1rem}table{border-collapse:collapse}th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #b1b4b6;vertical-align:top}button{font:inherit;background:#00703c;color:#fff;border:0;padding:.5rem 1rem}.error{border-left:6px solid #d4351c;padding-left:1rem}';
const SAFE = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

const HEAD = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Import contracts</title><style>${STYLE}</style></head><body><main>`;
const FOOT = '</main></body></html>';
const many = (count: number, one: string): string => `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`;
const choose = (council: string): string =>
  `<h1>Import contracts of ${escapeHtml(council)}</h1><form method="post" enctype="multipart/form-data"><p><label for="register">The register of contracts your council publishes (CSV, at most 20 MB)</label></p><p><input type="file" id="register" name="register" accept=".csv,text/csv" required></p><p><button>Read it</button></p><p>You see what was read before anything is kept.</p></form>`;

type Sent = { file?: Buffer; confirm?: string };

/** The parts of a form that came back. (Its reader, and that of CSV, are loaded when the first file comes: few ever send one.) */
const partsOf = async (request: IncomingMessage, body: Buffer): Promise<Sent> => {
  const { Busboy } = await import('@fastify/busboy');
  return new Promise((resolve, reject) => {
    const sent: Sent = {};
    const type = request.headers['content-type'] ?? '';
    if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) return resolve(sent);
    const parser = new Busboy({ headers: { 'content-type': type }, limits: { files: 1, fields: 5, fieldSize: 200 } });
    parser.on('file', (_, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        sent.file = Buffer.concat(chunks);
      });
    });
    parser.on('field', (name, value) => {
      if (name === 'confirm') sent.confirm = value;
    });
    parser.on('finish', () => resolve(sent));
    parser.on('error', reject);
    parser.end(body);
  });
};

const preview = ({ contracts, skipped }: Reader, id: string): string => {
  const rows = contracts
    .slice(0, SHOWN)
    .map(
      ({ what, supplier, ends, category }) =>
        `<tr><td>${escapeHtml(what)}</td><td>${escapeHtml(supplier)}</td><td>${ends}</td><td>${category}</td></tr>`,
    );
  const left = skipped.slice(0, SHOWN).map(({ line, why }) => `<li>Line ${line} ${escapeHtml(why)}</li>`);
  return [
    `<h2>${many(contracts.length, 'contract')} can be imported, ${many(skipped.length, 'line')} left out</h2>`,
    ...(rows.length > 0
      ? [
          `<table><caption>The first of them</caption><tr><th>What</th><th>Supplier</th><th>Ends</th><th>Category</th></tr>${rows.join('')}</table>`,
        ]
      : []),
    ...(left.length > 0
      ? [
          `<h3>Left out</h3><ul>${left.join('')}</ul>${skipped.length > SHOWN ? `<p>… and ${many(skipped.length - SHOWN, 'more')}.</p>`.replace('mores', 'more') : ''}`,
        ]
      : []),
    contracts.length > 0
      ? `<form method="post"><input type="hidden" name="confirm" value="${id}"><p><button>Import ${many(contracts.length, 'contract')}</button></p></form><p>Nothing is kept until you choose this.</p>`
      : '<p class="error">There is nothing to import in it.</p>',
  ].join('');
};

const counted = (count: number): string => (count === 0 ? 'none' : count.toLocaleString('en-GB'));
const are = (count: number): string => (count === 1 ? 'is' : 'are');
const were = (count: number): string => (count === 1 || count === 0 ? 'was' : 'were');

/** What an import did to the list. */
const outcome = ({ added, updated, same }: Imported): string => {
  if (added + updated === 0)
    return `<h1>Nothing has changed: ${many(same, 'contract')} ${were(same)} in the list already</h1><p>Go back to the chat and type <b>contracts list</b>.</p>`;
  const still = same === 0 ? '' : `, ${counted(same)} ${same === 1 ? 'has' : 'have'} not changed`;
  const news = added === 0 ? 'no contract is new' : `${many(added, 'contract')} ${are(added)} new`;
  return `<h1>Imported: ${news}, ${counted(updated)} ${were(updated)} brought up to date${still}</h1><p>Go back to the chat and type <b>contracts list</b>. You can take it back for ten minutes: <b>contracts undo</b>.</p>`;
};

/** A page where an officer sends the register of contracts. The address works for 15 minutes, for one council. */
export const uploads = ({ baseUrl, ports, ...sealing }: { key: Buffer; baseUrl: string; clock: Clock; ports: UploadPorts }) => {
  const { seal, open } = sealedLinks({ ...sealing, purpose: 'upload' });

  /** Says how far it is while it reads; a phone on a slow line sees that something happens. */
  const read = async (response: ServerResponse, council: string, by: string, file: Buffer): Promise<void> => {
    const { csvLines, decoded } = await import('./register-csv');
    response.writeHead(200, SAFE);
    response.write(HEAD + choose(ports.councilName(council)));
    try {
      let reader: Reader | undefined;
      for await (const { row, line } of csvLines(decoded(file))) {
        if (reader) reader.add(row, line);
        else reader = ports.reader(row);
        if (line % EACH === 0) {
          response.write(`<p role="status">${many(line, 'line')} read …</p>`);
          await breathe();
        }
      }
      if (!reader) throw new UserError('The file is empty. Choose the register as CSV.');
      response.write(preview(reader, await ports.prepare(council, by, reader.contracts)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      response.write(`<p class="error" role="alert">${escapeHtml(error.message)} Nothing was kept.</p>`);
    }
    response.end(FOOT);
  };

  const page = (response: ServerResponse, html: string, status = 200): void => {
    response.writeHead(status, SAFE);
    response.end(HEAD + html + FOOT);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = open((request.url ?? '').split('/')[2] ?? '');
    if (!asked) return end(response, 410, 'This link has expired. Ask Guildhall for a new one: contracts import\n');
    const [council = '', by = ''] = asked.subject.split('|');
    const name = ports.councilName(council);
    if (request.method === 'GET') return page(response, choose(name));
    const sent = await partsOf(request, await readBody(request, LARGEST, SLOWEST)).catch(() => undefined);
    if (sent?.confirm) {
      const done = await ports.confirm(council, sent.confirm);
      if (!done)
        return page(
          response,
          `${choose(name)}<p class="error" role="alert">That was imported already, or is too old. Send the file again.</p>`,
          409,
        );
      return page(response, outcome(done));
    }
    if (!sent?.file)
      return page(
        response,
        `${choose(name)}<p class="error" role="alert">No file came with it, or it is larger than 20 MB. Choose one, and read it again.</p>`,
        400,
      );
    return read(response, council, by, sent.file);
  };

  return {
    link: (council: string, by: string): string => `${baseUrl}/upload/${seal({ file: 'contracts', subject: `${council}|${by}` })}`,
    routes: (['GET', 'POST'] as const).map((method): HttpRoute => ({ method, path: '/upload/*', handle })),
  };
};
