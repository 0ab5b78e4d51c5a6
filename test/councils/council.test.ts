import { join } from 'node:path';
import { readRegister } from '../../adapters/content/councils';
import { present, successors } from '../../src/councils/council';

const register = readRegister(join(__dirname, '../../content/councils.json'));
const ids = (words: string) => register.find(words).map(({ id }) => id);
const TODAY = new Date('2026-11-23T12:00:00Z');

describe('The register', () => {
  test('holds every principal council of today, and those of the past', () => {
    const principal = register.all.filter(({ kind }) => kind !== 'combined authority' && kind !== 'strategic authority');
    expect(principal.filter(({ id }) => present(register, id, TODAY))).toHaveLength(382);
    expect(principal.filter(({ to }) => to)).toHaveLength(73);
  });

  test('is sorted by id, and every one that has ended leads to one that has not', () => {
    const all = register.all.map(({ id }) => id);
    expect(all).toEqual([...all].sort());
    const lost = register.all.filter(({ id, to }) => to && !successors(register, id).some((next) => present(register, next.id, TODAY)));
    expect(lost).toEqual([]);
  });

  test('knows a council by its code of today and by earlier ones, in any case', () => {
    expect(register.byGss('E09000007')?.id).toBe('camden');
    expect(register.byGss(' e07000100 ')?.id).toBe('st-albans');
    expect(register.byGss('E07000240')?.id).toBe('st-albans');
    expect(register.byGss('__proto__')).toBeUndefined();
  });
});

describe('Finding a council', () => {
  test.each([
    ['Camden', 'camden'],
    ['CAMDEN', 'camden'],
    ['camden council', 'camden'],
    ['London Borough of Camden', 'camden'],
    ['LB Camden', 'camden'],
    ['E09000007', 'camden'],
    ['camdem', 'camden'],
    ['City of York', 'york'],
    ['City of London', 'city-of-london'],
    ['st helens', 'st-helens'],
    ['St. Helens', 'st-helens'],
    ['Saint Helens council', 'st-helens'],
    ['kings lynn', 'kings-lynn-and-west-norfolk'],
    ['King’s Lynn & West Norfolk', 'kings-lynn-and-west-norfolk'],
    ['Bucks', 'buckinghamshire'],
    ['Herts', 'hertfordshire'],
    ['BCP', 'bournemouth-christchurch-poole'],
    ['Caerdydd', 'cardiff'],
    ['Ynys Mon', 'isle-of-anglesey'],
    ['Somerset County Council', 'somerset-county'],
    ['the royal borough of kingston upon thames', 'kingston-upon-thames'],
    ['Birmigham', 'birmingham'],
    ['Derby', 'derby'],
    ['Derby City Council', 'derby'],
    ['Durham', 'county-durham'],
    ['Greater London Authority', 'greater-london-authority'],
  ])('%s is %s alone', (words, id) => {
    expect(ids(words)).toEqual([id]);
  });

  test.each([
    ['Newcastle', ['newcastle-under-lyme', 'newcastle-upon-tyne']],
    ['somerset', ['somerset', 'somerset-county']],
    ['Adur and Worthing', ['adur', 'worthing']],
    ['Armagh', ['armagh-banbridge-craigavon', 'armagh']],
  ])('%s is ambiguous: present ones come first', (words, expected) => {
    expect(ids(words)).toEqual(expected);
  });

  test.each(['', '   ', '__proto__', 'constructor', 'Gotham', '🙂', '{"$ne":null}', '\u0000\ud800'])('%j is no council', (words) => {
    expect(ids(words)).toEqual([]);
  });

  test('40 kB of text is no council, and costs no time', () => {
    const started = performance.now();
    expect(ids('camden '.repeat(6_000))).toEqual([]);
    expect(register.near('camden '.repeat(6_000), 3)).toHaveLength(3);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('the nearest names are councils of today', () => {
    expect(register.near('Wolverhamton upon Severn', 3)[0]?.id).toBe('wolverhampton');
    expect(register.near('Mendips', 3).every(({ to }) => to === undefined)).toBe(true);
  });
});

describe('A council in time', () => {
  test.each([
    ['camden', '2026-11-23T12:00:00Z', true],
    ['mendip', '2023-03-31T12:00:00Z', true],
    ['mendip', '2023-03-31T22:30:00Z', true],
    ['mendip', '2023-03-31T23:30:00Z', false], // half past midnight on 1 April, in London
    ['somerset', '2023-03-31T12:00:00Z', false],
    ['somerset', '2023-04-01T12:00:00Z', true],
    ['atlantis', '2026-11-23T12:00:00Z', false],
  ])('%s on %s: %s', (id, on, expected) => {
    expect(present(register, id, new Date(on))).toBe(expected);
  });

  test.each([
    ['camden', []],
    ['mendip', ['somerset']],
    ['taunton-deane', ['somerset']], // by way of Somerset West and Taunton
    ['cumbria', ['cumberland', 'westmorland-and-furness']],
    ['limavady', ['causeway-coast-and-glens']],
    ['__proto__', []],
  ])('%s is succeeded by %j', (id, expected) => {
    expect(successors(register, id).map((council) => council.id)).toEqual(expected);
  });
});
