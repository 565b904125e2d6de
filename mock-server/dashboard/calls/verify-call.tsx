import { useSignal } from '@preact/signals';
import type { ControlOperations } from '../../../contracts/control/index.js';
import { Badge } from '../parts/badge.js';
import { ChoiceField } from '../parts/fields.js';
import { JsonView } from '../parts/json-view.js';
import { ErrorNote } from '../parts/notes.js';
import { hrefTo, route } from '../router.js';
import { api } from '../server/client.js';
import type { FullCall } from './full-call.js';
import { withoutHidden } from './masked-values.js';

type Verdict = ControlOperations['journal.verify']['reply'];

const howOften = { least: 'At least once', once: 'Exactly once', never: 'Never' } as const;
const bounds = { least: {}, once: { times: 1 }, never: { never: true } } as const;

/** Asks the journal whether calls like this one came, and shows the verdict. */
export function VerifyCall({ call, operation }: { readonly call: FullCall; readonly operation: string }) {
  const often = useSignal<keyof typeof howOften>('once');
  const verdict = useSignal<Verdict | undefined>(undefined);
  const error = useSignal<Error | undefined>(undefined);
  const { params, query, body } = call;
  const where = withoutHidden({ params, query, body });
  const wanted = { operation, ...(where !== undefined && { where: Object(where) }), ...bounds[often.value] };
  const verify = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      verdict.value = await api().journal.verify({ params: { world: route.value.world }, body: wanted });
      error.value = undefined;
    } catch (cause) {
      error.value = cause instanceof Error ? cause : new Error(String(cause));
    }
  };
  return (
    <>
      <form class="row calls-verify" onSubmit={verify}>
        <ChoiceField
          label="Calls like this one came"
          value={often.value}
          options={howOften}
          onChange={value => {
            often.value = value;
            verdict.value = undefined;
          }}
        />
        <button type="submit">Verify</button>
      </form>
      <details>
        <summary>What is asked for: the operation, and what was sent but for secrets</summary>
        <JsonView label="What is asked for" value={wanted} />
      </details>
      <ErrorNote error={error.value} />
      <div role="status">{verdict.value && <ShownVerdict verdict={verdict.value} />}</div>
    </>
  );
}

function ShownVerdict({ verdict: { holds, matched, nearest, forgotten, otherWorlds } }: { readonly verdict: Verdict }) {
  return (
    <div class="calls-verdict">
      <p>
        <Badge tone={holds ? 'good' : 'bad'}>{holds ? 'holds' : 'does not hold'}</Badge> {matched}{' '}
        {matched === 1 ? 'call' : 'calls'} matched.
        {forgotten !== undefined && ` ${forgotten} that may have matched are not kept any more.`}
        {otherWorlds !== undefined && ` Such calls came to ${otherWorlds.join(', ')}.`}
      </p>
      {nearest.length > 0 && (
        <ul>
          {nearest.map(({ call, differs }) => (
            <li key={call.number}>
              <a href={hrefTo({ view: 'calls', rest: [`${call.number}`] })}>Call {call.number}</a>
              {differs.length === 0 && ' is one of them'}
              {differs.map(({ at, expected, found }) => (
                <p key={at}>
                  <code>{at}</code>: wanted {inShort(expected)}, found {inShort(found)}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const inShort = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};
