import { useSignal } from '@preact/signals';
import { CopyButton } from '../parts/copy-button.js';
import { ChoiceField } from '../parts/fields.js';
import { EmptyNote } from '../parts/notes.js';
import { vendors, world } from '../server/worlds.js';

/** Says how a report is made, with the address of this server and of the shown world. */
export function HowToMakeOne() {
  const chosen = useSignal('');
  const vendor = chosen.value || (vendors.value[0] ?? '');
  const target = Object.entries(world.value?.urls ?? {}).find(([name]) => name === vendor)?.[1] ?? location.origin;
  const name = world.value?.name ?? 'default';
  const command = [
    `eval "$(npx --no-install hostdouble env --url ${location.origin}${name === 'default' ? '' : ` --world ${name}`})"`,
    `npx --no-install hostdouble check ${vendor} --target ${target} --format json > ${vendor}.json`,
  ].join('\n');
  return (
    <EmptyNote title="No report is shown">
      <p>
        A check calls an endpoint, a vendor’s own or this double, and holds each answer to the contract. With{' '}
        <code>--format json</code> it writes the report that is shown here. This checks the world “{name}” of this
        server:
      </p>
      <div class="checks-vendor">
        <ChoiceField
          label="Vendor"
          value={vendor}
          options={Object.fromEntries(vendors.value.map(one => [one, one]))}
          onChange={value => (chosen.value = value)}
        />
      </div>
      <div class="checks-command">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <pre tabIndex={0}>
          <code>{command}</code>
        </pre>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <p class="dim">
        For a vendor of your own add <code>--vendor</code> with its file. To check the real endpoint give its address as
        the target, and its credentials in the environment.
      </p>
    </EmptyNote>
  );
}
