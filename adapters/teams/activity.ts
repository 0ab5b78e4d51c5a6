import { z } from 'zod';
import { sameAccount } from '../../src/chat/same-id';

const id = z.string().min(1).max(1_000);
const account = z.looseObject({ id, name: z.string().optional(), aadObjectId: z.string().transform(sameAccount).optional() });
const loose = z.record(z.string(), z.unknown());

const schema = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  channelId: z.string(),
  serviceUrl: z.string().max(300),
  conversation: z.looseObject({
    id,
    tenantId: z.string().optional(),
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
  }),
  from: account,
  recipient: account.partial({ id: true }).optional(),
  text: z.string().nullish(),
  name: z.string().nullish(),
  action: z.string().nullish(),
  replyToId: z.string().nullish(),
  localTimezone: z.string().nullish(),
  value: z.unknown().optional(),
  entities: z.array(loose).nullish(),
  membersAdded: z.array(loose).nullish(),
  channelData: loose.nullish(),
});
/** What Teams posts to us, as far as we read it. */
export type Activity = z.infer<typeof schema>;

const MAX_DEPTH = 60;

const isTooDeep = (value: unknown, depth = 0): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= MAX_DEPTH || Object.values(value).some((one) => isTooDeep(one, depth + 1));
};

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Undefined for anything that is not an activity of Teams (or, where anonymous callers are let in, of an emulator). */
export const readActivity = (body: Buffer, anonymous: boolean): Activity | undefined => {
  const value = parsed(body);
  if (isTooDeep(value)) return undefined;
  const { success, data } = schema.safeParse(value);
  if (!success || (data.channelId !== 'msteams' && !(anonymous && data.channelId === 'emulator'))) return undefined;
  return data;
};

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The tenant an activity says it is from. Undefined where it says none, or two that differ. */
export const tenantOf = ({ conversation, channelData }: Activity): string | undefined => {
  const told = [conversation.tenantId, object(channelData?.tenant).id].filter((one) => one !== undefined && one !== null && one !== '');
  const [tenant, other = tenant] = told.map((one) => String(one).toLowerCase());
  return tenant === other && tenant !== undefined && /^[a-z0-9._-]{1,64}$/.test(tenant) ? tenant : undefined;
};
