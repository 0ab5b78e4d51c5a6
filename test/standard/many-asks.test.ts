import { embeddedStore } from '../../adapters/embedded/store';
import { toText } from '../../src/chat/text';
import { type Ask, askShape } from '../../src/standard/ask-store';
import { clarificationShape } from '../../src/standard/clarification';
import { publishedView } from '../../src/standard/clarify-views';
import { clarifying } from '../../src/standard/clarifying';
import { learntLabels } from '../../src/standard/labels';
import { command, coordinator, quietLog, whoIs } from '../support/turns';

const QUESTION = 'May a volunteer group in the village hall run the help desk?';

describe('Among many thousands of questions', () => {
  const COUNT = 1_300;
  /** Asks, all in vain, some at the same time; each of its own person. `finds`: how many each look at the store may bring. */
  const many = async () => {
    const store = await embeddedStore({ log: quietLog });
    const kept = store.open(askShape);
    for (let index = 0; index < COUNT; index += 1) {
      const about = { revision: 0, workspace: 'slack:T1', standard: 'gds-2019', confidence: 0.1, points: [6, 1, 5] };
      const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 700) * 60_000);
      const labelled: Partial<Ask> = index % 100 === 7 ? { question: `about the point ${index}`, picked: 5 } : {};
      await kept.insert({
        ...about,
        id: `a${index}`,
        person: `slack:T1:P${index}`,
        question: QUESTION,
        outcome: 'unknown',
        at,
        ...labelled,
      });
    }
    const finds: (number | undefined)[] = [];
    const asks: typeof kept = {
      ...kept,
      find: async (filter, options) => {
        finds.push(options?.limit);
        return kept.find(filter, options);
      },
    };
    const told: string[] = [];
    const made = clarifying({
      clarifications: store.open(clarificationShape),
      asks,
      tell: async (to) => void told.push(to),
      clock: () => new Date('2026-02-01T09:00:00Z'),
    });
    return { asks, finds, told, made };
  };

  test('the request looks at a page of them, the sweep at all, and each person is told', async () => {
    const { finds, told, made } = await many();
    const turn = { event: command('', coordinator), who: whoIs('coordinator'), now: new Date() };
    const given = { standard: 'gds-2019', point: 5, question: QUESTION, answer: 'It does not say.' };
    const published = await made.publish(turn, 'c1', given);
    expect(published).toMatchObject({ made: { todo: 'tell' } });
    expect(finds).toEqual([500]);
    expect(toText(publishedView(published.made, published.told))).toMatch(
      /At least \d{3} people who asked in vain will hear of it, once\./,
    );
    await made.catchUp();
    expect(new Set(told).size).toBe(COUNT - COUNT / 100);
    expect(finds.every((limit) => limit === 500)).toBe(true);
    expect(await made.get('c1')).toMatchObject({ todo: 'none' });
    told.length = 0;
    await made.catchUp();
    expect(told).toEqual([]);
  });

  test('the labels are gathered page by page', async () => {
    const { asks, finds } = await many();
    expect(await learntLabels(asks)).toHaveLength(COUNT / 100);
    expect(finds.every((limit) => limit === 500)).toBe(true);
  });
});
