import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { Tabs } from '../parts/tabs.js';
import { goTo, route } from '../router.js';
import { api } from '../server/client.js';
import { vendors } from '../server/worlds.js';
import { RecordsTable } from './records-table.js';
import { ResourceList } from './resource-list.js';
import './resources.css';
import { ThingPage } from './thing-page.js';
import { useFresh } from './use-fresh.js';

/** What lives in a world: `#/{world}/resources/{vendor}/{resource}/{key}`. */
export function ResourcesView() {
  const [vendor = vendors.value[0], resource, key] = route.value.rest;
  if (vendor === undefined) return <Page title="Resources">This server has no vendors.</Page>;
  if (resource !== undefined && key !== undefined)
    return <ThingPage key={`${vendor} ${resource} ${key}`} vendor={vendor} resource={resource} id={key} />;
  const tabs = Object.fromEntries([...new Set([...vendors.value, vendor])].map(name => [name, name]));
  return (
    <Page title="Resources">
      <Tabs label="Vendors" tabs={tabs} chosen={vendor} onChoose={name => goTo({ view: 'resources', rest: [name] })}>
        <VendorResources key={vendor} vendor={vendor} resource={resource} />
      </Tabs>
    </Page>
  );
}

function VendorResources({ vendor, resource }: { readonly vendor: string; readonly resource: string | undefined }) {
  const { world } = route.value;
  const { value, error, again } = useFresh(
    () => api().state.list({ params: { world, vendor }, query: { limit: 1 } }),
    [world, vendor],
  );
  if (value === undefined) return error ? <ErrorNote error={error} again={again} /> : <Waiting what="the resources" />;
  const counts = Object.fromEntries(Object.entries(value.resources).map(([name, { count }]) => [name, count]));
  const chosen = resource ?? mostTelling(counts);
  if (chosen === undefined)
    return <EmptyNote title={`${vendor} keeps no records`}>Its cloud has no collections to show.</EmptyNote>;
  return (
    <div class="resources-frame">
      <ResourceList vendor={vendor} chosen={chosen} counts={counts} />
      <RecordsTable key={chosen} vendor={vendor} resource={chosen} />
    </div>
  );
}

/** The first resource that has records, else the first. */
const mostTelling = (counts: Readonly<Record<string, number>>): string | undefined =>
  Object.keys(counts).find(name => (counts[name] ?? 0) > 0) ?? Object.keys(counts)[0];
