import { useSignal } from '@preact/signals';
import { tried } from '../parts/announcer.js';
import { Confirm } from '../parts/confirm.js';
import { Switch } from '../parts/switch.js';
import { Time } from '../parts/time.js';
import { goTo, hrefTo } from '../router.js';
import { api } from '../server/client.js';
import { readWorlds, type ShownWorld } from '../server/worlds.js';
import { BringIn } from './bring-in.js';
import { ReachedBy } from './reached-by.js';
import { download } from './snapshot-file.js';

/** The world that is always there; the server refuses to delete it. */
const LASTING = 'default';

/** One world: what it is, what can be done with it, and how it is reached. */
export function WorldDetails({ world }: { readonly world: ShownWorld }) {
  const { name, seed, clock, opened, rateLimits, webhooks, tenant, expires } = world;
  const asked = useSignal<'reset' | 'delete' | 'snapshot' | undefined>(undefined);
  const close = (): void => {
    asked.value = undefined;
  };
  const params = { world: name };
  const change = (isOn: boolean): Promise<boolean> =>
    tried(
      async () => {
        await api().worlds.change({ params, body: { rateLimits: isOn } });
        await readWorlds();
      },
      isOn ? `Clients of ${name} are held to rate limits` : `Clients of ${name} may call as often as they like`,
    );
  return (
    <section class="worlds-details" aria-labelledby="worlds-chosen">
      <header class="page-head">
        <h2 id="worlds-chosen">World {name}</h2>
        <div class="actions">
          <button type="button" onClick={() => tried(() => download(name), `Saved a snapshot of ${name}`)}>
            Save a snapshot
          </button>
          <button type="button" onClick={() => (asked.value = 'snapshot')}>
            Restore a snapshot
          </button>
          <button type="button" onClick={() => (asked.value = 'reset')}>
            Reset
          </button>
          <button
            type="button"
            class="danger"
            disabled={name === LASTING}
            title={name === LASTING ? 'This world stays; reset it instead' : undefined}
            onClick={() => (asked.value = 'delete')}
          >
            Delete
          </button>
        </div>
      </header>
      <dl class="card worlds-facts">
        <div>
          <dt>Seed</dt>
          <dd>{seed}</dd>
        </div>
        <div>
          <dt>Clock</dt>
          <dd>
            <a href={hrefTo({ view: 'clock' })}>
              <Time at={clock.now} />
            </a>{' '}
            <span class="dim">{clock.mode}</span>
          </dd>
        </div>
        <div>
          <dt>Opened at</dt>
          <dd>
            <Time at={opened.now} /> <span class="dim">{opened.mode}</span>
          </dd>
        </div>
        {expires !== null && (
          <div>
            <dt>Is gone at</dt>
            <dd>
              <Time at={expires} /> <span class="dim">real time</span>
            </dd>
          </div>
        )}
        {tenant !== null && (
          <div>
            <dt>Tenant</dt>
            <dd>{tenant}</dd>
          </div>
        )}
        <div>
          <dt>Rate limits</dt>
          <dd>
            <Switch label="Of each vendor" isOn={rateLimits} onChange={change} />
          </dd>
        </div>
        <div class="worlds-wide">
          <dt>Webhooks</dt>
          <dd>
            <Webhooks webhooks={webhooks} />
          </dd>
        </div>
      </dl>
      <ReachedBy world={world} />
      {asked.value === 'snapshot' && <BringIn into={name} onClose={close} onDone={() => {}} />}
      {asked.value === 'reset' && (
        <Confirm
          title={`Reset the world ${name}`}
          action="Reset it"
          done={`The world ${name} is as its seed has it`}
          act={async () => {
            await api().worlds.reset({ params });
            await readWorlds();
          }}
          onClose={close}
        >
          <p>
            All that happened in it is undone: it is again what its seed {seed} makes of it, at <Time at={opened.now} />
            . Its faults, overrides and journal are forgotten. Its addresses and credentials stay.
          </p>
        </Confirm>
      )}
      {asked.value === 'delete' && (
        <Confirm
          title={`Delete the world ${name}`}
          action="Delete it"
          done={`Deleted the world ${name}`}
          act={async () => {
            await api().worlds.remove({ params });
            goTo({ world: LASTING, view: 'worlds' });
            await readWorlds();
          }}
          onClose={close}
        >
          <p>
            All that is in it is gone, and its credentials are nobody’s. Save a snapshot first if you may want it back.
          </p>
        </Confirm>
      )}
    </section>
  );
}

/** Whom a world tells of what happens in it. */
function Webhooks({ webhooks }: Pick<ShownWorld, 'webhooks'>) {
  const all = Object.entries(webhooks).flatMap(([vendor, list]) => list.map(one => ({ vendor, ...one })));
  if (all.length === 0) return <span class="dim">Nobody is told of what happens here.</span>;
  return (
    <ul class="worlds-list">
      {all.map(({ vendor, url, events }) => (
        <li key={`${vendor} ${url}`}>
          {vendor} tells <code>{url}</code> of {events.join(', ')} (
          <a href={hrefTo({ view: 'deliveries' })}>deliveries</a>)
        </li>
      ))}
    </ul>
  );
}
