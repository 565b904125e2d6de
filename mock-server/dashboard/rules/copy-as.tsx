import { useSignal } from '@preact/signals';
import { CopyButton } from '../parts/copy-button.js';
import { jsonText } from '../parts/json-text.js';
import { token } from '../server/session.js';

interface CopyAsProps {
  /** What it is in the control API. */
  readonly kind: 'faults' | 'overrides';
  readonly world: string;
  /** What the call takes. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Shown at once. */
  readonly isOpen?: boolean;
}

/** A rule for a file, a shell and a test, to be copied. */
export function CopyAs({ kind, world, body, isOpen = false }: CopyAsProps) {
  const isShown = useSignal(isOpen);
  return (
    <details
      class="rules-copies"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        isShown.value = currentTarget.open;
      }}
    >
      <summary>Copy as JSON, curl or TypeScript</summary>
      {isShown.value &&
        copiesOf(kind, world, body).map(({ title, text, hint }) => (
          <section key={title} class="rules-copy" aria-label={title}>
            <div class="row">
              <h3>{title}</h3>
              <CopyButton text={text} label={`Copy as ${title}`} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
            <pre tabIndex={0}>
              <code>{text}</code>
            </pre>
            <p class="hint">{hint}</p>
          </section>
        ))}
    </details>
  );
}

function copiesOf(kind: CopyAsProps['kind'], world: string, body: CopyAsProps['body']) {
  const json = jsonText(body);
  const url = `${location.origin}/__admin/worlds/${encodeURIComponent(world)}/${kind}`;
  const asked = token.value === undefined ? '' : ` \\\n  --header "authorization: Bearer $HOSTDOUBLE_ADMIN_TOKEN"`;
  return [
    {
      title: 'JSON',
      text: json,
      hint:
        kind === 'overrides'
          ? 'An entry of the list “overrides” of a seed, or of the file that --overrides names.'
          : 'The body of the call that adds it.',
    },
    {
      title: 'curl',
      text: `curl '${url}'${asked} \\\n  --header 'content-type: application/json' \\\n  --data '${json.replaceAll("'", `'\\''`)}'`,
      hint: 'For a POSIX shell.',
    },
    {
      title: 'TypeScript',
      text: `await world.${kind}.add(${asLiteral(json)});`,
      hint: 'In process, of a world that mock.world() made; of the world default it is mock.control.',
    },
  ];
}

/** JSON as an object of TypeScript: names without quotes where they need none. A text of JSON has no line break in it. */
const asLiteral = (json: string): string =>
  json.replaceAll(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:').replaceAll(/(?<=[:\s])(-?\d{17,})(?=,?$)/gm, '$1n');
