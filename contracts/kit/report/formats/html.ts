import { countedOf, type Report, type ReportFinding, type ReportOperation, reasons, standing } from '../report.js';
import { DISPUTED, disputeLines } from './dispute-lines.js';
import { escaped } from './junit.js';
import { headOf, inWords } from './since-lines.js';

/** One page that loads nothing, so that it can be kept as an artefact and opened from disk. */
export function html(report: Report): string {
  const { counts, title, verdict, sentence } = report;
  const figures: readonly (readonly [string, string])[] = [
    ['operations', `${counts.operations.compared} / ${counts.operations.inContract}`],
    ['fields', `${counts.fields.compared} / ${counts.fields.known}`],
    ['exchanges', `${counts.exchanges}`],
    ['errors', `${counts.findings.error}`],
    ['warnings', `${counts.findings.warning}`],
    ['notices', `${counts.findings.notice}`],
  ];
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
<p class="verdict ${verdict}">${verdict === 'held' ? 'Contract holds' : verdict === 'drift' ? 'Drift' : 'Not checked'}</p>
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>
<p class="dim">${escaped(report.target)} · ${escaped(report.startedAt)} · ${(report.milliseconds / 1000).toFixed(1)} s</p>
</header>
<dl>${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
${report.left.length === 0 ? '' : section('Left behind', `<ul>${report.left.map(({ name, operation, reason }) => `<li><code>${escaped(name)}</code> made by <code>${escaped(operation)}</code>: ${escaped(reason)}</li>`).join('')}</ul>`)}
${report.findings.length === 0 ? '' : section(countedOf(standing(report.findings)) || 'All that was found is allowed', findingTable(report.findings))}
${section('Operations', operationTable(report.operations))}
${disputes(report)}
${sinceThen(report)}
${baselineOf(report)}
</main>
</body>
</html>
`;
}

const section = (head: string, content: string): string => `<section><h2>${escaped(head)}</h2>${content}</section>`;

const findingTable = (findings: readonly ReportFinding[]): string =>
  table(
    ['severity', 'where', 'check', 'expected', 'found', 'evidence', 'who moved'],
    findings.map(finding => {
      const { severity, allowed, operation, failure, status, path, check, expected, found, evidence } = finding;
      return [
        `<span class="mark ${allowed === null ? severity : 'allowed'}">${severity}</span>`,
        `<code>${escaped(failure ?? operation)}</code> ${status}<br><code>${escaped(path)}</code>${shown(finding)}`,
        escaped(check),
        escaped(expected),
        escaped(found),
        evidence + (allowed === null ? '' : `<br><small>allowed: ${escaped(allowed)}</small>`),
        `${finding.movedBy}<br><small>${escaped(finding.because)}</small>`,
      ];
    }),
  );

/** The request, and what of its answer shows a finding; to be opened, for both are long. */
function shown({ request, excerpt }: ReportFinding): string {
  const lines = [request, excerpt].filter(line => line !== null);
  if (lines.length === 0) return '';
  const blocks = lines.map(line => `<pre><code>${escaped(line)}</code></pre>`);
  return `<details><summary>request and answer</summary>${blocks.join('')}</details>`;
}

const operationTable = (operations: readonly ReportOperation[]): string =>
  table(
    ['operation', 'effect', 'evidence', 'outcome', 'fields', 'refusals'],
    operations.map(({ id, effect, evidence, outcome, reason, detail, fields, refusals }) => [
      `<code>${escaped(id)}</code>`,
      effect,
      evidence,
      `<span class="mark ${outcome}">${outcome === 'not-compared' ? 'not compared' : outcome}</span>${reason === null ? '' : `<br><small>${escaped(reasons[reason])}${detail === null ? '' : ` (${escaped(detail)})`}</small>`}`,
      `${fields.compared} / ${fields.known}`,
      `${refusals.held} / ${refusals.tried}`,
    ]),
  );

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="wide"><table><thead><tr>${heads.map(head => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows
    .map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table></div>`;

function baselineOf({ baseline }: Report): string {
  const lines = [
    ...baseline.unused.map(({ id }) => `<li><code>${escaped(id)}</code> was not found any more</li>`),
    ...baseline.expired.map(({ id, expires }) => `<li><code>${escaped(id)}</code> expired on ${escaped(expires)}</li>`),
  ];
  return lines.length === 0 ? '' : section('Baseline', `<ul>${lines.join('')}</ul>`);
}

const disputes = ({ disputed }: Report): string =>
  disputed.length === 0
    ? ''
    : section(
        DISPUTED,
        `<ul>${disputeLines(disputed)
          .map(line => `<li>${escaped(line)}</li>`)
          .join('')}</ul>`,
      );

const sinceThen = ({ since }: Report): string =>
  since === null
    ? ''
    : section(
        headOf(since),
        `<ul>${since.findings.map(({ change, severity, id }) => `<li>${inWords[change]} <small>${severity}</small> <code>${escaped(id)}</code></li>`).join('')}</ul>`,
      );

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
