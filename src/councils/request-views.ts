import { runButton } from '../chat/commands';
import { longDateTime } from '../chat/dates';
import { safeText, shorten } from '../chat/shorten';
import { type Block, type Button, buttons, type Form, heading, note, text, type View, view } from '../chat/view';
import type { Council } from './council';
import type { LinkResult } from './linking';
import type { Named } from './names';
import { codeOf, noneView, severalView, withdrawButton } from './views';
import type { Workspace } from './workspace';

const PLATFORM = { slack: 'Slack', teams: 'Microsoft Teams', console: 'the console' } as const;

const approveButton = (requestId: string): Button => ({
  label: 'Approve',
  action: 'councils.approve',
  value: requestId,
  style: 'primary',
});
const refuseButton = (requestId: string): Button => ({
  label: 'Refuse',
  action: 'councils.refuse',
  value: requestId,
  style: 'danger',
  confirm: {
    title: 'Refuse this request?',
    text: 'The workspace stays without a council, and the person who asked is told.',
    yes: 'Refuse',
    no: 'Go back',
  },
});
const undoButton = (requestId: string): Button => ({
  label: 'Undo the link',
  action: 'councils.undo',
  value: requestId,
  style: 'danger',
  confirm: {
    title: 'Undo this link?',
    text: 'People in that workspace no longer act for the council, and the person who asked is told.',
    yes: 'Undo the link',
    no: 'Go back',
  },
});

const workspaceName = (workspace: Workspace): string => (workspace.name ? `${workspace.name} (${workspace.id})` : workspace.id);

const facts = (workspace: Workspace, council: Council, zone?: string): Block => ({
  type: 'facts',
  facts: [
    { label: 'Council', value: `${council.name}, ${codeOf(council)}` },
    { label: 'Workspace', value: workspaceName(workspace) },
    { label: 'On', value: PLATFORM[workspace.platform] },
    { label: 'Asked by', value: workspace.asked?.byName ?? '' },
    { label: 'Asked on', value: workspace.asked ? longDateTime(workspace.asked.at, zone) : '' },
  ],
});

const already = (linked: number): string => {
  if (linked === 0) return 'No workspace is linked to this council yet.';
  return linked === 1 ? 'This council already has 1 workspace.' : `This council already has ${linked} workspaces.`;
};

/** What a coordinator gets when a workspace asks for a link. `linked`: how many that council has already. */
export const requestView = (workspace: Workspace, council: Council, linked: number): View =>
  view(
    `${council.name}: a workspace asks to be linked`,
    heading('A workspace asks to be linked'),
    facts(workspace, council),
    text(
      `${already(linked)} Once you approve, everybody in the workspace except guests acts for the council. Check first that it is theirs.`,
    ),
    buttons(approveButton(workspace.requestId ?? ''), refuseButton(workspace.requestId ?? '')),
    note('You get this because you are a coordinator of the network.'),
  );

const outcome = (workspace: Workspace): string => {
  const by = workspace.asked?.answeredByName ?? 'a coordinator';
  switch (workspace.requestState) {
    case 'approved':
      return `Approved by ${by}`;
    case 'refused':
      return `Refused by ${by}`;
    case 'undone':
      return `Link undone by ${by}`;
    case 'withdrawn':
      return 'Withdrawn by the person who asked';
    case 'open':
    case undefined:
      return 'Waiting for a coordinator';
  }
};

/** The request as it stands now, in place of the message whose button was pressed. */
export const outcomeView = (workspace: Workspace, council: Council): View =>
  view(
    `${council.name}: ${outcome(workspace)}`,
    heading(outcome(workspace)),
    facts(workspace, council),
    ...(workspace.requestState === 'approved' ? [buttons(undoButton(workspace.requestId ?? ''))] : []),
  );

const ANSWER = {
  approved: 'A coordinator has linked your workspace to',
  refused: 'A coordinator has not linked your workspace to',
  undone: 'A coordinator has undone the link of your workspace to',
} as const;

