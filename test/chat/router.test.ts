import { embeddedStore } from '../../adapters/embedded/store';
import { type Front, StillAnswering } from '../../src/chat/front';
import { type Receipt, receiptShape } from '../../src/chat/receipts';
import { router } from '../../src/chat/router';
import { toText } from '../../src/chat/text';
import type { Routes, Who } from '../../src/chat/turn';
import { type Reply, say, toMe } from '../../src/chat/view';
import { FormError, UserError } from '../../src/errors';
import type { Collection } from '../../src/store/collection';
import { action, alice, command, guest, keepingLog, noMetrics, submission, whoIs } from '../support/turns';

const seen: string[] = [];
const feature: Routes = {
  commands: [
    {
      verb: 'ask',
      usages: [{ usage: 'ask QUESTION', does: 'ask', for: 'anyone' }],
      run: (_, rest) => toMe(say(`asked ${rest}`)),
    },
    { verb: 'council', usages: [{ usage: 'council', does: 'who we are', for: 'member' }], run: () => toMe(say('Camden')) },
    { verb: 'open', usages: [{ usage: 'open', does: 'open questions', for: 'coordinator' }], run: () => toMe(say('open')) },
    {
      verb: 'break',
      usages: [{ usage: 'break', does: 'break', for: 'anyone' }],
      run: () => {
        throw new Error('secret detail of the database');
      },
    },
  ],
  actions: {
    'x.press': (turn) => {
      seen.push(`press ${turn.event.value}`);
      return { kind: 'done' };
    },
  },
  submissions: {
    'x.send': (turn) => {
      if (turn.event.values.name === '') throw new FormError({ name: 'Enter a name.' });
      if (turn.event.values.name === 'taken') throw new UserError('That name is taken.');
      throw new Error('boom');
    },
  },
};

const front = async (who: Who = whoIs(), now = { at: new Date('2026-11-23T09:00:00Z') }, broken: Partial<Collection<Receipt>> = {}) => {
  const log = keepingLog();
  const store = await embeddedStore({ log });
  const made: Front = router({
    features: [feature],
    identify: async () => who,
    receipts: { ...store.open(receiptShape), ...broken },
    clock: () => now.at,
    newId: () => 'abcdefgh1234',
    log,
    metrics: noMetrics,
  });
  return { front: made, log };
};
const words = (reply: Reply): string => (reply.kind === 'message' || reply.kind === 'replace' ? toText(reply.view) : JSON.stringify(reply));

beforeEach(() => seen.splice(0));

