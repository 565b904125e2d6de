import { useSignal } from '@preact/signals';
import { targets } from '../../../contracts/control/targets.js';
import { announce } from '../parts/announcer.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { FormEnd } from '../parts/form-end.js';
import { fits, wrongAt, wrongsOf } from '../rules/checked.js';
import { api } from '../server/client.js';
import { refusalOf } from '../server/refusal.js';
import type { ToldVendor } from './told-vendor.js';

interface TargetFormProps {
  readonly world: string;
  readonly vendors: readonly ToldVendor[];
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

const { body: schema } = targets.add;

/** Names an address that is told of all that happens, or of some events. */
export function TargetForm({ world, vendors, onAdded, onClose }: TargetFormProps) {
  const vendor = useSignal(vendors[0]?.vendor ?? '');
  const url = useSignal('');
  const token = useSignal('');
  const events = useSignal<readonly string[]>([]);
  const isTried = useSignal(false);
  const said = useSignal('');
  const body = {
    url: url.value.trim(),
    ...(events.value.length > 0 && { events: [...events.value] }),
    ...(token.value !== '' && { token: token.value }),
  };
  const wrongs = wrongsOf(schema, body);
  const wrongUrl = isTried.value || url.value !== '' ? wrongAt(wrongs, 'url') : undefined;
  const known = vendors.find(one => one.vendor === vendor.value)?.events ?? [];
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    isTried.value = true;
    if (!fits(schema, body)) return;
    try {
      await api().targets.add({ params: { world, vendor: vendor.value }, body });
    } catch (error) {
      said.value = refusalOf(error).message;
      return;
    }
    announce('It is told from now on');
    onAdded();
    onClose();
  };
  const choose = (name: string, isChosen: boolean): void => {
    events.value = isChosen ? [...events.value, name] : events.value.filter(one => one !== name);
  };
  return (
    <form class="deliveries-form" aria-label="Add an address" noValidate onSubmit={add}>
      <div class="deliveries-fields">
        <ChoiceField
          label="Vendor"
          value={vendor.value}
          options={Object.fromEntries(vendors.map(one => [one.vendor, one.vendor]))}
          onChange={value => {
            vendor.value = value;
            events.value = [];
          }}
        />
        <TextField
          label="Address"
          hint="http://127.0.0.1:9000/hook"
          error={wrongUrl}
          value={url.value}
          onChange={value => (url.value = value)}
        />
        <TextField
          label="Token"
          hint="May be empty; sent as the vendor sends one"
          error={wrongAt(wrongs, 'token')}
          value={token.value}
          onChange={value => (token.value = value)}
        />
      </div>
      <fieldset class="deliveries-events">
        <legend>Events: all, or those that are chosen</legend>
        {known.map(name => (
          <label key={name}>
            <input
              type="checkbox"
              checked={events.value.includes(name)}
              onChange={({ currentTarget }) => choose(name, currentTarget.checked)}
            />{' '}
            {name}
          </label>
        ))}
      </fieldset>
      <FormEnd send="Tell this address" wrong={said.value} onClose={onClose} />
    </form>
  );
}
