import { embeddedStore } from '../../adapters/embedded/store';
import { toText } from '../../src/chat/text';
import type { Reply } from '../../src/chat/view';
import { coordinatorRoutes } from '../../src/questions/coordinator-routes';
import { questionShape } from '../../src/questions/question';
import { questions } from '../../src/questions/use-cases';
import { alice, command, coordinator, quietLog, whoIs } from '../support/turns';

const now = new Date('2026-11-23T09:00:00Z');

const world = async () => {
  const store = await embeddedStore({ log: quietLog });
  const asked = questions({
    questions: store.open(questionShape),
    coordinators: async () => [coordinator.id],
    tell: async () => undefined,
    isWorkingDay: () => true,
    clock: () => now,
  });
  const { run } = coordinatorRoutes(asked, () => 'https://example.org/file').commands?.[0] ?? {};
  const ask = (id: string, words: string) =>
    asked.ask({ event: command(words), who: whoIs('officer'), now } as never, id, words, 'gds-2019');
  const say = (rest: string, speaker = coordinator): Promise<Reply> =>
    run?.(
      {
        event: command(`questions ${rest}`, speaker),
        who: speaker === coordinator ? whoIs('coordinator') : whoIs('officer'),
        now,
      } as never,
      rest,
    ) as Promise<Reply>;
  return { asked, ask, say };
};
const words = (reply: Reply) => (reply.kind === 'message' ? toText(reply.view) : reply.kind);

describe('A coordinator answers in a line', () => {
  test('by the beginning of the ID that the list shows', async () => {
    const { asked, ask, say } = await world();
    await ask('6a2f1c0000', 'Who needs to be in the team?');
    expect(words(await say(''))).toContain('ID 6a2f1c');
    expect(words(await say('answer 6A2F1C  Whoever can decide.'))).toContain('Whoever can decide.');
    expect((await asked.get('6a2f1c0000'))?.answer).toBe('Whoever can decide.');
  });

  test('gets the form where the answer is missing', async () => {
    const { ask, say } = await world();
    await ask('6a2f1c0000', 'Who?');
    expect((await say('answer 6a2f')).kind).toBe('form');
  });

  test('is asked for more of the ID where two questions begin with it, and told where none does', async () => {
    const { asked, ask, say } = await world();
    await ask('6a2f1c0000', 'Who?');
    await ask('6a2f1d0000', 'What?');
    await expect(say('answer 6a2f1 x')).rejects.toThrow('Type more of it');
    await expect(say('answer zzz x')).rejects.toThrow('cannot find');
    expect((await asked.open(5)).map(({ state }) => state)).toEqual(['open', 'open']);
  });

  test('and nobody else does', async () => {
    const { ask, say } = await world();
    await ask('6a2f1c0000', 'Who?');
    await expect(say('answer 6a2f1c x', alice)).rejects.toThrow('Only a coordinator');
  });
});