describe('The router', () => {
  test.each([
    ['ask do we need a discovery', 'asked do we need a discovery'],
    ['ASK do we need one', 'asked do we need one'],
    ['do we need a discovery?', 'asked do we need a discovery?'],
    ['what about __proto__', 'asked what about __proto__'],
    ['constructor', 'asked constructor'],
  ])('answers “%s”', async (typed, expected) => {
    expect(words(await (await front()).front.answer(command(typed)))).toBe(expected);
  });

  test('offers the nearest verb for a slip of the fingers, with the rest kept', async () => {
    const reply = await (await front()).front.answer(command('cuoncil'));
    expect(words(reply)).toContain('Did you mean “council”?');
    expect(JSON.stringify(reply)).toContain('"value":"council"');
  });

  test('never offers a verb that the person may not use', async () => {
    expect(words(await (await front()).front.answer(command('cuoncil', guest)))).toBe('asked cuoncil');
  });

  test.each([
    ['an officer', whoIs('officer'), alice, ['ask QUESTION', 'council'], ['open']],
    ['a coordinator', whoIs('officer', 'coordinator'), alice, ['ask QUESTION', 'open'], []],
    ['a guest', whoIs(), guest, ['ask QUESTION'], ['council', 'open questions']],
  ] as const)('lists in help what %s may do, and nothing else', async (_, who, speaker, there, absent) => {
    const help = words(await (await front(who)).front.answer(command('help', speaker)));
    for (const usage of there) expect(help).toContain(usage);
    for (const usage of absent) expect(help).not.toContain(usage);
  });

  test('refuses a guest who types a verb that is not for guests', async () => {
    expect(words(await (await front()).front.answer(command('council', guest)))).toContain('Guest accounts can ask about the standard');
  });

  test('answers the same delivery once, even four times at the same moment', async () => {
    const { front: made } = await front();
    const event = action('x.press', '1');
    const replies = await Promise.all([1, 2, 3, 4].map(() => made.answer(event)));
    expect(replies.every((reply) => reply.kind === 'done')).toBe(true);
    expect(seen).toEqual(['press 1']);
  });

  test('lets a redelivery take over an event that was never settled, but only after ten seconds', async () => {
    const now = { at: new Date('2026-11-23T09:00:00Z') };
    const { front: made } = await front(whoIs(), now);
    const event = command('ask x', alice, { retries: true });
    await made.answer(event);
    await expect(made.answer(event)).rejects.toThrow(StillAnswering);
    now.at = new Date('2026-11-23T09:00:11Z');
    expect(words(await made.answer(event))).toBe('asked x');
    await made.settled(event.key);
    now.at = new Date('2026-11-23T09:05:00Z');
    expect((await made.answer(event)).kind).toBe('done');
  });

  test('lets one of four deliveries at the same moment answer, and has the platform come again for the others', async () => {
    const { front: made } = await front();
    const event = command('ask x', alice, { retries: true });
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => made.answer(event)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  describe('on a store that is away', () => {
    const insert = async () => {
      throw new Error('no server could be selected');
    };
    const away = async () => (await front(whoIs(), undefined, { insert })).front;

    test('tells whoever typed or sent a form so, with a reference', async () => {
      expect(words(await (await away()).answer(command('ask x')))).toContain('quote abcdefgh');
      const reply = await (await away()).answer(submission('x.send', '', { name: 'ok' }));
      expect(reply).toEqual({ kind: 'errors', fields: { name: expect.stringContaining('quote abcdefgh') } });
    });

    test('has the platform deliver again what it delivers again, and leaves the receipt of whoever may be answering', async () => {
      const removed: unknown[] = [];
      const remove = async (filter: unknown) => removed.push(filter);
      const { front: made } = await front(whoIs(), undefined, { insert, remove });
      await expect(made.answer(command('ask x', alice, { retries: true }))).rejects.toThrow('no server');
      expect(removed).toEqual([]);
    });
  });

  test('answers a fault of ours with a reference and without its detail, and logs it', async () => {
    const { front: made, log } = await front();
    const reply = words(await made.answer(command('break')));
    expect(reply).toContain('quote abcdefgh');
    expect(reply).not.toContain('database');
    expect(log.lines.join()).toContain('abcdefgh');
  });

  test('hands a fault back to the platform where the platform delivers again', async () => {
    const { front: made } = await front();
    const event = command('break', alice, { retries: true });
    await expect(made.answer(event)).rejects.toThrow();
    await expect(made.answer(event)).rejects.toThrow();
  });

  test.each([
    ['', { name: 'Enter a name.' }],
    ['taken', { name: 'That name is taken.' }],
  ])('shows a mistake in a form beside its field (%p)', async (name, fields) => {
    expect(await (await front()).front.answer(submission('x.send', '', { name }))).toEqual({ kind: 'errors', fields });
  });

  test('keeps a form open, with what was typed, when something breaks', async () => {
    expect((await (await front()).front.answer(submission('x.send', '', { name: 'ok' }))).kind).toBe('errors');
  });

  test.each([action('gone.away'), submission('__proto__', '', {}), action('toString')])(
    'says so when a button or form no longer exists (%#)',
    async (event) => {
      expect(words(await (await front()).front.answer(event))).toContain('older message');
    },
  );

  test('refuses 40 kB of text with a sentence', async () => {
    expect(words(await (await front()).front.answer(command('a '.repeat(20_000))))).toContain('too long');
  });
});
