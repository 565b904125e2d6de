import type { ComponentChildren } from 'preact';
import { Badge } from '../parts/badge.js';
import { CopyButton } from '../parts/copy-button.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { Time } from '../parts/time.js';
import { hrefTo, route } from '../router.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import { world } from '../server/worlds.js';
import { asCurl } from './as-curl.js';
import { CallFields } from './call-fields.js';
import { CallStatus } from './call-status.js';
import { FailNext } from './fail-next.js';
import { type FullCall, findingsOf, operationOf, type ToldOperation } from './full-call.js';
import { MarkedJson } from './marked-json.js';
import { VerifyCall } from './verify-call.js';
import { WhyRefused } from './why-refused.js';

interface Read {
  readonly call: FullCall | undefined;
  readonly told: ToldOperation | undefined;
}

/** A call and what the contract says of its operation. */
async function read(name: string, number: number): Promise<Read> {
  const query = { after: number - 1, limit: 1, bodies: true };
  const { calls } = await api().journal.list({ params: { world: name }, query });
  const call = calls.find(one => one.number === number);
  if (call === undefined || call.operation === null) return { call, told: undefined };
  const { vendor, operation } = call;
  return { call, told: await api().operations.show({ params: { vendor, operation } }) };
}

/** What a button says: its name is what it shows. */
const COPY = 'Copy as curl';

/** A call in full: what was sent and answered, why, and what can be done with it. */
export function CallPage({ number: text }: { readonly number: string }) {
  const name = route.value.world;
  const number = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
  const { value, error, isLoading, again } = useLoaded(() => read(name, number), [name, number]);
  const { query } = route.value;
  const actions = (
    <>
      {number > 1 && <a href={hrefTo({ view: 'calls', rest: [`${number - 1}`], query })}>Call before</a>}
      <a href={hrefTo({ view: 'calls', rest: [`${number + 1}`], query })}>Call after</a>
      <a href={hrefTo({ view: 'calls', query })}>All calls</a>
    </>
  );
  return (
    <Page title={`Call ${text}`} actions={actions}>
      <ErrorNote error={error} again={again} />
      {value?.call !== undefined && <Shown call={value.call} told={value.told} />}
      {value !== undefined && value.call === undefined && (
        <EmptyNote title={`The journal of “${name}” has no call ${text}`}>
          It keeps the last 1,000 calls, and begins anew when it is cleared or the world is reset.
        </EmptyNote>
      )}
      {value === undefined && isLoading && <Waiting what="the call" />}
    </Page>
  );
}

function Shown({ call, told }: { readonly call: FullCall; readonly told: ToldOperation | undefined }) {
  const operation = operationOf(call);
  return (
    <div class="calls-full">
      <section class="card" aria-label="The call">
        <p class="calls-line">
          <code>
            <b>{call.method}</b> {call.path}
          </code>{' '}
          <CallStatus call={call} />
        </p>
        <dl class="calls-facts">
          <Fact name="Operation">
            {operation === undefined ? (
              'none'
            ) : (
              <a href={hrefTo({ view: 'coverage', rest: operation.split('/') })}>{operation}</a>
            )}
          </Fact>
          <Fact name="Summary">{told?.summary ?? '–'}</Fact>
          <Fact name="Received">
            <Time at={call.at} />
          </Fact>
          <Fact name="Took">{call.duration.toFixed(1)} ms</Fact>
        </dl>
      </section>
      <WhyRefused call={call} />
      <Findings call={call} />
      <div class="columns">
        <Exchange title="Request" headers={call.headers} cut={call.cut?.body} findings={findingsOf(call, 'request')}>
          {[
            ['Params', call.params],
            ['Query', call.query],
            ['Body', call.body],
          ]}
        </Exchange>
        <Exchange
          title="Answer"
          headers={call.reply?.headers}
          cut={call.cut?.reply}
          findings={findingsOf(call, 'answer')}
        >
          {[['Body of the answer', call.reply?.body]]}
        </Exchange>
      </div>
      <Actions call={call} told={told} operation={operation} />
      {told?.described && <CallFields call={call} told={told} />}
    </div>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Findings({ call: { findings } }: { readonly call: FullCall }) {
  if (findings.length === 0) return null;
  return (
    <section class="card" aria-label="Findings">
      <h2>Findings</h2>
      <ul>
        {findings.map(({ check, path, expected, found, evidence, severity }) => (
          <li key={`${check} ${path} ${expected}`}>
            <Badge tone={severity === 'notice' ? 'info' : 'odd'}>{severity}</Badge> <code>{path}</code> {check}:
            expected {expected}, found {found} (the contract is {evidence} here)
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ExchangeProps {
  readonly title: string;
  readonly headers: FullCall['headers'];
  /** Bytes of a body that is not shown. */
  readonly cut: number | 'streamed' | undefined;
  readonly findings: FullCall['findings'];
  readonly children: readonly (readonly [string, unknown])[];
}

function Exchange({ title, headers, cut, findings, children }: ExchangeProps) {
  const parts = children.filter(([, value]) => value !== undefined && JSON.stringify(value, bigText) !== '{}');
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {parts.map(([label, value]) => (
        <div key={label} class="calls-part">
          <h3>{label}</h3>
          <MarkedJson label={label} value={value} findings={label === 'Params' ? [] : findings} />
        </div>
      ))}
      {cut !== undefined && (
        <p class="dim">
          {cut === 'streamed'
            ? 'It was made while it was sent, and is not kept.'
            : `Its ${cut} bytes are not kept or could not be read.`}
        </p>
      )}
      {parts.length === 0 && cut === undefined && <p class="dim">Without a body.</p>}
      {headers && (
        <details>
          <summary>Headers</summary>
          <MarkedJson label={`Headers of the ${title.toLowerCase()}`} value={headers} findings={[]} />
        </details>
      )}
    </section>
  );
}

const bigText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

interface ActionsProps {
  readonly call: FullCall;
  readonly told: ToldOperation | undefined;
  readonly operation: string | undefined;
}

function Actions({ call, told, operation }: ActionsProps) {
  const address = `${location.origin}/w/${world.value?.name ?? 'default'}`;
  const { text, variables, isPartial } = asCurl(call, address);
  const { status, number } = call;
  return (
    <section class="card" aria-label="Do something with it">
      <h2>Make it again</h2>
      <section class="calls-curl" aria-label="The call as curl">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <pre tabIndex={0}>
          <code>{text}</code>
        </pre>
        <CopyButton text={text} label={COPY}>
          {COPY}
        </CopyButton>
      </section>
      {variables.length > 0 && (
        <p class="hint">
          Secrets are not shown: set {variables.map(name => `$${name}`).join(' and ')} first. The view of worlds has the
          credentials of this world.
        </p>
      )}
      {isPartial && <p class="hint">Not all that was sent is known any more: fill in what says [undescribed].</p>}
      {operation !== undefined && (
        <>
          <h2>Answer the next ones otherwise</h2>
          <div class="row calls-otherwise">
            <a
              class="button"
              href={hrefTo({
                view: 'rules',
                query: { add: 'override', operation, status: `${status}`, from: `${number}` },
              })}
            >
              Make this an override
            </a>
            {told && <FailNext operation={operation} failures={told.failures} />}
          </div>
          <h2>Hold it to what was wanted</h2>
          <VerifyCall call={call} operation={operation} />
        </>
      )}
    </section>
  );
}
