import type { PersonId } from '../chat/event';
import type { View } from '../chat/view';
import type { Digests } from './use-cases';
import { digestView } from './views';

/** The messages of this feature, built when they are sent; undefined where nothing is due any more. */
export const digestMessages = (digests: Digests): Record<string, (subject: string, to: PersonId) => Promise<View | undefined>> => ({
  'digests.daily': async (_, to) => {
    const latest = await digests.latest(to);
    return latest && digestView(latest.items, latest.settings, latest.settings.lastDay ?? '');
  },
});
