import { useId } from 'preact/hooks';
import type { ControlOperations } from '../../../contracts/control/index.js';
import { languages } from '../../../contracts/kit/report/snippets/languages.js';
import { CopyButton } from '../parts/copy-button.js';
import { Waiting } from '../parts/notes.js';
import { Tabs } from '../parts/tabs.js';
import { route, stayAt } from '../router.js';
import { HIDDEN } from './addresses.js';

type FirstRequests = ControlOperations['worlds.requests']['reply'];

interface SnippetsProps {
  /** Undefined until they are read. */
  readonly requests: FirstRequests | undefined;
  readonly vendor: string;
  readonly isShown: boolean;
  /** Credentials, which the text shows only where they are shown. */
  readonly secrets: Readonly<Record<string, string>>;
}

const isLanguage = (name: string | undefined): name is keyof typeof languages =>
  name !== undefined && Object.hasOwn(languages, name);

const titles = Object.fromEntries(Object.entries(languages).map(([name, { title }]) => [name, title]));

/** The first request to a vendor, in a language of choice, to be copied. */
export function Snippets({ requests, vendor, isShown, secrets }: SnippetsProps) {
  const id = useId();
  const request = requests?.requests[vendor];
  if (requests === undefined) return <Waiting what="a first request" />;
  if (request === undefined)
    return <p class="dim">Nothing can be read from {vendor} in this world without more input.</p>;
  const { language: asked } = route.value.query;
  const chosen = isLanguage(asked) ? asked : 'curl';
  const { title, use, write } = languages[chosen];
  const text = write(request, requests.trust ?? undefined);
  return (
    <section class="worlds-snippet" aria-labelledby={id}>
      <h3 id={id}>A first request</h3>
      <p class="dim">
        <code>{request.operation}</code> of {request.title}
      </p>
      <Tabs
        label="Languages"
        tabs={titles}
        chosen={chosen}
        onChoose={name => stayAt({ ...route.value, query: { ...route.value.query, language: name } })}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <pre tabIndex={0}>
          <code>{isShown ? text : masked(text, secrets)}</code>
        </pre>
        <div class="row">
          <CopyButton text={text} label={`Copy the ${title} of ${vendor}`} />
          <span class="hint">{use}</span>
          {!isShown && <span class="hint">It is copied with the credential.</span>}
        </div>
      </Tabs>
    </section>
  );
}

/** A text without the values of credentials, however an address writes them. */
const masked = (text: string, secrets: Readonly<Record<string, string>>): string =>
  Object.values(secrets)
    .flatMap(secret => [secret, encodeURIComponent(secret)])
    .sort((one, other) => other.length - one.length)
    .reduce((hidden, secret) => (secret.length < 8 ? hidden : hidden.replaceAll(secret, HIDDEN)), text);
