import { runButton } from '../chat/commands';
import { safeText, shorten } from '../chat/shorten';
import { buttons, heading, note, text, type View, view } from '../chat/view';
import type { Council } from './council';
import type { Named } from './names';

/** What whoever still speaks for a council gets when another can no longer. */
export const goneView = (council: Council, gone: Named): View => {
  const sentence = `${shorten(safeText(gone.name), 100)} no longer speaks for ${council.name}.`;
  return view(
    sentence,
    heading(sentence),
    text('Their account was closed, or is a guest account now, so I took the role away. You still speak for the council.'),
    text(
      'Next: name somebody in their place, so that nothing waits while you are away. Type “council lead” or “council deputy” and mention them.',
    ),
    buttons(runButton('About our council', 'council')),
    note('You get this once, because you speak for the council.'),
  );
};

/** What coordinators get when nobody speaks for a council any more. */
export const silentView = (council: Council): View => {
  const sentence = `Nobody speaks for ${council.name} any more.`;
  return view(
    sentence,
    heading(sentence),
    text(
      'The account of its last lead or deputy was closed, or is a guest account now. Until somebody is named, it hears of no poll and answers none.',
    ),
    text(
      'Any officer of the council can name a first lead again: they type “council lead” and mention the person. You may know whom to ask.',
    ),
    note('You get this once, because you coordinate the network.'),
  );
};
