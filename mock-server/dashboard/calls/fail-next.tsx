import { useSignal } from '@preact/signals';
import { type TransportFault, transports } from '../../../contracts/core/transports.js';
import { tried } from '../parts/announcer.js';
import { Field } from '../parts/fields.js';
import { route } from '../router.js';
import { api } from '../server/client.js';
import type { ToldOperation } from './full-call.js';

type Refusal = ToldOperation['failures'][number];

/** How it goes wrong: no kind of a refusal is named as a transport is. */
type Way = { readonly failure: Refusal['kind'] } | { readonly transport: TransportFault };

/** Has the next call of an operation fail, and no other. */
export function FailNext({
  operation,
  failures,
}: {
  readonly operation: string;
  readonly failures: readonly Refusal[];
}) {
  const own = failures.filter(({ common }) => !common);
  const ways = new Map<string, Way>([
    ...failures.map(({ kind }): [string, Way] => [kind, { failure: kind }]),
    ...transports.map((name): [string, Way] => [name, { transport: name }]),
  ]);
  const chosen = useSignal<string>(own[0]?.kind ?? 'internal');
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const body = { operation, times: 1, ...ways.get(chosen.value) };
    const said = `The next call of ${operation} fails: ${chosen.value}. The view of faults and overrides lists it.`;
    await tried(() => api().faults.add({ params: { world: route.value.world }, body }), said);
  };
  const options = (kinds: readonly Refusal[]) =>
    kinds.map(({ kind, status }) => (
      <option key={kind} value={kind}>
        {kind} ({status})
      </option>
    ));
  return (
    <form class="row calls-fail" onSubmit={add}>
      <Field label="How it fails">
        {ids => (
          <select {...ids} value={chosen.value} onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}>
            {own.length > 0 && <optgroup label="As this operation refuses">{options(own)}</optgroup>}
            <optgroup label="As any operation may">{options(failures.filter(({ common }) => common))}</optgroup>
            <optgroup label="On the connection">
              {transports.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </optgroup>
          </select>
        )}
      </Field>
      <button type="submit">Make this fail next time</button>
    </form>
  );
}
