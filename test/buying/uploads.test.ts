import { openDoors } from '../support/doors';

const HEADER =
  'ContractReference,ContractTitle,OrganisationalUnit,Description,StartDate,EndDate,ReviewDate,ContractValue,SupplierName,CPVCode';
const line = (index: number, ends = '31/03/2028') =>
  `C${index},"Planning system, part ${index}",Place,Back office for planning,01/04/2024,${ends},30/09/2027,"£120,000",Acme Ltd,48000000`;
const register = (count: number, ends?: string) => [HEADER, ...Array.from({ length: count }, (_, index) => line(index, ends))].join('\r\n');
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('A register that is sent in', () => {
  let on: Awaited<ReturnType<typeof openDoors>>;
  let url = '';
  beforeAll(async () => {
    on = await openDoors({ CLOCK_START: '2026-11-23T10:00:00Z' });
    const { blocks } = await on.alice.types('contracts import');
    url = /https?:\/\/[^"\\]+\/upload\/[\w-]+/.exec(JSON.stringify(blocks))?.[0] ?? '';
    url = url.replace(/^https?:\/\/[^/]+/, `http://127.0.0.1:${on.running.port}`);
  });
  afterAll(() => on.stop());

  const kept = async () => (await on.running.features.exportCouncil('camden')).contracts;
  const send = async (bytes: string | Buffer): Promise<string> => {
    const form = new FormData();
    form.set('register', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), 'register.csv');
    return (await fetch(url, { method: 'POST', body: form })).text();
  };
  const confirm = async (page: string): Promise<string> => {
    const [, id = ''] = /name="confirm" value="(\w+)"/.exec(page) ?? [];
    return (await fetch(url, { method: 'POST', body: new URLSearchParams({ confirm: id }) })).text();
  };

  test('has a page with a labelled field, that nobody else can open', async () => {
    expect(await (await fetch(url)).text()).toContain('<label for="register">');
    expect((await fetch(`${url.slice(0, -4)}AAAA`)).status).toBe(410);
  });

  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'The file is empty'],
    ['the wrong columns', 'Name,Age\nAnn,7', 'it needs at least the columns ContractTitle and EndDate'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2]), 'This is not a CSV file'],
    ['100,000 lines', register(100_000, '31/03/2020'), 'more than 20,000 lines'],
    ['12,000 contracts', register(12_000), 'more than 10,000 contracts'],
    ['only contracts that have ended', [HEADER, line(1, '31/03/2020')].join('\n'), 'There is nothing to import in it'],
  ])(
    'with %s is told in a sentence, and keeps nothing',
    async (_, bytes, sentence) => {
      expect(await send(bytes)).toContain(sentence);
      expect(await kept()).toEqual([]);
    },
    30_000,
  );

  test('with gaps and bad lines is read as far as it goes, and says what was left out', async () => {
    const page = await send(
      [
        HEADER,
        line(1),
        ',,,,,,,,,',
        'C3,,,,,31/03/2028,,,,',
        'C4,No end,,,,,,,,',
        'C5,Bad end,,,,someday,,,,',
        '',
        'C6,"=cmd()|x",,,,2029-01-31,,,=1+1',
      ].join('\n'),
    );
    expect(page).toContain('2 contracts can be imported, 3 lines left out');
    expect(page).toContain('Line 4 has no title');
    expect(page).toContain('Line 5 has no end date');
    expect(page).toContain('has an end date I cannot read: “someday”');
    expect(await kept()).toEqual([]);
    expect(await confirm(page)).toContain('Imported: 2 contracts are new, none was brought up to date');
    expect(await confirm(page)).toContain('That was imported already');
    expect((await kept()).map(({ what, band, category, supplier }) => [what, band, category, supplier])).toEqual([
      ['Planning system, part 1', 1, 'planning', 'Acme Ltd'],
      ['=cmd()|x', undefined, 'other', '=1+1'],
    ]);
    expect(await on.running.features.contractsFile('camden')).toContain("'=cmd()|x");
    expect(await on.says.Slack('contracts undo')).toContain('None yet');
  });

  test.each<[string, string | Buffer]>([
    ['UTF-16', utf16(register(3))],
    ['UTF-16 without a mark', Buffer.from(register(3), 'utf16le')],
    ['old spreadsheets’ letters', Buffer.from(register(3).replaceAll('Acme', 'Caf\u00e9'), 'latin1')],
    [
      'semicolons',
      register(3).replaceAll(',', ';').replaceAll('"Planning system; part', '"Planning system, part').replaceAll('"£120;000"', '120000'),
    ],
    ['a byte order mark', `\ufeff${register(3)}`],
  ])('in %s is read', async (_, bytes) => {
    expect(await send(bytes)).toContain('3 contracts can be imported, 0 lines left out');
  });

  test('of 5,000 lines shows how far it is, and the same one twice changes nothing', async () => {
    const page = await send(register(5_000));
    for (const read of ['1,000', '3,000', '5,000']) expect(page).toContain(`${read} lines read`);
    expect(await confirm(page)).toContain('Imported: 5,000 contracts are new, none was brought up to date');
    expect(await confirm(await send(register(5_000)))).toContain('Nothing has changed: 5,000 contracts were in the list already');
    expect(await kept()).toHaveLength(5_000);
    expect(await on.says.Slack('contracts list')).toContain('5000 contracts');
    const later = [HEADER, line(0, '31/03/2029'), line(1), 'C9999,New,,,,31/03/2028,,,,'].join('\n');
    expect(await confirm(await send(later))).toContain('Imported: 1 contract is new, 1 was brought up to date, 1 has not changed');
  }, 60_000);
});
