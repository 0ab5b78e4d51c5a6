import type { View } from '../chat/view';
import { goneView, silentView } from './gone-views';
import { answerView, leadNamedView, requestView } from './request-views';
import type { Councils } from './use-cases';

/** How the messages of this feature read when they are sent; undefined where they are no longer needed. */
export const councilMessages = (councils: Councils): Record<string, (subject: string) => Promise<View | undefined>> => ({
  'councils.link-asked': async (requestId) => {
    const workspace = await councils.byRequest(requestId);
    const council = councils.register.byId(workspace?.asked?.council ?? '');
    if (workspace?.requestState !== 'open' || !council) return undefined;
    return requestView(workspace, council, await councils.linkedCount(council.id));
  },
  'councils.link-answered': async (requestId) => {
    const workspace = await councils.byRequest(requestId);
    const council = councils.register.byId(workspace?.asked?.council ?? '');
    return workspace && council && answerView(workspace, council);
  },
  'councils.lead-named': async (id) => {
    const council = councils.register.byId(id);
    const [lead] = await councils.named((await councils.peopleOf(id)).leads);
    return council && lead && leadNamedView(council, lead);
  },
  'councils.speaker-gone': async (subject) => {
    const [id = '', who] = subject.split(' ');
    const council = councils.register.byId(id);
    const { leads, deputies } = await councils.peopleOf(id);
    if (!council || !who || leads.includes(who) || deputies.includes(who)) return undefined;
    const [gone] = await councils.named([who]);
    return gone && goneView(council, gone);
  },
  'councils.silent': async (id) => {
    const council = councils.register.byId(id);
    return council && (await councils.speakersOf(id)).length === 0 ? silentView(council) : undefined;
  },
});
