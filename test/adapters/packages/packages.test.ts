import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'yaml';
import { makePackages } from '../../../adapters/packages/packages';

const ID = '5f2504e0-4f89-41d3-9a0c-0305e82c3301';
const GOOD = ['--base-url', 'https://guildhall.example.gov.uk', '--teams-app-id', ID];

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'packages-')), 'build');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const make = (...argv: string[]) => {
  let said = '';
  const code = makePackages([...argv, '--out', folder], (text) => {
    said += text;
  });
  return { code, said };
};
const zip = () => unzipSync(new Uint8Array(readFileSync(join(folder, 'guildhall-teams.zip'))));

/** Width, height, colour type and bit depth from a PNG's first chunk, and its pixels without compression. */
const readPng = (bytes: Uint8Array) => {
  const file = Buffer.from(bytes);
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  return {
    signature: file.toString('hex', 0, 8),
    width: file.readUInt32BE(16),
    height: file.readUInt32BE(20),
    depth: file[24],
    colourType: file[25],
    raw: inflateSync(Buffer.concat(data)),
  };
};

/** The pixels of a not interlaced 8-bit RGBA picture, with the filter of each line undone. */
const pixels = ({ width, height, raw }: ReturnType<typeof readPng>): number[][] => {
  const stride = width * 4;
  const out = Buffer.alloc(stride * height);
  const paeth = (a: number, b: number, c: number) => {
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)] as const;
    if (pa <= pb && pa <= pc) return a;
    return pb <= pc ? b : c;
  };
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] as number;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= 4 ? (out[y * stride + x - 4] as number) : 0;
      const up = y > 0 ? (out[(y - 1) * stride + x] as number) : 0;
      const corner = x >= 4 && y > 0 ? (out[(y - 1) * stride + x - 4] as number) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] as number;
      out[y * stride + x] = ((raw[y * (stride + 1) + 1 + x] as number) + guess) & 255;
    }
  }
  return Array.from({ length: width * height }, (_, index) => [...out.subarray(index * 4, index * 4 + 4)]);
};

describe('npm run packages', () => {
  test('writes both packages and says what to do with them', () => {
    const { code, said } = make(...GOOD);
    expect(code).toBe(0);
    expect(said).toContain(join(folder, 'slack-manifest.yaml'));
    expect(said).toContain(join(folder, 'guildhall-teams.zip'));
    expect(parse(readFileSync(join(folder, 'slack-manifest.yaml'), 'utf8')).display_information.name).toBe('Guildhall');
  });

  test('makes the same bytes from the same arguments', () => {
    make(...GOOD);
    const first = readFileSync(join(folder, 'guildhall-teams.zip'));
    make(...GOOD);
    expect(readFileSync(join(folder, 'guildhall-teams.zip')).equals(first)).toBe(true);
  });

  test.each([
    ['nothing', [], /Give --base-url/],
    ['no app id', ['--base-url', 'https://a.gov.uk'], /Give --teams-app-id/],
    ['an app id that is no GUID', ['--base-url', 'https://a.gov.uk', '--teams-app-id', '12'], /must be a GUID/],
    ['an address without https', ['--base-url', 'http://a.gov.uk', '--teams-app-id', ID], /must be an https address/],
    ['an address on this machine', ['--base-url', 'https://localhost', '--teams-app-id', ID], /must be an https address/],
    ['an address with a name and password', ['--base-url', 'https://me:pass@a.gov.uk', '--teams-app-id', ID], /must be an https address/],
    ['a privacy address without https', [...GOOD, '--privacy-url', 'javascript:alert(1)'], /--privacy-url must be an https address/],
    ['an option nobody knows', [...GOOD, '--bogus'], /--bogus/],
    ['a word too many', [...GOOD, 'please'], /please/],
  ])('given %s says what to give, writes nothing and ends with 1', (_, argv, sentence) => {
    const { code, said } = make(...argv);
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
    expect(said).toContain('Like this: npm run packages -- --base-url');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('The Teams package', () => {
  test('has the manifest and the two icons it names, and nothing else', () => {
    make(...GOOD);
    const files = zip();
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const manifest = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array));
    expect(files[manifest.icons.color]).toBeDefined();
    expect(files[manifest.icons.outline]).toBeDefined();
  });

  test('has icons of the sizes Teams asks for: color 192 × 192, outline 32 × 32', () => {
    make(...GOOD);
    const png = { signature: '89504e470d0a1a0a', depth: 8 };
    expect(readPng(zip()['color.png'] as Uint8Array)).toMatchObject({ ...png, width: 192, height: 192 });
    expect(readPng(zip()['outline.png'] as Uint8Array)).toMatchObject({ ...png, width: 32, height: 32, colourType: 6 });
  });

  test('has an outline of pure white on nothing', () => {
    make(...GOOD);
    const all = pixels(readPng(zip()['outline.png'] as Uint8Array));
    const seen = all.filter(([, , , alpha]) => (alpha as number) > 0);
    expect(all[0]).toEqual([0, 0, 0, 0]);
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
  });
});
