import type { FullCall } from './full-call.js';

type Finding = FullCall['findings'][number];

/** Most lines that are shown: a longer body is cut off, and says so. */
const MOST = 2000;

interface Line {
  readonly path: string;
  readonly text: string;
}

/** A value as JSON, in which what was found stands at its place. */
export function MarkedJson({
  label,
  value,
  findings,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly findings: readonly Finding[];
}) {
  const lines: Line[] = [];
  for (const line of linesOf(value, '$', '', '')) {
    if (lines.length >= MOST) break;
    lines.push(line);
  }
  const seen = new Set<string>();
  return (
    <section class="json" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>
        <code>
          {lines.map(({ path, text }, at) => {
            const here = seen.has(path) ? [] : findings.filter(one => one.path === path);
            seen.add(path);
            return here.length === 0 ? (
              `${text}\n`
            ) : (
              <mark key={at} class="calls-mark">
                {text}
                <span class="calls-found"> ← {here.map(saidOf).join('; ')}</span>
                {'\n'}
              </mark>
            );
          })}
          {lines.length >= MOST && '…'}
        </code>
      </pre>
    </section>
  );
}

/** A finding in a few words. */
export const saidOf = ({ expected, found, evidence }: Finding): string =>
  `expected ${expected}, found ${found} (${evidence})`;

/** The lines of a value, each with the JSON path of what begins there. */
function* linesOf(value: unknown, path: string, before: string, after: string): Generator<Line> {
  const isList = Array.isArray(value);
  const members = value !== null && typeof value === 'object' ? Object.entries(value) : undefined;
  const [open, close] = isList ? '[]' : '{}';
  if (members === undefined || members.length === 0) {
    const text = members ? `${open}${close}` : typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
    yield { path, text: `${before}${text}${after}` };
    return;
  }
  yield { path, text: `${before}${open}` };
  const inner = `${/^ */.exec(before)?.[0] ?? ''}  `;
  for (const [at, [name, member]] of members.entries())
    yield* linesOf(
      member,
      isList ? `${path}[${name}]` : `${path}.${name}`,
      isList ? inner : `${inner}${JSON.stringify(name)}: `,
      at === members.length - 1 ? '' : ',',
    );
  yield { path: '', text: `${inner.slice(2)}${close}${after}` };
}
