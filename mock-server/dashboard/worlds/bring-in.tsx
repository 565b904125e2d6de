import { useSignal } from '@preact/signals';
import { announce } from '../parts/announcer.js';
import { Dialog } from '../parts/dialog.js';
import { Field, TextField } from '../parts/fields.js';
import { FormEnd } from '../parts/form-end.js';
import { whyOf } from '../server/refusal.js';
import { readWorlds, worlds } from '../server/worlds.js';
import { bringIn } from './snapshot-file.js';

interface BringInProps {
  /** The world that is offered; empty for a new one. */
  readonly into: string;
  readonly onClose: () => void;
  readonly onDone: (world: string) => void;
}

/** Asks for the file of a snapshot and for the world that is to become as it says. */
export function BringIn({ into, onClose, onDone }: BringInProps) {
  const file = useSignal<File | undefined>(undefined);
  const name = useSignal(into);
  const isOver = useSignal(false);
  const isBusy = useSignal(false);
  const wrong = useSignal<string | undefined>(undefined);
  const names = (worlds.value ?? []).map(world => world.name);
  const take = (given: File | undefined): void => {
    file.value = given;
    wrong.value = undefined;
  };
  const bring = async (event: Event): Promise<void> => {
    event.preventDefault();
    const world = name.value.trim();
    if (file.value === undefined) wrong.value = 'Choose the file of a snapshot first.';
    else if (world === '') wrong.value = 'Name the world that is to become as the snapshot says.';
    else {
      isBusy.value = true;
      try {
        await bringIn(file.value, world);
        await readWorlds();
        announce(`The world ${world} is as the snapshot says`);
        onClose();
        onDone(world);
        return;
      } catch (error) {
        wrong.value = whyOf(error);
      }
      isBusy.value = false;
    }
  };
  return (
    <Dialog title="Open a snapshot" onClose={onClose}>
      <form class="worlds-form" onSubmit={bring}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the field of the file does the same for the keyboard */}
        <div
          class={`worlds-drop${isOver.value ? ' over' : ''}`}
          onDragOver={event => {
            event.preventDefault();
            isOver.value = true;
          }}
          onDragLeave={() => (isOver.value = false)}
          onDrop={event => {
            event.preventDefault();
            isOver.value = false;
            take(event.dataTransfer?.files[0]);
          }}
        >
          <Field label="File of the snapshot" hint="Choose it, or drop it here.">
            {ids => (
              <input
                {...ids}
                type="file"
                accept=".json,application/json"
                onChange={({ currentTarget }) => take(currentTarget.files?.[0])}
              />
            )}
          </Field>
          {file.value && (
            <p class="worlds-file">
              <strong>{file.value.name}</strong> <span class="dim">{sizeOf(file.value)}</span>
            </p>
          )}
        </div>
        <TextField
          label="World"
          hint={
            names.includes(name.value.trim())
              ? 'What is in it is replaced. Its faults and overrides stay, and so does its journal.'
              : 'One that there is, whose state is replaced, or the name of a new one.'
          }
          value={name.value}
          options={names}
          onChange={text => (name.value = text)}
        />
        <FormEnd
          send={isBusy.value ? 'Opening it…' : 'Open it'}
          isBusy={isBusy.value}
          wrong={wrong.value}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

const sizeOf = ({ size }: File): string =>
  size < 1e6 ? `${Math.ceil(size / 1000).toLocaleString('en')} kB` : `${(size / 1e6).toFixed(1)} MB`;
