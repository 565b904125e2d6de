import { failureKinds } from '../../../contracts/core/failure.js';
import { Field } from '../parts/fields.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import { operations } from '../server/operations.js';

interface FailureChoiceProps {
  readonly operation: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (kind: string) => void;
}

/** The kinds of failure, those of the operation first. */
export function FailureChoice({ operation, value, error, onChange }: FailureChoiceProps) {
  const known = operations.value?.some(({ name }) => name === operation) ? operation : '';
  const { value: own = [] } = useLoaded(() => failuresOf(known), [known]);
  const others = failureKinds.filter(kind => !own.some(one => one.kind === kind));
  return (
    <Field label="Kind of refusal" error={error} hint="Each vendor says it in its own words">
      {ids => (
        <select {...ids} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          <option value="">Choose one</option>
          {own.length > 0 && (
            <optgroup label="As this operation refuses">
              {own.map(({ kind, status }) => (
                <option key={kind} value={kind}>
                  {kind} ({status})
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label={own.length > 0 ? 'As others do' : 'All kinds'}>
            {others.map(kind => (
              <option key={kind} value={kind}>
                {kind}
              </option>
            ))}
          </optgroup>
        </select>
      )}
    </Field>
  );
}

/** What is refused by an operation; nothing is known of a pattern. */
async function failuresOf(name: string) {
  const slash = name.indexOf('/');
  if (slash === -1) return [];
  const params = { vendor: name.slice(0, slash), operation: name.slice(slash + 1) };
  return (await api().operations.show({ params })).failures;
}