/** What the person who asked gets. Undefined while there is no answer. */
export const answerView = (workspace: Workspace, council: Council): View | undefined => {
  const state = workspace.requestState;
  if (state !== 'approved' && state !== 'refused' && state !== 'undone') return undefined;
  const sentence = `${ANSWER[state]} ${council.name}.`;
  const after =
    state === 'approved'
      ? [text('Next: name a lead, who speaks for the council.'), buttons(runButton('About our council', 'council'))]
      : [text('If that is a mistake, talk to a coordinator, or ask again.'), buttons(runButton('Our council', 'council'))];
  return view(sentence, text(sentence), ...after, note('You get this because you asked for the link.'));
};

/** What became of a wish to link. */
export const linkView = (result: LinkResult): View => {
  switch (result.kind) {
    case 'several':
      return severalView(result.councils, result.instead);
    case 'none':
      return noneView(result.near);
    case 'already': {
      const sentence = `This workspace is already linked to ${result.council.name}.`;
      return view(
        sentence,
        text(sentence),
        note('If that is wrong, ask a coordinator to undo it.'),
        buttons(runButton('About our council', 'council')),
      );
    }
    case 'linked':
    case 'asked': {
      const { council, workspace, instead } = result;
      const sentence =
        result.kind === 'linked'
          ? `${workspace.id} is now linked to ${council.name}.`
          : `I have asked the coordinators to link this workspace to ${council.name} (${codeOf(council)}).`;
      return view(
        sentence,
        ...(instead ? [text(`${instead.name} has ended. ${council.name} took its place.`)] : []),
        text(sentence),
        ...(result.kind === 'asked' ? [text('I will tell you in our one-to-one chat when one of them has answered.')] : []),
        buttons(result.kind === 'asked' ? withdrawButton(workspace.requestId ?? '') : undoButton(workspace.requestId ?? '')),
      );
    }
  }
};

/** `council pending`: the requests that wait. */
export const pendingView = (open: readonly { workspace: Workspace; council: Council }[], total: number): View => {
  if (open.length === 0)
    return view(
      'No link requests wait',
      heading('Link requests'),
      text('No workspace is waiting to be linked. When one asks, it comes to you and stands here.'),
    );
  const each = open.flatMap(({ workspace, council }): Block[] => [
    facts(workspace, council),
    buttons(approveButton(workspace.requestId ?? ''), refuseButton(workspace.requestId ?? '')),
  ]);
  const more = total > open.length ? [note(`… and ${total - open.length} more. They follow once these are answered.`)] : [];
  return view(`${total} link requests wait`, heading('Link requests'), ...each, ...more);
};

/** What coordinators get when a council has its first lead. */
export const leadNamedView = (council: Council, lead: Named): View =>
  view(
    `${council.name} has a lead`,
    heading(`${council.name} has a lead`),
    text(`An officer of the council named ${shorten(safeText(lead.name), 100)} as its first lead (${lead.id}).`),
    text('If that cannot be right, take the role away: type “council remove” and this id.'),
    note('You get this once for a council, because any officer can name the first lead.'),
  );

/** `coordinator list`. */
export const coordinatorsView = (all: readonly Named[]): View =>
  view('Coordinators of the network', heading('Coordinators'), {
    type: 'list',
    items: all.map(({ id, name }) => (name === id ? [id] : [{ bold: name }, ` – ${id}`])),
  });

/** The form in which a coordinator is added. */
export const coordinatorForm = (): Form => ({
  id: 'councils.add-coordinator',
  title: 'Add a coordinator',
  submit: 'Add them',
  state: '',
  intro: [text('A coordinator approves councils, answers questions and runs consultations for the whole network.')],
  fields: [{ id: 'person', type: 'person', label: 'Who', hint: 'Somebody in your workspace, not a guest.' }],
});
