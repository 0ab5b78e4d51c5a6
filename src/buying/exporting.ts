import { dayInWords } from '../chat/days';
import type { Turn } from '../chat/turn';
import { buttons, heading, list, note, type Reply, text, toMe, view } from '../chat/view';
import { UserError } from '../errors';
import type { Category } from './categories';
import { logFile } from './chain';
import { INTEREST } from './forms';
import { type Pack, type Procurement, packOf } from './pack';
import { type Party, packCsv, packOcds, windowsInWords } from './pack-files';
import { packPage } from './pack-page';
import type { Poll } from './poll';
import { seen } from './seal';
import { showButton, togetherBlocks } from './views';
import { type PartIn, viewerOf } from './who';

export type ExportPorts = {
  byId(id: string): Promise<Poll | undefined>;
  categories: readonly Category[];
  procurement: Procurement;
  partyOf(council: string): Party;
  link(file: string, subject: string): string;
  partIn: PartIn;
};

export type PollFile = 'poll-pack.html' | 'poll-pack.csv' | 'poll-planning.json' | 'poll-log.json';

/** What can be taken away from a poll: nothing while it is sealed, the log after that, and the pack once its quorum was met. */
export const exporting = ({ byId, categories, procurement, partyOf, link, partIn }: ExportPorts) => {
  const nameOf = (id: string): string => partyOf(id).name;
  const make: Readonly<Record<Exclude<PollFile, 'poll-log.json'>, (pack: Pack) => string>> = {
    'poll-pack.html': (pack) => packPage(pack, nameOf),
    'poll-pack.csv': (pack) => packCsv(pack, nameOf),
    'poll-planning.json': (pack) => packOcds(pack, partyOf),
  };
  return {
    /** `subject`: the poll, and the council that may read it. Empty where it may not, or is gone. */
    file: async (name: PollFile, subject: string): Promise<string> => {
      const [id = '', council = ''] = subject.split(':');
      const poll = await byId(id);
      if (!poll?.unsealed) return '';
      if (name === 'poll-log.json') return `${JSON.stringify(logFile(poll), null, 2)}\n`;
      const pack = packOf(poll, council || undefined, categories, procurement);
      return pack ? make[name](pack) : '';
    },
    reply: (turn: Turn, poll: Poll): Reply => {
      const council = partIn(poll, viewerOf(turn));
      if (!poll.unsealed)
        throw new UserError(
          'It is sealed until the quorum is reached or it closes, so there is nothing to export yet. Your own answer and receipt stand in: poll show',
        );
      const at = (file: PollFile, label: string) => ({ label, url: link(file, `${poll.id}:${council ?? ''}`) });
      const pack = packOf(poll, council, categories, procurement);
      const log = at('poll-log.json', 'The log (JSON)');
      if (!pack)
        return toMe(
          view(
            'The log of the poll',
            heading('Export'),
            text('The log has every answer as a hash. With your receipt you can check that yours was counted as given.'),
            buttons(log, showButton(poll)),
            ...(poll.state === 'met' ? [note('The pack is for the councils that take part.')] : []),
            note('The link works for 15 minutes.'),
          ),
        );
      const windows = windowsInWords(pack);
      return toMe(
        view(
          'The pack is ready',
          heading('The pack'),
          text(poll.need),
          ...togetherBlocks({ seen: seen(poll, council), councilName: nameOf }),
          ...(windows ? [text(windows)] : []),
          list(pack.steps.slice(0, 3).map(({ on, what }) => [{ bold: dayInWords(on) }, `: ${what}`])),
          buttons(
            { ...at('poll-pack.html', 'The pack, to read and print') },
            at('poll-pack.csv', 'As a table (CSV)'),
            at('poll-planning.json', 'For publishing (OCDS)'),
            log,
          ),
          note('The links work for 15 minutes. For councils that take part: do not pass them to suppliers.'),
          note(INTEREST),
        ),
      );
    },
  };
};
