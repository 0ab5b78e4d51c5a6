import type { Day } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { View } from '../chat/view';
import type { Digests } from './use-cases';
import { digestView } from './views';

/** The messages of this feature, built when they are sent; undefined where one is no longer to be sent, or nothing is due any more. */
export const digestMessages = (digests: Digests): Record<string, (day: Day, to: PersonId) => Promise<View | undefined>> => ({
  'digests.daily': async (day, to) => {
    const found = await digests.toSend(to, day);
    return found && digestView(found.items, found.more, found.settings, day);
  },
});
