import { end, type HttpRoute } from '../../src/http';

type Page = { path: string; title: string; html: string };

const PAGES: readonly Page[] = [
  {
    path: '/',
    title: 'Guildhall',
    html: `<p>A bot for Slack and Microsoft Teams that helps UK councils meet the digital service standard together.</p>
<p>In Slack, type <code>/guild help</code>. In Teams, write <code>help</code> to Guildhall.</p>
<ul><li><a href="/privacy">Privacy</a></li><li><a href="/terms">Terms of use</a></li></ul>`,
  },
  {
    path: '/privacy',
    title: 'Privacy',
    html: `<p>This page says what the software keeps. Whoever runs it for your council is responsible for your data and may have a notice of their own.</p>
<h2>What is kept</h2>
<ul>
<li>your account ID and name in Slack or Teams, and the council you belong to</li>
<li>what you ask the bot, and what you send on to a person with its answer</li>
<li>what you put into checklists, polls, contracts and settings</li>
<li>that a message to the bot was received, for two days</li>
</ul>
<p>What is said in channels is not read, apart from messages that mention the bot. Whoever runs it may let a model word answers: it is sent your question, and
not who you are.</p>
<h2>Who sees it</h2>
<p>You and your council. A question that you send to a person is seen by the coordinators of the network, with your name. Other councils see
what your council chose to share, and figures only where three or more councils are in them.</p>
<h2>Your rights</h2>
<p>Ask whoever runs the bot to show you, correct or erase what it keeps about you. You can complain to the
<a href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.</p>`,
  },
  {
    path: '/terms',
    title: 'Terms of use',
    html: `<p>Guildhall answers from public standards and from guidance written by its contributors. It is not legal advice and not a ruling on whether
you meet a standard. Check the official page that each answer links to.</p>
<p>Do not write personal data about residents to it.</p>
<p>The software is open source, under the MIT licence, and comes without warranty. Whoever runs it for your council may have terms of their own.</p>`,
  },
];

const STYLE =
  'body{font:1.1875rem/1.5 arial,sans-serif;color:#0b0c0c;max-width:40rem;margin:0 auto;padding:1rem}a{color:#1d70b8}code{background:#f3f2f1;padding:0 .25rem}';

const document = ({ title, html }: Page): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${html}</main></body></html>`;

/** The pages that app packages and marketplaces ask for. They hold nothing of anybody's. */
export const pages: readonly HttpRoute[] = PAGES.map((page) => ({
  method: 'GET',
  path: page.path,
  handle: async (_, response) => {
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    end(response, 200, document(page), 'text/html; charset=utf-8');
  },
}));
