import { join } from 'node:path';
import { readCategories } from '../../adapters/content/categories';
import { readRegister } from '../../adapters/content/councils';
import { readLibrary } from '../../adapters/content/standards';
import { helpView } from '../../src/chat/help';
import type { Block, Form, View } from '../../src/chat/view';
import type { Council } from '../../src/councils/council';
import * as requestViews from '../../src/councils/request-views';
import type { Overview } from '../../src/councils/use-cases';
import * as councilViews from '../../src/councils/views';
import { approve, ask, newWorkspace, refuse, unlink, withdraw } from '../../src/councils/workspace';
import type { Question } from '../../src/questions/question';
import * as questionViews from '../../src/questions/views';
import type { Answer, Part } from '../../src/standard/ask';
import type { Ask } from '../../src/standard/ask-store';
import * as askViews from '../../src/standard/ask-views';
import * as clarifyViews from '../../src/standard/clarify-views';
import type { Library, Passage, Point, Standard } from '../../src/standard/standard';
import { SECTIONS } from '../../src/standard/standard';
import * as standardViews from '../../src/standard/views';
import { buyingViews } from './gallery-buying';
import { command, whoIs } from './turns';

/** Something for every view, list of blocks and form that a file of views exports: a new one that is missing here does not compile. */
type Drawn<Exports> = {
  [Name in Extract<keyof Exports, `${string}${'View' | 'Blocks' | 'Form'}`>]: readonly (View | readonly Block[] | Form)[];
};

const NOW = new Date('2026-11-23T09:00:00Z');
const many = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const root = join(__dirname, '../..');
const register = readRegister(join(root, 'content/councils.json'));
const camden = register.byId('camden') as Council;
const longest = [...register.all].sort((a, b) => b.name.length - a.name.length)[0] as Council;

/** Everything the councils' files draw, with these words wherever people choose them; a name is kept at 100 characters. */
const councils = (words: string): Drawn<typeof councilViews> & Drawn<typeof requestViews> => {
  const name = words.slice(0, 100);
  const alice = { id: 'slack:T1:U1', name };
  const cora = { id: 'teams:t1:c1', name };
  const fresh = newWorkspace('slack:T1', name, NOW);
  const asked = ask(fresh, 'camden', alice, 'r1', NOW);
  const linked = approve(asked, 'r1', cora, NOW);
  const all = [asked, linked, refuse(asked, 'r1', cora, NOW), withdraw(asked, 'r1', alice.id), unlink(linked, 'r1', cora, NOW)];
  const empty: Overview = { workspace: fresh, successors: [], workspaces: 0, leads: [], deputies: [] };
  const own: Overview = { ...empty, workspace: linked, council: camden, workspaces: 1 };
  const ended: Overview = { ...own, council: register.byId('cumbria'), successors: [camden, longest] };
  const overviews = [
    ...all.map((workspace) => ({ ...empty, workspace, wanted: camden })),
    ...[own, { ...own, leads: [alice] }, { ...own, leads: [alice, cora], deputies: [cora, alice] }, ended],
    { ...ended, workspace: { ...asked, state: 'linked' as const }, wanted: camden },
  ];
  const shown = overviews.flatMap((about) => [true, false].map((mayName) => councilViews.councilView(about, alice.id, mayName)));
  return {
    councilView: shown,
    homeBlocks: overviews.map((about) => councilViews.homeBlocks(about, alice.id)),
    severalView: [councilViews.severalView(register.all), councilViews.severalView([camden], register.byId('cumbria'))],
    noneView: [councilViews.noneView([]), councilViews.noneView(register.near('Gotham', 3))],
    linkForm: [councilViews.linkForm()],
    nameForm: [councilViews.nameForm('lead'), councilViews.nameForm('deputy')],
    requestView: [0, 1, 12].map((linkedAlready) => requestViews.requestView(asked, longest, linkedAlready)),
    outcomeView: all.map((workspace) => requestViews.outcomeView(workspace, longest)),
    answerView: all.flatMap((workspace) => requestViews.answerView(workspace, longest) ?? []),
    linkView: [
      requestViews.linkView({ kind: 'already', council: longest }),
      requestViews.linkView({ kind: 'none', near: [] }),
      requestViews.linkView({ kind: 'several', councils: register.all }),
      requestViews.linkView({ kind: 'asked', council: camden, workspace: asked, instead: longest }),
      requestViews.linkView({ kind: 'linked', council: camden, workspace: linked }),
    ],
    pendingView: [
      requestViews.pendingView([], 0),
      requestViews.pendingView(
        many(10, () => ({ workspace: asked, council: longest })),
        14,
      ),
    ],
    leadNamedView: [requestViews.leadNamedView(camden, alice)],
    coordinatorsView: [requestViews.coordinatorsView(many(30, () => cora)), requestViews.coordinatorsView([])],
    coordinatorForm: [requestViews.coordinatorForm()],
  };
};

