import { readActivity } from '../../../adapters/teams/activity';
import { type Member, standings } from '../../../adapters/teams/standing';

const NOW = new Date('2026-11-23T09:00:00Z');
const ACCOUNT = '0a0a0a0a-0000-4000-8000-00000000ABCD';
const member: Member = { userRole: 'user', aadObjectId: ACCOUNT, tenantId: 'T' };
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('Standing in Teams', () => {
  test('somebody told too late may do nothing this once, and is known the next time without being asked for again', async () => {
    const standing = standings(() => NOW, 20);
    const slowly = async () => {
      await pause(60);
      return member;
    };
    expect((await standing('t', '29:a', slowly)).standing).toBe('outsider');
    await pause(80);
    const again = () => Promise.reject(new Error('asked again'));
    expect(await standing('t', '29:a', again)).toEqual({ standing: 'member', account: ACCOUNT.toLowerCase() });
  });

  test('a failure is not remembered', async () => {
    const standing = standings(() => NOW, 20);
    expect((await standing('t', '29:a', () => Promise.reject(new Error('no token')))).standing).toBe('outsider');
    expect((await standing('t', '29:a', async () => member)).standing).toBe('member');
  });
});

describe('Who an activity is from', () => {
  const activity = (aadObjectId: string) =>
    readActivity(
      Buffer.from(
        JSON.stringify({
          type: 'message',
          channelId: 'msteams',
          serviceUrl: 'x',
          conversation: { id: 'c' },
          from: { id: '29:A', aadObjectId },
        }),
      ),
      false,
    );
  test('an Entra id is the same in capital letters; the id of a conversation is left as it is', () => {
    expect(activity(ACCOUNT)?.from).toEqual({ id: '29:A', aadObjectId: ACCOUNT.toLowerCase() });
  });
});
