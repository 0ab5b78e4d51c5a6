import { embeddedStore } from '../../adapters/embedded/store';
import { workspaceOf } from '../../src/chat/event';
import { toText } from '../../src/chat/text';
import type { Turn } from '../../src/chat/turn';
import { csvCell } from '../../src/csv';
import { questionsCsv } from '../../src/questions/csv';
import { addWorkingDays, questionShape } from '../../src/questions/question';
import { questionUpkeep } from '../../src/questions/upkeep';
import { type QuestionPorts, questions } from '../../src/questions/use-cases';
import { answeredView } from '../../src/questions/views';
import { alice, command, quietLog, whoIs } from '../support/turns';

const CORA = { id: 'teams:t1:c1', name: 'Cora' };
const DAN = { id: 'slack:T9:U2', name: 'Dan' };
const weekday = (day: Date) => ![0, 6].includes(day.getUTCDay());

const world = async (coordinators = [CORA.id, DAN.id]) => {
  const now = { at: new Date('2026-11-23T09:00:00Z') };
  const told: string[] = [];
  const people = { list: coordinators };
  const kept = (await embeddedStore({ log: quietLog })).open(questionShape);
  const ports: QuestionPorts = {
    questions: kept,
    coordinators: async () => people.list,
    tell: async (to, kind, subject) => void told.push(`${kind} ${subject} → ${to}`),
    isWorkingDay: weekday,
    clock: () => now.at,
  };
  const asked = questions(ports);
  const made = { ...asked, ...questionUpkeep(ports, asked) };
  const turn: Turn = { event: command('ask', alice), who: whoIs('officer'), now: now.at };
  return { ...made, told, now, turn, people, kept };
};

describe('Ask a person', () => {
  test('goes to every coordinator, and the answer to who asked', async () => {
    const w = await world();
    await w.ask(w.turn, 'q1', 'Who owns the bins system?', 'gds-2019');
    expect(w.told).toEqual([`questions.asked q1 → ${CORA.id}`, `questions.asked q1 → ${DAN.id}`]);
    const after = await w.answer('q1', CORA, 'Ask your waste team.');
    expect(w.told.at(-1)).toBe(`questions.answered q1 → ${alice.id}`);
    expect(toText(answeredView(after))).toContain('Cora says: Ask your waste team.');
  });

  test('the same submission twice is one question', async () => {
    const w = await world();
    await w.ask(w.turn, 'q1', 'Who?', 'gds-2019');
    await w.ask(w.turn, 'q1', 'Who?', 'gds-2019');
    expect(await w.openCount()).toBe(1);
  });

  test('two coordinators answering at once: the first stands, the second is told', async () => {
    const w = await world();
    await w.ask(w.turn, 'q1', 'Who?', 'gds-2019');
    const results = await Promise.allSettled([w.answer('q1', CORA, 'one'), w.answer('q1', DAN, 'two')]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(JSON.stringify(results.find((result) => result.status === 'rejected'))).toBeDefined();
  });

  test('after two working days the coordinators who have not taken it are told, once', async () => {
    const w = await world();
    w.now.at = new Date('2026-11-27T10:00:00Z'); // a Friday
    await w.ask(w.turn, 'q1', 'Who?', 'gds-2019');
    await w.take('q1', CORA.id);
    w.now.at = new Date('2026-11-30T11:00:00Z');
    await w.nudge();
    expect(w.told.filter((line) => line.startsWith('questions.waiting'))).toEqual([]);
    w.now.at = new Date('2026-12-01T10:00:01Z');
    await w.nudge();
    await w.nudge();
    expect(w.told.filter((line) => line.startsWith('questions.waiting'))).toEqual([`questions.waiting q1 → ${DAN.id}`]);
  });

  test('a question asked before there is a coordinator waits for the first one', async () => {
    const w = await world([]);
    await w.ask(w.turn, 'q1', 'Who?', 'gds-2019');
    expect(w.told).toEqual([]);
    w.people.list = [DAN.id];
    await w.catchUp();
    await w.catchUp();
    expect(w.told).toEqual([`questions.asked q1 → ${DAN.id}`]);
  });

  test.each([
    ['', 'Write the question first.'],
    ['   ', 'Write the question first.'],
    ['x'.repeat(40_000), 'too long'],
  ])('refuses %#: an empty or endless question', async (text, sentence) => {
    const w = await world();
    await expect(w.ask(w.turn, 'q1', text, 'gds-2019')).rejects.toThrow(sentence);
    expect(await w.openCount()).toBe(0);
  });

  test('can be withdrawn for ten minutes by who asked, and by nobody else', async () => {
    const w = await world();
    await w.ask(w.turn, 'q1', 'Who?', 'gds-2019');
    await expect(w.withdraw('q1', DAN.id)).rejects.toThrow('Only the person who asked');
    w.now.at = new Date('2026-11-23T09:11:00Z');
    await expect(w.withdraw('q1', alice.id)).rejects.toThrow('ten minutes');
    w.now.at = new Date('2026-11-23T09:09:00Z');
    expect((await w.withdraw('q1', alice.id)).state).toBe('withdrawn');
    await expect(w.answer('q1', CORA, 'late')).rejects.toThrow('withdrawn');
  });

  test('a person can be erased; what was asked stays without them', async () => {
    const w = await world();
    await w.ask(w.turn, 'q1', 'Who?', 'gds-2019');
    await w.erase(alice.id);
    const all = JSON.stringify(await w.all());
    expect(all).not.toContain(alice.id);
    expect(all).not.toContain('Alice');
    expect(all).toContain('Who?');
  });

  test('an unknown question is not found', async () => {
    await expect((await world()).answer('__proto__', CORA, 'x')).rejects.toThrow('cannot find that question');
  });
});

describe('Working days', () => {
  test.each([
    ['2026-11-23T09:00:00Z', 2, '2026-11-25T09:00:00.000Z'],
    ['2026-11-27T09:00:00Z', 2, '2026-12-01T09:00:00.000Z'],
    ['2026-11-28T09:00:00Z', 1, '2026-11-30T09:00:00.000Z'],
  ])('%s and %i more is %s', (from, days, to) => {
    expect(addWorkingDays(new Date(from), days, weekday).toISOString()).toBe(to);
  });
});

describe('The CSV of questions', () => {
  test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1'])('holds no formula: %j', (typed) => {
    expect(csvCell(typed).replace(/^"/, '').startsWith("'")).toBe(true);
  });
  test('keeps commas, quotes and lines in one cell', () => {
    expect(csvCell('a,"b"\nc')).toBe('"a,""b""\nc"');
  });
  test('has a header and one row a question', async () => {
    const w = await world();
    await w.ask(w.turn, 'q1', '=cmd()', 'gds-2019');
    const lines = questionsCsv(await w.all()).split('\r\n');
    expect(lines[0]).toContain('question');
    expect(lines[1]).toContain("'=cmd()");
    expect(lines[1]).not.toContain(workspaceOf(alice.id));
  });
});
