import { CallError } from '../../../contracts/core/client.js';
import { CopyButton } from '../parts/copy-button.js';
import { inWords } from '../parts/in-words.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { hrefTo, route } from '../router.js';
import { api } from '../server/client.js';
import { whyOf } from '../server/refusal.js';
import { BillCard } from './bill-card.js';
import { EventsCard } from './events-card.js';
import { RecordView } from './record-view.js';
import { ReferrersCard } from './referrers-card.js';
import { capitals, manyOf } from './titles.js';
import { useFresh } from './use-fresh.js';
import { VendorAnswers } from './vendor-answers.js';

interface ThingPageProps {
  readonly vendor: string;
  readonly resource: string;
  readonly id: string;
}

/** One thing in full: its record beside what the vendor answers about it, what refers to it, its events and its bill. */
export function ThingPage({ vendor, resource, id }: ThingPageProps) {
  const { world } = route.value;
  const { value, error, again } = useFresh(
    () => api().state.one({ params: { world, vendor, resource, key: id } }),
    [world, vendor, resource, id],
  );
  const all = (
    <a class="button" href={hrefTo({ view: 'resources', rest: [vendor, resource] })}>
      All {manyOf(resource)}
    </a>
  );
  const title = value?.name ?? `${inWords(resource)} ${id}`;
  if (value === undefined)
    return (
      <Page title={title} actions={all}>
        {error instanceof CallError && error.kind === 'notFound' ? (
          <EmptyNote title={whyOf(error)}>It may have been deleted, or it lives in another world.</EmptyNote>
        ) : error ? (
          <ErrorNote error={error} again={again} />
        ) : (
          <Waiting what={`${inWords(resource)} ${id}`} />
        )}
      </Page>
    );
  return (
    <Page title={title} actions={all}>
      <p class="dim">
        {capitals(inWords(value.resource))} {value.key} of {vendor}
      </p>
      {error && <ErrorNote error={error} again={again} />}
      <div class="columns">
        <section class="card" aria-labelledby="thing-record">
          <header class="resources-head">
            <h2 id="thing-record">Record of the double</h2>
            <CopyButton text={JSON.stringify(value.record, undefined, 2)} label="Copy JSON of the record">
              Copy JSON
            </CopyButton>
          </header>
          <RecordView vendor={vendor} thing={value} />
        </section>
        <VendorAnswers thing={value} vendor={vendor} />
      </div>
      <div class="columns">
        <ReferrersCard thing={value} vendor={vendor} />
        <BillCard thing={value} vendor={vendor} />
      </div>
      <EventsCard thing={value} vendor={vendor} />
    </Page>
  );
}