const questions = (words: string): Drawn<typeof questionViews> => {
  const said = words.slice(0, 2_000);
  const name = words.slice(0, 100);
  const open: Question = {
    ...{ id: 'q12345678', revision: 0, text: said, standard: 'gds-2019', from: 'slack:T1:U1', fromName: name, workspace: 'slack:T1' },
    ...{ council: 'camden', councilName: name, state: 'open', askedAt: NOW, nudgeAt: NOW, nudged: false, todo: 'none' },
  };
  const answered: Question = { ...open, state: 'answered', answer: said, answeredBy: 'slack:T1:U2', answeredByName: name, answeredAt: NOW };
  const all: Question[] = [open, { ...open, takenBy: 'slack:T1:U2' }, answered, { ...open, state: 'withdrawn', councilName: undefined }];
  return {
    askedView: [questionViews.askedView(open)],
    waitingView: [questionViews.waitingView(open)],
    answeredView: [questionViews.answeredView(answered), questionViews.answeredView({ ...answered, answeredByName: undefined })],
    sentView: [questionViews.sentView(open)],
    settledView: all.map(questionViews.settledView),
    openView: [
      questionViews.openView([], 0),
      questionViews.openView(
        many(10, () => open),
        500,
      ),
    ],
    exportView: [questionViews.exportView('https://guildhall.example/export?token=x')],
    mineBlocks: [questionViews.mineBlocks([]), questionViews.mineBlocks(many(5, () => answered))],
    askForm: [questionViews.askForm('a1', words)],
    answerForm: [questionViews.answerForm(open)],
  };
};

/** A standard as a coordinator may import it: as long as its schema lets it be. */
const importedLibrary = (words: string): Library => {
  const points = many(99, (index): Point => {
    const phases: Point['phases'] = ['discovery', 'alpha', 'beta', 'live'];
    return { number: index + 1, title: words.slice(0, 150), gist: words.slice(0, 600), phases, url: 'https://standard.example/point' };
  });
  const standard: Standard = {
    ...{ id: 'imported', title: words.slice(0, 120), shortName: words.slice(0, 60), publisher: words.slice(0, 120), kind: 'service' },
    ...{ status: 'deprecated', from: '2019-07-01', note: words.slice(0, 400), licence: words.slice(0, 400) },
    ...{ source: 'https://standard.example/', points },
  };
  const sections = Object.keys(SECTIONS) as Passage['section'][];
  const passages = sections.flatMap((section) =>
    many(8, (index): Passage => {
      return {
        id: `${section}/${index}`,
        standard: 'imported',
        point: 2,
        section,
        text: words.slice(0, 2_000),
        question: words.slice(0, 200),
      };
    }),
  );
  return { standards: many(12, () => standard), mappings: [], passages };
};

