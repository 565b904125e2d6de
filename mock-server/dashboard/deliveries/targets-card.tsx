import { useSignal } from '@preact/signals';
import { Badge } from '../parts/badge.js';
import { Confirm } from '../parts/confirm.js';
import { ErrorNote, Waiting } from '../parts/notes.js';
import { api } from '../server/client.js';
import { useLive } from '../server/live.js';
import type { LoadedValue } from '../server/loaded.js';
import { TargetForm } from './target-form.js';
import type { ToldVendor } from './told-vendor.js';

interface TargetsCardProps {
  readonly world: string;
  /** Somebody else is told from now on. */
  readonly onTold: () => void;
}

/** Whom a world tells of what happens, by vendor. */
export function TargetsCard({ world, onTold }: TargetsCardProps) {
  const targets = useLive(() => api().targets.list({ params: { world } }), [world]);
  const isAdding = useSignal(false);
  const vendors = targets.value?.targets;
  const told = (): void => {
    targets.again();
    onTold();
  };
  return (
    <section class="card deliveries-targets" aria-labelledby="deliveries-targets">
      <div class="deliveries-head">
        <h2 id="deliveries-targets">Who is told</h2>
        {vendors !== undefined && vendors.length > 0 && !isAdding.value && (
          <button type="button" onClick={() => (isAdding.value = true)}>
            Add an address
          </button>
        )}
      </div>
      <Told targets={targets} world={world} vendors={vendors} onTold={told} />
      {isAdding.value && vendors !== undefined && (
        <TargetForm world={world} vendors={vendors} onAdded={told} onClose={() => (isAdding.value = false)} />
      )}
    </section>
  );
}

interface ToldProps extends TargetsCardProps {
  readonly targets: LoadedValue<unknown>;
  readonly vendors: readonly ToldVendor[] | undefined;
}

function Told({ targets: { error, again }, world, vendors, onTold }: ToldProps) {
  if (vendors === undefined)
    return error === undefined ? <Waiting what="whom it tells" /> : <ErrorNote error={error} again={again} />;
  if (vendors.length === 0)
    return (
      <p class="dim">No vendor of this server sends webhooks. Callbacks are sent to the addresses that calls name.</p>
    );
  const all = vendors.flatMap(({ vendor, told }) => told.map(one => ({ vendor, ...one })));
  if (all.length === 0)
    return (
      <p class="dim">
        Nobody. An address that is added is told of all that happens from then on, at{' '}
        {vendors.map(one => one.vendor).join(', ')}.
      </p>
    );
  return (
    <ul class="deliveries-told" aria-label="Addresses">
      {all.map(one => (
        <Address key={`${one.vendor} ${one.number}`} world={world} address={one} onTold={onTold} />
      ))}
    </ul>
  );
}

interface AddressProps extends TargetsCardProps {
  readonly address: ToldVendor['told'][number] & Pick<ToldVendor, 'vendor'>;
}

function Address({ world, address: { vendor, number, url, events, hasToken }, onTold }: AddressProps) {
  const isRemoving = useSignal(false);
  const remove = () => api().targets.remove({ params: { world, vendor, number } });
  return (
    <li>
      <code class="deliveries-url">{url}</code>
      <span class="dim">
        {vendor}: {events.join(', ') === '*' ? 'all events' : events.join(', ')}
      </span>
      {hasToken && <Badge tone="info">with a token</Badge>}
      <button
        type="button"
        class="danger"
        aria-label={`Remove ${url} of ${vendor}`}
        onClick={() => (isRemoving.value = true)}
      >
        Remove
      </button>
      {isRemoving.value && (
        <Confirm
          title={`Tell ${url} no more`}
          action="Remove"
          done="It is told no more"
          act={async () => {
            await remove();
            onTold();
          }}
          onClose={() => (isRemoving.value = false)}
        >
          <p>What is on its way to it is still sent.</p>
        </Confirm>
      )}
    </li>
  );
}
