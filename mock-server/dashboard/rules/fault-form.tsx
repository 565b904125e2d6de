import { signal } from '@preact/signals';
import { faults } from '../../../contracts/control/faults.js';
import { DONE_BUT_FAILED } from '../../../contracts/core/failure.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { FormEnd } from '../parts/form-end.js';
import { OperationField } from '../parts/operation-field.js';
import { route } from '../router.js';
import { api } from '../server/client.js';
import type { AddedRule } from './added-rule.js';
import { fits, headerSlip, type Wrongs, wrongAt } from './checked.js';
import { slipsOf } from './conditions-draft.js';
import { ConditionsFields } from './conditions-fields.js';
import { FailureChoice } from './failure-choice.js';
import { emptyFault, type FaultDraft, faultBody, ways } from './fault-draft.js';
import { AnswerFields, BrokenFields, DelayFields, TaskFields } from './fault-fields.js';
import { RefusedNote } from './refused-note.js';
import { useForm } from './use-form.js';

/** What was typed: it stays when another view is opened, until it is added. */
export const faultDraft = signal<FaultDraft>(emptyFault);

const { body: schema } = faults.add;

function alsoWrong({ where, headers, operation, way, failure }: FaultDraft): Wrongs {
  const slip = way === 'refused' || way === 'lost' ? headerSlip(headers) : undefined;
  return {
    ...(operation.trim() === '' && { operation: 'is required: choose one, or write * for all' }),
    ...(way === 'refused' && failure === '' && { failure: 'is required' }),
    ...(slip && { headers: slip }),
    ...slipsOf({ where }),
  };
}

/** Makes a fault. */
export function FaultForm({ onAdded, onClose }: { onAdded: (added: AddedRule) => void; onClose: () => void }) {
  const send = async (body: Readonly<Record<string, unknown>>): Promise<void> => {
    if (!fits(schema, body)) return;
    const { id } = await api().faults.add({ params: { world: route.value.world }, body });
    faultDraft.value = emptyFault;
    onAdded({ kind: 'faults', id, body });
  };
  const form = useForm({ draft: faultDraft, schema, bodyOf: faultBody, alsoWrong, send });
  const { change, shown } = form;
  const draft = faultDraft.value;
  const { way } = draft;
  const props = { draft, wrongs: shown, onChange: change };
  return (
    <form class="card rules-form" aria-label="Add a fault" noValidate onSubmit={form.submit}>
      <h2>Add a fault</h2>
      <div class="rules-fields">
        <div class="rules-wide">
          <OperationField
            label="Operation"
            error={shown.operation}
            value={draft.operation}
            onChange={operation => change({ operation })}
          />
        </div>
        <ChoiceField label="What happens" value={way} options={ways} onChange={value => change({ way: value })} />
        {way === 'refused' && (
          <FailureChoice
            operation={draft.operation}
            value={draft.failure}
            error={shown.failure}
            onChange={failure => change({ failure })}
          />
        )}
        {way === 'broken' && <BrokenFields {...props} />}
        {way === 'task' && <TaskFields {...props} />}
        {way !== 'task' && <DelayFields {...props} />}
      </div>
      {(way === 'refused' || way === 'lost') && (
        <details class="rules-more">
          <summary>The answer: status, words, Retry-After, headers, gateway</summary>
          <div class="rules-fields">
            <AnswerFields {...props} />
          </div>
        </details>
      )}
      <fieldset class="rules-more">
        <legend>Which calls</legend>
        <div class="rules-fields">
          <ConditionsFields {...props} />
          <TextField
            label="Chance"
            hint="0.25 strikes one in four, drawn from the seed"
            error={wrongAt(shown, 'chance')}
            value={draft.chance}
            onChange={chance => change({ chance })}
          />
          {(way === 'refused' || way === 'broken' || way === 'waits') && (
            <ChoiceField
              label="The work of the call"
              value={isPhase(draft.phase) ? draft.phase : ''}
              options={phases}
              error={shown.phase}
              onChange={phase => change({ phase })}
            />
          )}
        </div>
      </fieldset>
      <RefusedNote refusal={form.refusal} wrongs={shown} isTried={form.isTried} />
      <FormEnd send="Add the fault" isBusy={form.isBusy} close="Close" onClose={onClose}>
        <button type="button" class="quiet" onClick={() => change(emptyFault)}>
          Empty the form
        </button>
      </FormEnd>
      {form.body.failure === DONE_BUT_FAILED && (
        <p class="hint">A client that tries once more finds its first attempt done: make sure that it looks.</p>
      )}
    </form>
  );
}

const phases = { '': 'As is usual for it', before: 'Is not done', after: 'Is done first' } as const;
const isPhase = (text: string): text is keyof typeof phases => Object.hasOwn(phases, text);
