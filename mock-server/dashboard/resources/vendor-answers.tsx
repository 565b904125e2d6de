import { useSignal } from '@preact/signals';
import { Badge } from '../parts/badge.js';
import { CopyButton } from '../parts/copy-button.js';
import { ChoiceField } from '../parts/fields.js';
import { JsonView } from '../parts/json-view.js';
import { EmptyNote } from '../parts/notes.js';
import { hrefTo } from '../router.js';
import type { ShownThing } from './shown.js';

type Answer = ShownThing['answers'][number];

/** What the vendor's own reads answer about a thing, one of them at a time. */
export function VendorAnswers({ thing: { answers }, vendor }: { readonly thing: ShownThing; readonly vendor: string }) {
  const chosen = useSignal('');
  const answer = answers.find(({ operation }) => operation === chosen.value) ?? answers[0];
  return (
    <section class="card resources-answer" aria-labelledby="thing-answer">
      <header class="resources-head">
        <h2 id="thing-answer">Answer of {vendor}</h2>
        {answer && (
          <CopyButton text={JSON.stringify(answer.body, undefined, 2)} label="Copy JSON of the answer">
            Copy JSON
          </CopyButton>
        )}
      </header>
      {answer === undefined ? (
        <EmptyNote title="No read of this vendor answers about this thing alone">
          Its record stands beside this. What the vendor tells of it stands in answers about other things.
        </EmptyNote>
      ) : (
        <>
          {answers.length > 1 && (
            <ChoiceField
              label="Operation"
              value={answer.operation}
              options={Object.fromEntries(answers.map(({ operation }) => [operation, operation]))}
              onChange={operation => (chosen.value = operation)}
            />
          )}
          <p class="resources-asked">
            <a class="mono" href={hrefTo({ view: 'coverage', rest: [vendor, answer.operation] })}>
              {answer.operation}
            </a>
            <code>
              {answer.method} {filled(answer)}
            </code>
            <Badge tone={answer.status < 400 ? 'good' : 'bad'}>{answer.status}</Badge>
          </p>
          {(answer.item || answer.by !== 'valid') && (
            <p class="hint">
              {answer.item && 'It answers a list: this is the item about this thing. '}
              {answer.by !== 'valid' && 'Asked with the credential of another tenant, to whom it belongs.'}
            </p>
          )}
          {answer.body === null && answer.bytes > 4 ? (
            <EmptyNote title={`The answer is too long to be shown: ${answer.bytes.toLocaleString('en')} bytes`}>
              Make the call yourself to see it.
            </EmptyNote>
          ) : (
            <JsonView value={answer.body} label={`Answer of ${answer.operation}`} />
          )}
        </>
      )}
    </section>
  );
}

/** The path as it was called. */
function filled({ path, params, query }: Answer): string {
  const called = path.replaceAll(/\{([^}]+)\}/g, (word, name) => params[name] ?? word);
  const search = new URLSearchParams(query).toString();
  return `${called}${search && `?${search}`}`;
}
