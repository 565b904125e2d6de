import type { ComponentChildren } from 'preact';
import { StateBadge } from '../parts/badge.js';
import { JsonView } from '../parts/json-view.js';
import { EmptyNote } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { hrefTo } from '../router.js';
import { type ListedDelivery, shownTarget, TellsNext } from './told-delivery.js';

interface DeliveryPageProps {
  readonly name: string;
  readonly delivery: ListedDelivery | undefined;
}

/** A delivery in full: what was sent, and what came of it. */
export function DeliveryPage({ name, delivery }: DeliveryPageProps) {
  return (
    <Page title={`Delivery ${name}`} actions={<a href={hrefTo({ view: 'deliveries' })}>All deliveries</a>}>
      {delivery === undefined ? (
        <EmptyNote title="There is no such delivery">
          The last 1,000 of each vendor are kept, and none after the world is reset.
        </EmptyNote>
      ) : (
        <Shown delivery={delivery} />
      )}
    </Page>
  );
}

/** Stands for the value of a header, any of which may be a secret of whom it is for. */
const HIDDEN = '***';

function Shown({ delivery }: { readonly delivery: ListedDelivery }) {
  const { vendor, at, event, subject, method, headers, body, state, reason, attempts } = delivery;
  const names = Object.keys(headers);
  return (
    <>
      <section class="card" aria-label="The delivery">
        <p class="deliveries-line">
          <code>
            <b>{method}</b> {shownTarget(delivery)}
          </code>{' '}
          <StateBadge state={state} />
        </p>
        <dl class="deliveries-facts">
          <Fact name="Event">{event}</Fact>
          <Fact name="About">{subject}</Fact>
          <Fact name="Vendor">{vendor}</Fact>
          <Fact name="Happened">
            <Time at={at} />
          </Fact>
          <Fact name="Next attempt">
            <TellsNext delivery={delivery} />
          </Fact>
        </dl>
        {reason !== null && <p class="deliveries-reason">{reason}</p>}
      </section>
      <h2>Attempts</h2>
      <div class="deliveries-attempts">
        <Table
          label="Attempts"
          rows={attempts}
          columns={[
            { id: 'at', title: 'Time', value: one => one.at, cell: one => <Time at={one.at} /> },
            { id: 'status', title: 'Status', value: one => one.status ?? 'none' },
            { id: 'answer', title: 'Answer', value: one => one.answer },
            { id: 'error', title: 'Error', value: one => one.error },
          ]}
          rowKey={one => attempts.indexOf(one)}
          empty={
            <EmptyNote title="It was not sent yet">{delivery.next && 'It is sent when its time has come.'}</EmptyNote>
          }
        />
      </div>
      <div class="columns">
        <section class="card">
          <h2>Body</h2>
          <JsonView label="Body" value={body} />
        </section>
        <section class="card">
          <h2>Headers</h2>
          {names.length === 0 ? (
            <p class="dim">None but those that say how the body is written.</p>
          ) : (
            <>
              <ul class="deliveries-headers">
                {names.map(name => (
                  <li key={name}>
                    <code>
                      {name}: {HIDDEN}
                    </code>
                  </li>
                ))}
              </ul>
              <p class="hint">Values are not shown: they may hold a token or a signature of whom it is for.</p>
            </>
          )}
        </section>
      </div>
    </>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
