import { runButton } from '../chat/commands';
import { longDate } from '../chat/dates';
import { type Block, type Button, buttons, type Form, heading, note, type Rich, text, type View, view } from '../chat/view';
import type { Council } from './council';
import type { Named } from './names';
import type { Overview } from './use-cases';

/** Councils offered at once; more are a reason to type more of the name. */
export const MOST_OFFERED = 8;

export const codeOf = (council: Council): string => council.gss[0] ?? 'no code';
const nameAndCode = (council: Council): string => (council.gss[0] ? `${council.name} (${council.gss[0]})` : council.name);
const endOf = (council: Council, zone?: string): string => longDate(new Date(`${council.to ?? ''}T12:00:00Z`), zone);

export const startButton: Button = {
  label: 'Link this workspace',
  action: 'councils.start',
  value: '',
  style: 'primary',
  opensForm: true,
};
const nameButton = (role: 'lead' | 'deputy'): Button => ({
  label: role === 'lead' ? 'Name a lead' : 'Name a deputy',
  action: `councils.start-${role}`,
  value: '',
  opensForm: true,
});
const chooseButton = (council: Council): Button => ({ label: council.name, action: 'councils.choose', value: council.id });
export const withdrawButton = (requestId: string): Button => ({
  label: 'Withdraw the request',
  action: 'councils.withdraw',
  value: requestId,
});

const people = (all: readonly Named[]): Rich =>
  all.length === 0 ? 'nobody yet' : all.flatMap(({ id, name }, index) => [...(index > 0 ? [', '] : []), { person: id, name }]);

/** The first step of a workspace that has none. */
const unlinked = ({ workspace, wanted }: Overview, speaker: string): readonly Block[] => {
  if (workspace.requestState === 'open' && wanted && workspace.asked)
    return [
      text(`${workspace.asked.byName} asked to link this workspace to ${nameAndCode(wanted)}. A coordinator of the network will answer.`),
      ...(workspace.asked.by === speaker ? [buttons(withdrawButton(workspace.requestId ?? ''))] : []),
    ];
  const refused = workspace.requestState === 'refused' && wanted;
  return [
    ...(refused ? [text(`A coordinator refused the request to link this workspace to ${wanted.name}.`)] : []),
    text('This workspace is not linked to a council yet. Link it first: say which council you are, and a coordinator confirms it.'),
    buttons(startButton),
    note('Until then you can ask about the standard.'),
  ];
};

const replaced = (council: Council, { successors, workspace, wanted }: Overview): readonly Block[] => {
  if (successors.length === 0) return [];
  const names = successors.map(({ name }) => name).join(' and ');
  const open = workspace.requestState === 'open' && wanted;
  return [
    text(`${council.name} ended on ${endOf(council)} and was replaced by ${names}.`),
    open
      ? text(`Next: a coordinator answers the request to link this workspace to ${wanted.name}.`)
      : text('Next: link this workspace to the council you work for now.'),
    ...(open ? [] : [buttons(...successors.slice(0, MOST_OFFERED).map(chooseButton))]),
  ];
};

const next = (council: Council, about: Overview, mayName: boolean): readonly Block[] => {
  if (about.successors.length > 0) return replaced(council, about);
  if (about.leads.length + about.deputies.length === 0)
    return [
      text('Next: name a lead. They speak for the council: they sign up to the standard and answer polls. Any officer can name the first.'),
      buttons(nameButton('lead')),
    ];
  if (about.deputies.length === 0 && mayName)
    return [text('Next: name a deputy, so that nothing waits while the lead is away.'), buttons(nameButton('deputy'))];
  return about.leads.length === 0 && mayName ? [text('Next: name a lead.'), buttons(nameButton('lead'))] : [];
};

/** The council it is linked to has ended, and another acts in its place. */
const ended = (linkedTo: Council, { name }: Council): Block =>
  text(`This workspace is linked to ${linkedTo.name}, which ended on ${endOf(linkedTo)}. Its people act for ${name} now.`);

/** `council`: who we are, and what to do next. `mayName`: the reader is lead, deputy or coordinator. */
export const councilView = (about: Overview, speaker: string, mayName: boolean): View => {
  const { council } = about;
  if (!council) return view('This workspace is not linked to a council', heading('Your council'), ...unlinked(about, speaker));
  return view(
    `Your council: ${council.name}`,
    heading(council.name),
    {
      type: 'facts',
      facts: [
        { label: 'Nation', value: council.nation },
        { label: 'Code', value: codeOf(council) },
        { label: 'Workspaces', value: String(about.workspaces) },
        { label: 'Lead', value: people(about.leads) },
        { label: 'Deputy', value: people(about.deputies) },
      ],
    },
    ...(about.linkedTo ? [ended(about.linkedTo, council)] : []),
    ...next(council, about, mayName),
  );
};

/** Who we are, for Home. */
export const homeBlocks = (about: Overview, speaker: string): readonly Block[] => {
  const { council } = about;
  if (!council) return [heading('Your council'), ...unlinked(about, speaker)];
  const hasLead = about.leads.length + about.deputies.length > 0;
  return [
    heading('Your council'),
    text(hasLead ? [`${council.name}. Lead: `, ...[people(about.leads)].flat(), '.'] : `${council.name}. It has no lead yet.`),
    buttons(runButton('About our council', 'council')),
  ];
};

/** Several councils fit. */
export const severalView = (councils: readonly Council[], instead?: Council): View => {
  const sentence = instead
    ? `${instead.name} ended on ${endOf(instead)}. Which of its successors do you work for?`
    : 'More than one council fits. Which one do you work for?';
  const more = councils.length - MOST_OFFERED;
  return view(
    sentence,
    text(sentence),
    buttons(...councils.slice(0, MOST_OFFERED).map(chooseButton)),
    ...(more > 0 ? [note(`… and ${more} more. Type more of the name if yours is not here.`)] : []),
  );
};

/** No council fits; these come nearest. */
export const noneView = (near: readonly Council[]): View => {
  const sentence = 'I do not know that council. These names come nearest.';
  return view(
    sentence,
    text(sentence),
    buttons(...near.map(chooseButton), { ...startButton, label: 'Try another name' }),
    note('You can also use the GSS code, such as E09000007.'),
  );
};

/** The form in which somebody says which council they are. */
export const linkForm = (): Form => ({
  id: 'councils.link',
  title: 'Link to your council',
  submit: 'Ask for the link',
  state: '',
  intro: [text('A coordinator of the network confirms it. After that everybody in this workspace, except guests, acts for the council.')],
  fields: [
    {
      id: 'council',
      type: 'text',
      label: 'Your council',
      hint: 'Its name, or its GSS code.',
      placeholder: 'Camden',
      maxLength: 100,
    },
  ],
});

const ROLE_FORM = {
  lead: { title: 'Name a lead', says: 'A lead speaks for the council: signs up to the standard, answers polls, names others.' },
  deputy: { title: 'Name a deputy', says: 'A deputy may do what the lead may, and gets what the lead leaves unanswered.' },
} as const;

/** The form in which a person is named. `state` is the role. */
export const nameForm = (role: 'lead' | 'deputy'): Form => ({
  id: 'councils.name',
  title: ROLE_FORM[role].title,
  submit: 'Name them',
  state: role,
  intro: [text(ROLE_FORM[role].says)],
  fields: [{ id: 'person', type: 'person', label: 'Who', hint: 'Somebody in a workspace of your council, not a guest.' }],
});
