import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedStore } from '../../../adapters/embedded/store';
import { testCollections } from '../../contracts/collections';
import { quietLog } from '../../support/turns';

const dir = mkdtempSync(join(tmpdir(), 'guildhall-store-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

testCollections('memory', () => embeddedStore({ log: quietLog }));
testCollections('files', () => embeddedStore({ dir, log: quietLog }));
