import type { ControlOperations } from '../../../contracts/control/index.js';
import { evidences } from '../../../contracts/core/evidence.js';
import { Badge } from '../parts/badge.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { type Column, Table } from '../parts/table.js';
import { hrefTo, route, stayAt } from '../router.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import { docsOf, EvidenceBadge, OutLink, RouteText } from './coverage-parts.js';
import { standingOf, standingWords } from './operation-filter.js';
import { amount, evidenceShares, Shares } from './shares.js';

type ShownOperation = ControlOperations['operations.show']['reply'];
type ShownField = ShownOperation['fields'][number];
type ShownFailure = ShownOperation['failures'][number];

interface OperationPageProps {
  readonly vendor: string;
  readonly id: string;
}

/** One operation in full: what it does, its fields by evidence, and how it fails. */
export function OperationPage({ vendor, id }: OperationPageProps) {
  const { value, error, again } = useLoaded(
    () => api().operations.show({ params: { vendor, operation: id } }),
    [vendor, id],
  );
  return (
    <Page title={id} actions={<a href={hrefTo({ view: 'coverage', rest: [vendor] })}>All operations of {vendor}</a>}>
      {value === undefined ? (
        error ? (
          <ErrorNote error={error} again={again} />
        ) : (
          <Waiting what="the operation" />
        )
      ) : (
        <Told operation={value} />
      )}
    </Page>
  );
}

function Told({ operation }: { readonly operation: ShownOperation }) {
  const { vendor, id, method, path, summary, effect, evidence, docs, served, described, fields, failures, rules } =
    operation;
  return (
    <>
      <section class="card" aria-label="About it">
        <p>
          <RouteText method={method} path={path} />
        </p>
        {summary && <p>{summary}</p>}
        <p class="row">
          <Badge tone={served ? 'good' : 'dim'}>{standingWords[standingOf(operation)]}</Badge>
          {effect && <Badge tone={effect === 'destroy' ? 'bad' : effect === 'read' ? 'dim' : 'odd'}>{effect}</Badge>}
          {evidence && <EvidenceBadge evidence={evidence} />}
        </p>
        <p class="row">
          {docs && <OutLink href={docs}>The vendor’s page about it</OutLink>}
          {described && <a href={docsOf(vendor, id)}>Our documentation of it</a>}
          <a href={hrefTo({ view: 'calls', query: { vendor, operation: id } })}>Calls of it in this world</a>
        </p>
        {rules.length > 0 && (
          <>
            <h2>Rules of its input</h2>
            <ul>
              {rules.map(rule => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      {described ? (
        <>
          <Fields fields={fields} place={[vendor, id]} />
          <section aria-labelledby="coverage-failures">
            <h2 id="coverage-failures">How it fails</h2>
            <Table
              label="Failures"
              rows={failures}
              columns={failureColumns}
              rowKey={({ kind, status }) => `${kind} ${status}`}
              empty={<EmptyNote title="No failure is known" />}
            />
          </section>
        </>
      ) : (
        <EmptyNote title="Only its route is known">
          The contract does not describe it, and a call of it is answered 501 with the header{' '}
          <code>x-hostdouble-unserved</code>.
        </EmptyNote>
      )}
    </>
  );
}

function Fields({ fields, place }: { readonly fields: readonly ShownField[]; readonly place: readonly string[] }) {
  const { search = '', evidence = '' } = route.value.query;
  const counts = Object.fromEntries(
    evidences.map(word => [word, fields.filter(field => field.evidence === word).length]),
  );
  const shown = fields.filter(
    field =>
      (evidence === '' || field.evidence === evidence) &&
      `${placeWords(field)} ${field.path} ${field.type}`.toLowerCase().includes(search.toLowerCase()),
  );
  const ask = (name: 'search' | 'evidence') => (value: string) => {
    const all = Object.entries({ search, evidence, [name]: value }).filter(([, one]) => one !== '');
    stayAt({ view: 'coverage', rest: place, query: Object.fromEntries(all) });
  };
  return (
    <section class="coverage-fields" aria-labelledby="coverage-fields">
      <h2 id="coverage-fields">Fields</h2>
      {fields.length > 0 && (
        <>
          <Shares label={`${amount(fields.length)} fields, by evidence`} shares={evidenceShares(counts)} />
          <search class="row coverage-filters">
            <TextField label="Search" type="search" value={search} onChange={ask('search')} />
            <ChoiceField
              label="Evidence"
              value={evidence}
              options={{ '': 'any', ...Object.fromEntries(evidences.map(word => [word, word])) }}
              onChange={ask('evidence')}
            />
          </search>
        </>
      )}
      <Table
        label="Fields"
        rows={shown}
        columns={fieldColumns}
        rowKey={field => `${field.in} ${field.path}`}
        empty={
          <EmptyNote title={fields.length === 0 ? 'It takes nothing and answers nothing' : 'No field is like that'} />
        }
      />
    </section>
  );
}

const placeWords = (field: ShownField): string => (/^\d/.test(field.in) ? `answer ${field.in}` : field.in);

const fieldColumns: readonly Column<ShownField>[] = [
  { id: 'in', title: 'In', value: placeWords, cell: field => <span class="coverage-in">{placeWords(field)}</span> },
  { id: 'path', title: 'Field', value: ({ path }) => path, cell: ({ path }) => <code>{path}</code> },
  { id: 'type', title: 'Type', value: ({ type }) => type, cell: ({ type }) => <div class="coverage-type">{type}</div> },
  { id: 'required', title: 'Always there', value: ({ required }) => (required ? 'yes' : 'no') },
  {
    id: 'evidence',
    title: 'Evidence',
    value: ({ evidence }) => evidence,
    cell: ({ evidence, forms }) => (
      <>
        <EvidenceBadge evidence={evidence} />
        {forms && (
          <small class="coverage-forms">
            here <b>{forms[0]}</b>, in another source <b>{forms[1]}</b>
          </small>
        )}
      </>
    ),
  },
];

const scopeWords = ({ common }: ShownFailure): string => (common ? 'any call' : 'this call');

const failureColumns: readonly Column<ShownFailure>[] = [
  { id: 'kind', title: 'Kind', value: ({ kind }) => kind, cell: ({ kind }) => <code>{kind}</code> },
  { id: 'status', title: 'Status', value: ({ status }) => status, align: 'end' },
  {
    id: 'of',
    title: 'Of',
    value: scopeWords,
    cell: failure => <span class="coverage-in">{scopeWords(failure)}</span>,
  },
  {
    id: 'evidence',
    title: 'Evidence of its form',
    value: ({ evidence }) => evidence,
    cell: ({ evidence }) => <EvidenceBadge evidence={evidence} />,
  },
  {
    id: 'disputed',
    title: 'Disputed',
    value: ({ disputed }) => (disputed ? 'only one of the vendor’s sources lists it' : ''),
    cell: ({ disputed }) => disputed && <Badge tone="odd">only one of the vendor’s sources lists it</Badge>,
  },
];
