import { end, type HttpRoute } from '../../src/http';
import type { Clock } from '../../src/log';
import { sealedLinks } from './sealed-links';

export type DownloadFile = { filename: string; type: string; body: string };
export type Files = Readonly<Record<string, (subject: string) => Promise<DownloadFile>>>;

/** Addresses of files that work for 15 minutes. */
export const downloads = (options: { key: Buffer; baseUrl: string; clock: Clock; files: Files }) => {
  const { seal, open } = sealedLinks({ ...options, purpose: 'download' });
  const link = (file: string, subject: string): string => `${options.baseUrl}/download/${seal({ file, subject })}`;

  const route: HttpRoute = {
    method: 'GET',
    path: '/download/*',
    handle: async (request, response) => {
      const asked = open((request.url ?? '').split('/')[2] ?? '');
      const make = asked && Object.hasOwn(options.files, asked.file) ? options.files[asked.file] : undefined;
      if (!asked || !make) return end(response, 410, 'This link has expired. Ask Guildhall for a new one.\n');
      const file = await make(asked.subject);
      if (file.body === '') return end(response, 404, 'There is nothing here for you any more. Ask Guildhall again.\n');
      response.setHeader('content-disposition', `attachment; filename="${file.filename}"`);
      end(response, 200, file.body, file.type);
    },
  };
  return { link, route };
};
