import { createHash } from 'node:crypto';
import { asMarkup } from '../../contracts/core/markup.js';
import { sqlTime } from '../../contracts/core/time.js';
import type { PageText, PageValue } from '../calls/page.js';
import { type Answer, answer } from './respond.js';

/** Where a page stands. */
export interface PageStand {
  /** What the vendor calls its API. */
  readonly title: string;
  /** The world it is in, and what the clock shows there. */
  readonly world?: { readonly name: string; readonly now: number };
  /** Before the links to other pages: `/w/mine`. */
  readonly prefix?: string;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --soft: #55626f; --paper: #f4f6f8; --card: #fff; --line: #d5dbe1; --well: #12744a; --ill: #b3261e; --link: #0b57d0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaee; --soft: #a3afba; --paper: #14181d; --card: #1d232a; --line: #38424d; --well: #5fd39b; --ill: #ff8a80; --link: #8ab4f8 } }
body { margin: 0; padding: 8vh 1rem 2rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main, footer { max-width: 36rem; margin: 0 auto; overflow-wrap: anywhere }
main { padding: 1.5rem 2rem; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--ill); border-radius: 6px }
main.well { border-top-color: var(--well) }
h1 { margin: 0; font-size: 1.4rem; line-height: 1.3 }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .4rem 1.5rem; margin: 1.5rem 0 0; padding-top: 1.2rem; border-top: 1px solid var(--line) }
dt { color: var(--soft) }
dd { margin: 0 }
a { color: var(--link) }
footer { margin-top: 1rem; color: var(--soft); font-size: .85rem }
@media (max-width: 30rem) { main { padding: 1.2rem } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .6rem } }
`;

/** Nothing is loaded, run, sent or framed; the one style sheet is let in by its hash. Links hold tokens: tell nobody. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A page as HTML: no script, and all that a vendor says is escaped here. */
export function framed(
  { status, title, said, facts = [] }: PageText,
  stand: PageStand,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { world, prefix = '' } = stand;
  const rows = facts.map(([name, value]) => `<dt>${asMarkup(name)}</dt><dd>${markupOf(value, prefix)}</dd>\n`);
  const where = world === undefined ? '' : ` World “${asMarkup(world.name)}”, at ${timeOf(world.now)}.`;
  const list = rows.length === 0 ? '' : `<dl>\n${rows.join('')}</dl>\n`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${asMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main${status < 400 ? ' class="well"' : ''}>
<h1>${asMarkup(title)}</h1>
<p>${asMarkup(said)}</p>
${list}</main>
<footer>A page of Hostdouble, a test double of: ${asMarkup(stand.title)}.${where}</footer>
</body>
</html>
`;
  return answer(status, { ...HEADERS, ...headers }, html);
}

function markupOf(value: PageValue, prefix: string): string {
  if (typeof value === 'string') return asMarkup(value);
  if ('at' in value) return timeOf(value.at);
  return `<a href="${asMarkup(`${prefix}${value.path}`)}">${asMarkup(value.text)}</a>`;
}

const timeOf = (at: number): string => `<time datetime="${sqlTime.format(at)}Z">${sqlTime.format(at)} UTC</time>`;
