import type { Store } from '../../src/store/collection';
import { useNotes } from './note';
import { testReading } from './reading';
import { testWriting } from './writing';

/** What every store must do. `open` gives a store; it is opened once and closed at the end. */
export const testCollections = (name: string, open: () => Promise<Store>): void => {
  describe(`Collections in ${name}`, () => {
    useNotes(open);
    testWriting();
    testReading();
  });
};
