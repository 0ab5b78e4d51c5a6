import type { Activity } from './activity';

/** Somebody whom a message mentions: their id in Teams, and the words Teams put in the text for it. */
export type Mention = { id: string; name: string; text: string };

const object = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});
const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Everybody a message mentions, the bot too. */
export const mentionsOf = ({ entities }: Activity): Mention[] =>
  (entities ?? [])
    .filter((entity) => entity.type === 'mention')
    .map((entity) => {
      const { id, name } = object(entity.mentioned);
      return { id: string(id), name: string(name), text: string(entity.text) || `<at>${string(name)}</at>` };
    })
    .filter(({ id, text }) => id !== '' && text !== '');

export const isBot = (activity: Activity, id: string): boolean => activity.recipient?.id !== undefined && id === activity.recipient.id;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", nbsp: ' ' };
const decode = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39|apos|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');

const OPEN = '\ue000';
const CLOSE = '\ue001';

/**
 * What somebody typed: without the bot's own mention, with other people's as `<@account|Name>` where the account is known and as the
 * bare name where not. Teams escapes the text as XML, so it is unescaped here, after the mentions were found.
 */
export const wordsOf = (activity: Activity, accounts: ReadonlyMap<string, string>): string => {
  const mentions = mentionsOf(activity);
  let text = (activity.text ?? '').replaceAll(OPEN, '').replaceAll(CLOSE, '');
  for (const [index, mention] of mentions.entries())
    text = text.replace(mention.text, () => (isBot(activity, mention.id) ? ' ' : `${OPEN}${index}${CLOSE}`));
  return decode(text)
    .toWellFormed()
    .replaceAll('\u00a0', ' ')
    .replace(/\ue000(\d+)\ue001/g, (_, index: string) => {
      const { id = '', name = '' } = mentions[Number(index)] ?? {};
      const plain = name.replace(/[<>|]/g, '');
      const account = accounts.get(id);
      return account ? `<@${account}|${plain}>` : plain;
    })
    .trim();
};
