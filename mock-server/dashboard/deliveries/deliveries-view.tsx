import './deliveries.css';
import { StateBadge } from '../parts/badge.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { type Column, Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { goTo, route } from '../router.js';
import { api } from '../server/client.js';
import { useLive } from '../server/live.js';
import { DeliveryPage } from './delivery-page.js';
import { TargetsCard } from './targets-card.js';
import { type ListedDelivery, shownTarget, TellsNext } from './told-delivery.js';

/** What a world told others, and whom it tells; or one delivery in full. */
export function DeliveriesView() {
  const { world, rest } = route.value;
  const [vendor, id] = rest;
  const deliveries = useLive(() => read(world), [world]);
  const { value, error, again } = deliveries;
  if (vendor !== undefined && value !== undefined)
    return (
      <DeliveryPage
        name={`${vendor} ${id}`}
        delivery={value.find(one => one.vendor === vendor && `${one.id}` === id)}
      />
    );
  return (
    <Page title="Deliveries">
      <TargetsCard world={world} onTold={again} />
      <h2>Sent</h2>
      <ErrorNote error={error} again={again} />
      {value === undefined ? (
        error === undefined && <Waiting what="the deliveries" />
      ) : (
        <Table
          label="Deliveries"
          rows={value.toReversed()}
          columns={columns}
          rowKey={({ vendor: of, id: number }) => `${of} ${number}`}
          onOpen={one => goTo({ view: 'deliveries', rest: [one.vendor, `${one.id}`] })}
          empty={
            <EmptyNote title="Nothing was sent yet">
              A webhook is sent when something happens that an address above is told of. A callback is sent to the
              address that a call itself names, where the vendor takes one. Do something with your client, or let time
              pass.
            </EmptyNote>
          }
        />
      )}
    </Page>
  );
}

const columns: readonly Column<ListedDelivery>[] = [
  { id: 'at', title: 'Time', value: ({ at }) => at, cell: ({ at }) => <Time at={at} /> },
  { id: 'event', title: 'Event', value: ({ event }) => event },
  { id: 'state', title: 'State', value: ({ state }) => state, cell: ({ state }) => <StateBadge state={state} /> },
  { id: 'attempts', title: 'Attempts', value: ({ attempts }) => attempts.length, cell: triedAs, align: 'end' },
  { id: 'next', title: 'Next', value: ({ next }) => next, cell: one => <TellsNext delivery={one} only="time" /> },
  { id: 'url', title: 'To', value: shownTarget, cell: one => <Target url={shownTarget(one)} /> },
  { id: 'vendor', title: 'Vendor', value: ({ vendor }) => vendor },
  { id: 'subject', title: 'About', value: ({ subject }) => subject },
];

/** An address in the breadth of a column; the whole of it on hover, and where the delivery is shown in full. */
const Target = ({ url }: { readonly url: string }) => (
  <span class="deliveries-to" title={url}>
    {url}
  </span>
);

/** How often it was tried, and what was answered last: `2, last 503`. */
function triedAs({ attempts }: ListedDelivery): string {
  const last = attempts.at(-1);
  return last === undefined ? '0' : `${attempts.length}, last ${last.status ?? 'unanswered'}`;
}

async function read(world: string): Promise<readonly ListedDelivery[]> {
  const { deliveries } = await api().deliveries.list({ params: { world } });
  return deliveries.toSorted((one, other) => one.at.localeCompare(other.at));
}
