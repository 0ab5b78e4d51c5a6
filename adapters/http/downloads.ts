import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { end, type HttpRoute } from '../../src/http';
import type { Clock } from '../../src/log';

export type DownloadFile = { filename: string; type: string; body: string };
export type Files = Readonly<Record<string, (subject: string) => Promise<DownloadFile>>>;

const LIFE = 15 * 60_000;

/** Addresses of files that work for 15 minutes: what is fetched is sealed into the address, so that any web process can serve it. */
export const downloads = (options: { key: Buffer; baseUrl: string; clock: Clock; files: Files }) => {
  const key = createHash('sha256').update('download').update(options.key).digest();

  const link = (file: string, subject: string): string => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    const plain = JSON.stringify({ file, subject, until: options.clock().getTime() + LIFE });
    const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${options.baseUrl}/download/${sealed.toString('base64url')}`;
  };

  const open = (token: string): { file: string; subject: string; until: number } | undefined => {
    const sealed = Buffer.from(token, 'base64url');
    if (sealed.length < 29) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(sealed.subarray(-16));
      return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8'));
    } catch {
      return undefined;
    }
  };

  const route: HttpRoute = {
    method: 'GET',
    path: '/download/*',
    handle: async (request, response) => {
      const asked = open((request.url ?? '').split('/')[2] ?? '');
      const make = asked && Object.hasOwn(options.files, asked.file) ? options.files[asked.file] : undefined;
      if (!asked || !make || asked.until < options.clock().getTime())
        return end(response, 410, 'This link has expired. Ask Guildhall for a new one.\n');
      const file = await make(asked.subject);
      if (file.body === '') return end(response, 404, 'There is nothing here for you any more. Ask Guildhall again.\n');
      response.setHeader('content-disposition', `attachment; filename="${file.filename}"`);
      end(response, 200, file.body, file.type);
    },
  };
  return { link, route };
};
