import { TextField } from '../parts/fields.js';
import { JsonField } from '../parts/json-field.js';
import { type Wrongs, wrongAt } from './checked.js';
import type { ConditionsDraft } from './conditions-draft.js';

interface ConditionsFieldsProps {
  readonly draft: ConditionsDraft;
  readonly wrongs: Wrongs;
  readonly onChange: (change: Partial<ConditionsDraft>) => void;
}

/** Which of the calls of its operation a rule takes. */
export const ConditionsFields = ({ draft, wrongs, onChange }: ConditionsFieldsProps) => (
  <>
    <TextField
      label="How often"
      hint="A number of calls; empty for each"
      error={wrongAt(wrongs, 'times')}
      value={draft.times}
      onChange={times => onChange({ times })}
    />
    <TextField
      label="Calls to let go by first"
      error={wrongAt(wrongs, 'skip')}
      value={draft.skip}
      onChange={skip => onChange({ skip })}
    />
    <TextField
      label="One call in"
      hint="3: the first, the fourth, the seventh"
      error={wrongAt(wrongs, 'every')}
      value={draft.every}
      onChange={every => onChange({ every })}
    />
    <TextField
      label="From"
      hint="On the clock of the world: 2026-06-15T09:31:00Z"
      error={wrongAt(wrongs, 'between.0')}
      value={draft.from}
      onChange={from => onChange({ from })}
    />
    <TextField
      label="To before"
      error={wrongAt(wrongs, 'between.1') ?? wrongs.between}
      value={draft.to}
      onChange={to => onChange({ to })}
    />
    <div class="rules-wide">
      <JsonField
        label="Where the input has"
        hint={'As JSON, by part: {"params": …, "query": …, "body": {"name": "web"}}'}
        rows={3}
        error={wrongAt(wrongs, 'where')}
        value={draft.where}
        onChange={where => onChange({ where })}
      />
    </div>
  </>
);