const standards = (library: Library, words: string): Drawn<typeof standardViews> & Drawn<typeof askViews> & Drawn<typeof clarifyViews> => {
  const standard = library.standards[0] as Standard;
  const [first, second] = standard.points as [Point, Point];
  const outcomes: Ask['outcome'][] = ['answered', 'unsure', 'unknown'];
  const asked = outcomes.map((outcome): Ask => {
    const about = { id: 'a1', revision: 0, person: 'slack:T1:U1', workspace: 'slack:T1', question: words, standard: standard.id };
    return { ...about, outcome, confidence: 0.5, points: [1, 2], picked: outcome === 'unsure' ? 2 : undefined, at: NOW };
  });
  const passages = library.passages.filter(({ point }) => point === second.number).slice(0, 3);
  const points = standard.points.map(({ number, title }) => ({ number, title, score: 1 })).reverse();
  const example = { standard: standard.id, point: 2, question: words, answer: words.slice(0, 320), passage: '', also: [], wordings: [] };
  const part: Part = { question: words, number: 2, example, passages };
  const from = { outcome: 'answered', confidence: 1, points, related: [1, 2] } as const;
  const changes = many(40, (index) => ({ from: [index], to: [1, 2], relation: 'merged' as const, note: words.slice(0, 600) }));
  const clarification = {
    ...{ id: 'c1', revision: 0, standard: standard.id, point: 2, by: 'slack:T1:U2', byName: words.slice(0, 80), at: NOW },
    ...{ question: words.slice(0, 300), answer: words.slice(0, 1_000), withdrawn: false, todo: 'none' as const },
  };
  const term = { short: [words.slice(0, 40)], long: words.slice(0, 120), means: words.slice(0, 300), points: [1, 2] };
  const past = changes.slice(0, 2).map((change) => ({ older: standard, change }));
  const answer: Answer = { ...from, parts: [part, { ...part, number: 1 }], past };
  const [own] = asked as [Ask];
  return {
    pointView: [first, second].flatMap((point) =>
      (Object.keys(SECTIONS) as Passage['section'][]).map((section) =>
        standardViews.pointView(library, standard, point, section, section === 'asks' ? many(9, () => clarification) : []),
      ),
    ),
    pointsView: library.standards.map(standardViews.pointsView),
    standardsView: [standardViews.standardsView(library)],
    compareView: [0, 2, 4].map((page) => standardViews.compareView(standard, standard, changes, page)),
    clarifiedBlocks: [clarifyViews.clarifiedBlocks(clarification)],
    publishedView: [0, 1, 7].map((told) => clarifyViews.publishedView(clarification, told)),
    clarifyForm: [clarifyViews.clarifyForm(standard), clarifyViews.clarifyForm(standard, { question: words, answer: words })],
    toldView: [clarifyViews.toldView(clarification, standard)],
    answeredView: [
      answer,
      { ...answer, clarification, past: [], parts: [part] },
      { ...answer, term, past: [], parts: [part] },
      { ...answer, parts: [part], past: [] },
    ].map((one) => askViews.answeredView(own, standard, one)),
    unsureView: [askViews.unsureView(own, standard, answer)],
    termView: [askViews.termView(own, term)],
    unknownView: [askViews.unknownView(own), askViews.unknownView(own, words.slice(0, 200))],
    notMeantView: [askViews.notMeantView(own, answer)],
    sharedView: [askViews.sharedView(own, standard, part)],
    pickedView: [askViews.pickedView(own, standard, part)],
    emptyView: [askViews.emptyView()],
    askedBlocks: [askViews.askedBlocks([]), askViews.askedBlocks(many(5, () => asked).flat())],
  };
};

const help = (words: string): Record<string, View[]> => {
  const does = words.slice(0, 150);
  const commands = many(20, (index) => ({
    ...{ verb: `verb${index}`, usages: many(3, () => ({ usage: `verb${index} ${does}`, does, for: 'anyone' as const })) },
    run: () => ({ kind: 'done' as const }),
  }));
  const turn = { event: command('help'), who: whoIs('officer'), now: NOW };
  return { helpView: [helpView(turn, commands), helpView(turn, commands, 'verb1'), helpView(turn, [])] };
};

export type Real = { views: [string, View][]; forms: [string, Form][] };

/** Every view and form of the product: with our own standards where there are no words, else with these words wherever they can stand. */
export const realViews = async (words?: string): Promise<Real> => {
  const said = words ?? 'Do we have to publish our source code?';
  const library = words === undefined ? await readLibrary(join(root, 'content')) : importedLibrary(words);
  const drawn = {
    councils: councils(said),
    questions: questions(said),
    standards: standards(library, said),
    chat: help(said),
    buying: buyingViews(said, readCategories(join(root, 'content/categories.yaml'))),
  };
  const real: Real = { views: [], forms: [] };
  for (const [feature, files] of Object.entries(drawn))
    for (const [name, all] of Object.entries(files as Record<string, readonly (View | readonly Block[] | Form)[]>))
      for (const [index, one] of all.entries()) {
        const title = `${feature} ${name} ${index}`;
        if ('fields' in one) real.forms.push([title, one]);
        else real.views.push([title, 'blocks' in one ? one : { summary: title, blocks: one }]);
      }
  return real;
};
