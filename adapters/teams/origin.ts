import { createHmac, timingSafeEqual } from 'node:crypto';

/** The channel or group somebody asked in, while the answer stands in their one-to-one chat. */
export type Origin = { kind: 'group' | 'channel'; conversation: string };

/**
 * Buttons of a private answer remember where it was asked, so that “Share with everyone” shares it there. What a button sends back can
 * be changed on the way, so it is signed, for this person in this tenant only.
 */
export const origins = (key: string) => {
  const seal = (content: string, tenant: string, user: string): Buffer =>
    createHmac('sha256', `guildhall origin ${key}`).update(`${tenant}\n${user}\n${content}`).digest();
  return {
    write: ({ kind, conversation }: Origin, tenant: string, user: string): string => {
      const content = Buffer.from(`${kind} ${conversation}`).toString('base64url');
      return `${content}.${seal(content, tenant, user).toString('base64url')}`;
    },
    /** Undefined for what was not written here for this person. */
    read: (written: string | undefined, tenant: string, user: string): Origin | undefined => {
      const [content = '', sealed = ''] = written?.split('.') ?? [];
      const given = Buffer.from(sealed, 'base64url');
      const right = seal(content, tenant, user);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const [kind, ...conversation] = Buffer.from(content, 'base64url').toString().split(' ');
      return kind === 'group' || kind === 'channel' ? { kind, conversation: conversation.join(' ') } : undefined;
    },
  };
};
export type Origins = ReturnType<typeof origins>;
