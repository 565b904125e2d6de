import { useSignal } from '@preact/signals';
import { announce } from '../parts/announcer.js';
import { Dialog } from '../parts/dialog.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { FormEnd } from '../parts/form-end.js';
import { ErrorNote, Waiting } from '../parts/notes.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import { refusalOf, type ServerRefusal } from '../server/refusal.js';
import { readWorlds } from '../server/worlds.js';
import { SeedChoice } from './seed-choice.js';

interface MakeWorldProps {
  readonly onClose: () => void;
  readonly onMade: (name: string) => void;
}

const clocks = { '': 'As the seed says', running: 'Runs with the real time', frozen: 'Stands still' } as const;

/** Asks what a new world is to be, and makes it. */
export function MakeWorld({ onClose, onMade }: MakeWorldProps) {
  const name = useSignal('');
  const seed = useSignal<string | undefined>(undefined);
  const number = useSignal('');
  const clock = useSignal<keyof typeof clocks>('');
  const now = useSignal('');
  const isLimited = useSignal(false);
  const isBusy = useSignal(false);
  const refusal = useSignal<ServerRefusal | undefined>(undefined);
  const { value, error, again } = useLoaded(() => api().seeds.list(), []);
  const seeds = value?.seeds ?? [];
  const chosen = seed.value ?? seeds.find(({ usual }) => usual)?.name;
  const isNumbered = seeds.find(one => one.name === chosen)?.numbered ?? false;

  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    isBusy.value = true;
    refusal.value = undefined;
    const ofNumber = isNumbered && number.value.trim() !== '' ? `:${number.value.trim()}` : '';
    try {
      const made = await api().worlds.create({
        body: {
          ...(name.value.trim() !== '' && { name: name.value.trim() }),
          ...(chosen !== undefined && { seed: `${chosen}${ofNumber}` }),
          ...(clock.value !== '' && { clock: clock.value }),
          ...(now.value.trim() !== '' && { now: now.value.trim() }),
          ...(isLimited.value && { rateLimits: true }),
        },
      });
      await readWorlds();
      announce(`Made the world ${made.name}`);
      onClose();
      onMade(made.name);
    } catch (cause) {
      refusal.value = refusalOf(cause);
      isBusy.value = false;
    }
  };

  const wrong = fieldsOf(refusal.value);
  return (
    <Dialog title="Make a world" onClose={onClose}>
      <form class="worlds-form" onSubmit={make}>
        <TextField
          label="Name"
          hint="Letters, digits and - _ . in it; left empty, a free name is chosen."
          error={wrong.name}
          value={name.value}
          onChange={text => (name.value = text)}
        />
        {error && <ErrorNote error={error} again={again} />}
        {!error && value === undefined && <Waiting what="the seeds" />}
        {chosen !== undefined && (
          <SeedChoice seeds={seeds} chosen={chosen} onChoose={one => (seed.value = one)} error={wrong.seed} />
        )}
        {isNumbered && (
          <TextField
            label="Number of the seed"
            hint="Another world of its kind comes of each number; left empty, of 1."
            value={number.value}
            onChange={text => (number.value = text)}
          />
        )}
        <div class="worlds-pair">
          <ChoiceField
            label="Clock"
            value={clock.value}
            options={clocks}
            error={wrong.clock}
            onChange={mode => (clock.value = mode)}
          />
          <TextField
            label="Begins at (UTC)"
            hint="As 2026-01-31T09:30:00Z; left empty, as the seed says, or now."
            error={wrong.now}
            value={now.value}
            onChange={text => (now.value = text)}
          />
        </div>
        <label class="worlds-check">
          <input
            type="checkbox"
            checked={isLimited.value}
            onChange={({ currentTarget }) => (isLimited.value = currentTarget.checked)}
          />
          Hold clients to the rate limits of each vendor
        </label>
        <FormEnd
          send={isBusy.value ? 'Making it…' : 'Make it'}
          isBusy={isBusy.value}
          wrong={wrong.whole}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** What is wrong, by field. A refusal that names no member is of the name, of the seed, or of all. */
function fieldsOf(refusal: ServerRefusal | undefined): Readonly<Record<string, string>> {
  if (refusal === undefined) return {};
  const { kind, message, fields } = refusal;
  if (Object.keys(fields).length > 0) return fields;
  if (kind === 'exists' || /^a world's name/.test(message)) return { name: message };
  return /\bseeds?\b/.test(message) ? { seed: message } : { whole: message };
}
