import { useSignal } from '@preact/signals';
import { announce } from '../parts/announcer.js';
import { Field, TextField } from '../parts/fields.js';
import { refusalOf } from '../server/refusal.js';
import { type HowFar, isStepping, step } from './steps.js';
import { sayPassed } from './told-step.js';

/** Lengths that one asks for again and again. */
const USUAL = { PT1H: '+ 1 hour', P1D: '+ 1 day', P7D: '+ 7 days', P1M: '+ 1 month' } as const;

/** Lets time pass: by a length of choice, or to an instant. */
export function AdvanceForm({ world, now }: { readonly world: string; readonly now: number }) {
  const by = useSignal('');
  const to = useSignal('');
  const wrong = useSignal<{ readonly by?: string; readonly to?: string }>({});
  const go = async (asked: HowFar, field: 'by' | 'to'): Promise<void> => {
    wrong.value = {};
    try {
      announce(sayPassed(await step(world, asked)));
    } catch (error) {
      const { message, fields } = refusalOf(error);
      wrong.value = { [field]: fields[field] ?? message };
    }
  };
  return (
    <section class="card" aria-labelledby="clock-advance">
      <h2 id="clock-advance">Let time pass</h2>
      <p class="dim">What falls due on the way is done at once, in its order and each at its own time.</p>
      <div class="row clock-usual">
        {Object.entries(USUAL).map(([length, words]) => (
          <button key={length} type="button" disabled={isStepping.value} onClick={() => go({ by: length }, 'by')}>
            {words}
          </button>
        ))}
      </div>
      <form
        class="clock-ask"
        onSubmit={event => {
          event.preventDefault();
          void go({ by: by.value.trim() }, 'by');
        }}
      >
        <TextField
          label="By a duration"
          hint="PT47M, P3DT12H, P1M (ISO 8601)"
          error={wrong.value.by}
          value={by.value}
          onChange={text => (by.value = text)}
        />
        <button type="submit" disabled={isStepping.value}>
          Advance
        </button>
      </form>
      <form
        class="clock-ask"
        onSubmit={event => {
          event.preventDefault();
          void go({ to: inUtc(to.value) }, 'to');
        }}
      >
        <Field label="To an instant (UTC)" error={wrong.value.to}>
          {ids => (
            <input
              {...ids}
              type="datetime-local"
              step="1"
              min={new Date(now).toISOString().slice(0, 19)}
              value={to.value}
              onInput={({ currentTarget }) => (to.value = currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" disabled={isStepping.value}>
          Go there
        </button>
      </form>
      <p class="clock-busy dim" role="status">
        {isStepping.value && 'Time passes…'}
      </p>
    </section>
  );
}

/** What the field says, which knows no zone, as an instant in UTC: it leaves out seconds that are none. */
const inUtc = (field: string): string => (field === '' ? '' : `${field}${field.length === 16 ? ':00' : ''}Z`);
