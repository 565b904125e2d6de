import { signal } from '@preact/signals';
import { overrides } from '../../../contracts/control/overrides.js';
import { AreaField } from '../parts/area-field.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { FormEnd } from '../parts/form-end.js';
import { JsonField } from '../parts/json-field.js';
import { OperationField } from '../parts/operation-field.js';
import { Switch } from '../parts/switch.js';
import { route } from '../router.js';
import { api } from '../server/client.js';
import type { AddedRule } from './added-rule.js';
import { fits, headerSlip, type Wrongs, wrongAt } from './checked.js';
import { slipsOf } from './conditions-draft.js';
import { ConditionsFields } from './conditions-fields.js';
import { emptyOverride, type OverrideDraft, overrideBody, overrideWays } from './override-draft.js';
import { RefusedNote } from './refused-note.js';
import { useForm } from './use-form.js';

/** What was typed: it stays when another view is opened, until it is added. */
export const overrideDraft = signal<OverrideDraft>(emptyOverride);

/** Where the answer in the form is from, and what is to be known of it. */
export const filledFrom = signal('');

const { body: schema } = overrides.add;

function alsoWrong({ way, where, body, patch, operations, headers, operation }: OverrideDraft): Wrongs {
  const texts = { reply: { 'reply.body': body }, patch: { patch }, operations: { operations }, forward: {} };
  const slip = way === 'reply' ? headerSlip(headers) : undefined;
  return {
    ...(operation.trim() === '' && { operation: 'is required: choose one, or write * for all' }),
    ...(slip && { 'reply.headers': slip }),
    ...slipsOf({ where, ...texts[way] }),
  };
}

/** Makes an override. */
export function OverrideForm({ onAdded, onClose }: { onAdded: (added: AddedRule) => void; onClose: () => void }) {
  const send = async (body: Readonly<Record<string, unknown>>): Promise<void> => {
    if (!fits(schema, body)) return;
    const { id } = await api().overrides.add({ params: { world: route.value.world }, body });
    overrideDraft.value = emptyOverride;
    filledFrom.value = '';
    onAdded({ kind: 'overrides', id, body });
  };
  const form = useForm({ draft: overrideDraft, schema, bodyOf: overrideBody, alsoWrong, send });
  const { change, shown } = form;
  const draft = overrideDraft.value;
  return (
    <form class="card rules-form" aria-label="Add an override" noValidate onSubmit={form.submit}>
      <h2>Add an override</h2>
      {filledFrom.value !== '' && (
        <p class="hint" role="status">
          {filledFrom.value}
        </p>
      )}
      <div class="rules-fields">
        <div class="rules-wide">
          <OperationField
            label="Operation"
            error={shown.operation}
            value={draft.operation}
            onChange={operation => change({ operation })}
          />
        </div>
        <ChoiceField
          label="What is answered"
          value={draft.way}
          options={overrideWays}
          onChange={way => change({ way })}
        />
        <TextField
          label="Name"
          hint="May be empty; one of this name is replaced"
          error={shown.name}
          value={draft.name}
          onChange={name => change({ name })}
        />
        <AnswerOf draft={draft} wrongs={shown} onChange={change} />
        {draft.way !== 'forward' && (
          <Switch label="May depart from the contract" isOn={draft.drift} onChange={drift => change({ drift })} />
        )}
      </div>
      <fieldset class="rules-more">
        <legend>Which calls</legend>
        <div class="rules-fields">
          <ConditionsFields draft={draft} wrongs={shown} onChange={change} />
        </div>
      </fieldset>
      <RefusedNote refusal={form.refusal} wrongs={shown} isTried={form.isTried} />
      <FormEnd send="Add the override" isBusy={form.isBusy} close="Close" onClose={onClose}>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            change(emptyOverride);
            filledFrom.value = '';
          }}
        >
          Empty the form
        </button>
      </FormEnd>
    </form>
  );
}

interface AnswerProps {
  readonly draft: OverrideDraft;
  readonly wrongs: Wrongs;
  readonly onChange: (change: Partial<OverrideDraft>) => void;
}

function AnswerOf({ draft, wrongs, onChange }: AnswerProps) {
  switch (draft.way) {
    case 'reply':
      return (
        <>
          <TextField
            label="Status"
            error={wrongAt(wrongs, 'reply.status')}
            value={draft.status}
            onChange={status => onChange({ status })}
          />
          <div class="rules-wide">
            <AreaField
              label="Headers"
              hint="One a line: x-request-id: 42. With a content-type the body is sent as the text that it is."
              rows={2}
              error={wrongAt(wrongs, 'reply.headers')}
              value={draft.headers}
              onChange={headers => onChange({ headers })}
            />
          </div>
          <div class="rules-wide">
            <JsonField
              label="Body"
              hint="JSON; empty for none"
              rows={10}
              error={wrongAt(wrongs, 'reply.body')}
              value={draft.body}
              onChange={body => onChange({ body })}
            />
          </div>
        </>
      );
    case 'patch':
      return (
        <div class="rules-wide">
          <JsonField
            label="Merge patch"
            hint="As RFC 7396 has it: members to put in, null takes one out. The call is carried out."
            rows={8}
            error={wrongAt(wrongs, 'patch')}
            value={draft.patch}
            onChange={patch => onChange({ patch })}
          />
        </div>
      );
    case 'operations':
      return (
        <div class="rules-wide">
          <JsonField
            label="Operations"
            hint={'As RFC 6902 has it: [{"op": "replace", "path": "/data/name", "value": "web"}]'}
            rows={8}
            error={wrongAt(wrongs, 'operations')}
            value={draft.operations}
            onChange={operations => onChange({ operations })}
          />
        </div>
      );
    case 'forward':
      return (
        <div class="rules-wide">
          <TextField
            label="Address of the endpoint"
            hint="Its host must be one that the server was started with: --forward-hosts"
            error={wrongAt(wrongs, 'forward')}
            value={draft.forward}
            onChange={forward => onChange({ forward })}
          />
        </div>
      );
  }
}
