import { useSignal } from '@preact/signals';
import { EmptyNote, ErrorNote } from '../parts/notes.js';
import { Tabs } from '../parts/tabs.js';
import { route, stayAt } from '../router.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import type { ShownWorld } from '../server/worlds.js';
import { Addresses } from './addresses.js';
import { Holds } from './holds.js';
import { Snippets } from './snippets.js';

/** How clients reach a world, vendor by vendor: address, credentials, and a request to begin with. */
export function ReachedBy({ world }: { readonly world: ShownWorld }) {
  const { name, urls, clock } = world;
  const isShown = useSignal(false);
  const { value, error, again } = useLoaded(() => api().worlds.requests({ params: { world: name } }), [name]);
  const names = Object.keys(urls);
  const asked = route.value.query.vendor;
  const vendor = names.find(one => one === asked) ?? names[0];
  if (vendor === undefined) return <EmptyNote title="This server serves no vendor">Start it with one.</EmptyNote>;
  const titles = Object.fromEntries(names.map(one => [one, value?.requests[one]?.title ?? one]));
  return (
    <section class="card worlds-reached" aria-label="How it is reached">
      <Tabs
        label="Vendors"
        tabs={titles}
        chosen={vendor}
        onChoose={one => stayAt({ ...route.value, query: { ...route.value.query, vendor: one } })}
      >
        <Holds world={name} vendor={vendor} now={clock.now} />
        <Addresses world={world} vendor={vendor} isShown={isShown.value} onShow={on => (isShown.value = on)} />
        {error ? (
          <ErrorNote error={error} again={again} />
        ) : (
          <Snippets
            requests={value}
            vendor={vendor}
            isShown={isShown.value}
            secrets={world.credentials[vendor] ?? {}}
          />
        )}
      </Tabs>
    </section>
  );
}
