import type { Report } from '../report.js';
import {
  figuresOf,
  findingColumns,
  furtherLists,
  headOfFindings,
  leftBehind,
  operationColumns,
  type ReportColumn,
  type ReportLine,
  type ReportList,
  type ReportPiece,
  verdictWords,
} from '../sections.js';
import { escaped } from './junit.js';

/** One page that loads nothing, so that it can be kept as an artefact and opened from disk. */
export function html(report: Report): string {
  const { title, verdict, sentence, findings, operations } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(`${title}: ${verdict}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="verdict ${verdict}">${verdictWords[verdict]}</p>
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>
<p class="dim">${escaped(report.target)} · ${escaped(report.startedAt)} · ${(report.milliseconds / 1000).toFixed(1)} s</p>
</header>
<dl>${figuresOf(report)
    .map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`)
    .join('')}</dl>
${leftBehind(report).map(list).join('')}
${findings.length === 0 ? '' : section(headOfFindings(report), table(findingColumns, findings))}
${section('Operations', table(operationColumns, operations))}
${furtherLists(report).map(list).join('\n')}
</main>
</body>
</html>
`;
}

const section = (head: string, content: string): string => `<section><h2>${escaped(head)}</h2>${content}</section>`;

const list = ({ head, items }: ReportList): string =>
  section(head, `<ul>${items.map(item => `<li>${line(item)}</li>`).join('')}</ul>`);

function table<Row>(columns: readonly ReportColumn<Row>[], rows: readonly Row[]): string {
  const heads = columns.map(({ title }) => `<th scope="col">${title}</th>`).join('');
  const body = rows.map(row => `<tr>${columns.map(column => `<td>${cell(column, row)}</td>`).join('')}</tr>`).join('');
  return `<div class="wide"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** The lines of a cell, and long texts to be opened. */
function cell<Row>({ lines, more }: ReportColumn<Row>, row: Row): string {
  const shown = lines(row).map(line).join('<br>');
  const blocks = more?.(row).map(text => `<pre><code>${escaped(text)}</code></pre>`) ?? [];
  if (blocks.length === 0) return shown;
  return `${shown}<details><summary>request and answer</summary>${blocks.join('')}</details>`;
}

const line = (pieces: ReportLine): string => pieces.map(piece).join('');

function piece(one: ReportPiece): string {
  if (typeof one === 'string') return escaped(one);
  if ('code' in one) return `<code>${escaped(one.code)}</code>`;
  if ('small' in one) return `<small>${escaped(one.small)}</small>`;
  return `<span class="mark ${one.as}">${escaped(one.mark)}</span>`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --dim: #5b6576; --paper: #fff; --line: #dfe3ea; --good: #17713b; --bad: #b3261e; --odd: #8a5a00; --info: #185f9b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --dim: #9aa5b5; --paper: #14181f; --line: #2d3541; --good: #5fd08a; --bad: #ff8a80; --odd: #f0b951; --info: #7cc0f5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { margin: 0.25rem 0; font-size: 1.6rem; } h2 { margin: 2rem 0 0.75rem; font-size: 1.15rem; }
header p { margin: 0.25rem 0; } .dim, small, dt { color: var(--dim); }
.verdict { display: inline-block; padding: 0.1rem 0.7rem; border: 1px solid; border-radius: 1rem; font-weight: 600; }
.verdict.held, .mark.held { color: var(--good); } .verdict.drift, .mark.drift, .mark.error { color: var(--bad); }
.verdict.environment, .mark.warning { color: var(--odd); } .mark.notice { color: var(--info); } .mark.not-compared, .mark.allowed { color: var(--dim); }
.mark { font-weight: 600; white-space: nowrap; }
dl { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.5rem 0; }
dl div { flex: 1 1 8rem; padding: 0.6rem 0.9rem; border: 1px solid var(--line); border-radius: 0.5rem; }
dt { font-size: 0.85rem; } dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.4rem 0.7rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
li code { overflow-wrap: anywhere; }
td small { display: inline-block; min-width: 14rem; }
summary { cursor: pointer; color: var(--dim); font-size: 0.85rem; }
pre { max-width: 46rem; margin: 0.4rem 0; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 0.4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 600; } code { font: 0.88em ui-monospace, monospace; }
`;
