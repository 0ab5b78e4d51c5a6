import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRegister } from '../../../adapters/content/councils';

const folder = mkdtempSync(join(tmpdir(), 'councils-'));
afterAll(() => rmSync(folder, { recursive: true }));

const camden = {
  id: 'camden',
  name: 'Camden',
  shortName: 'Camden',
  nation: 'England',
  kind: 'London borough',
  gss: ['E09000007'],
  aliases: [],
};
const fileOf = (...councils: unknown[]): string => {
  const path = join(folder, 'councils.json');
  writeFileSync(path, JSON.stringify({ source: ['a test'], councils }));
  return path;
};

describe('The file of councils', () => {
  test('is read into a register', () => {
    expect(readRegister(fileOf(camden)).byGss('E09000007')?.id).toBe('camden');
  });

  test.each([
    ['council 2 (Bad Id): id', camden, { ...camden, id: 'Bad Id', gss: [] }],
    ['council 1 (camden): gss.0', { ...camden, gss: ['X1'] }],
    ['council 1 (camden): nation', { ...camden, nation: 'France' }],
    ['council 1: entry', 'camden'],
    ['council 1 (camden): to', { ...camden, to: '31 March' }],
    ['council 1 (camden): entry: Unrecognized key: "gs"', { ...camden, gs: 1 }],
    ['camden: this id is used twice', camden, { ...camden, gss: [] }],
    ['other: E09000007 is also the code of camden', camden, { ...camden, id: 'other' }],
    ['camden: replacedBy names nowhere', { ...camden, to: '2020-03-31', replacedBy: ['nowhere'] }],
    ['camden: replacedBy needs the last day', { ...camden, replacedBy: ['camden'] }],
    ['camden: “to” is before “from”', { ...camden, from: '2021-01-01', to: '2020-01-01' }],
  ])('is refused whole, with the file and the entry named: %s', (sentence, ...councils) => {
    const path = fileOf(...councils);
    expect(() => readRegister(path)).toThrow(path);
    expect(() => readRegister(path)).toThrow(sentence);
  });

  test('that is no JSON is named', () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{');
    expect(() => readRegister(path)).toThrow(`${path} cannot be read as JSON.`);
  });
});
