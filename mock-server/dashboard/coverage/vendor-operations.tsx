import { useEffect } from 'preact/hooks';
import { evidences } from '../../../contracts/core/evidence.js';
import { effects } from '../../../contracts/core/operation.js';
import { Badge } from '../parts/badge.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { type Column, Table } from '../parts/table.js';
import { goTo, hrefTo, route, stayAt } from '../router.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import { docsOf, EvidenceBadge, OutLink, RouteText } from './coverage-parts.js';
import { isWished, type OperationRow, type OperationWish, standingOf, standingWords } from './operation-filter.js';
import { amount, evidenceShares, Shares, servedShares } from './shares.js';

/** All operations of a vendor, with its figures. */
export function VendorOperations({ vendor }: { readonly vendor: string }) {
  const { value, error, again } = useLoaded(() => api().operations.list({ params: { vendor } }), [vendor]);
  const own = value?.vendor ?? vendor;
  useEffect(() => {
    // It may be called by another of its names.
    if (own !== vendor) stayAt({ view: 'coverage', rest: [own], query: route.value.query });
  }, [own, vendor]);
  if (value === undefined) return error ? <ErrorNote error={error} again={again} /> : <Waiting what="the operations" />;
  const { title, docs, basePath, operations, fields } = value;
  const count = (is: (row: OperationRow) => boolean): number => operations.filter(is).length;
  const described = count(row => row.described);
  const byEvidence = Object.fromEntries(evidences.map(word => [word, count(({ evidence }) => evidence === word)]));
  const wish = route.value.query;
  const shown = operations.filter(row => isWished(row, wish));
  const sum = Object.values(fields).reduce((total, one) => total + one, 0);
  return (
    <>
      <section class="card" aria-label="Figures">
        <h2>{title}</h2>
        <p>
          <OutLink href={docs}>The vendor’s documentation</OutLink> ·{' '}
          <a href={docsOf(value.vendor)}>Our documentation of it</a> · base path <code>{basePath}</code>
        </p>
        <div class="coverage-figures">
          <Shares
            label={`${operations.length} operations known`}
            shares={servedShares(
              operations.length,
              described,
              count(row => row.served),
            )}
          />
          <Shares label={`${described} described, by evidence`} shares={evidenceShares(byEvidence)} />
          <Shares label={`${amount(sum)} fields, by evidence`} shares={evidenceShares(fields)} />
        </div>
      </section>
      <Filters wish={wish} vendor={vendor} />
      <p class="dim" role="status">
        {shown.length === operations.length
          ? `${shown.length} operations`
          : `${shown.length} of ${operations.length} operations`}
      </p>
      <Table
        label={`Operations of ${title}`}
        rows={shown}
        columns={columnsFor(vendor)}
        rowKey={({ id }) => id}
        onOpen={({ id }) => goTo({ view: 'coverage', rest: [vendor, id] })}
        empty={
          <EmptyNote title="No operation is like that">
            <button type="button" onClick={() => stayAt({ view: 'coverage', rest: [vendor] })}>
              Show all {operations.length}
            </button>
          </EmptyNote>
        }
      />
    </>
  );
}

const ANY = '';
const choices = (all: string, words: Readonly<Record<string, string>>) => ({ [ANY]: all, ...words });
const asTheyAre = (words: readonly string[]) => Object.fromEntries(words.map(word => [word, word]));

/** What narrows the table; it stands in the address. */
function Filters({ wish, vendor }: { readonly wish: OperationWish; readonly vendor: string }) {
  const ask = (name: keyof OperationWish) => (value: string) => {
    const all = Object.entries({ ...wish, [name]: value }).filter(([, one]) => one !== ANY);
    stayAt({ view: 'coverage', rest: [vendor], query: Object.fromEntries(all) });
  };
  return (
    <search class="row coverage-filters">
      <TextField label="Search" type="search" value={wish.search ?? ANY} onChange={ask('search')} />
      <ChoiceField
        label="Standing"
        value={wish.standing ?? ANY}
        options={choices('all that is known', standingWords)}
        onChange={ask('standing')}
      />
      <ChoiceField
        label="Evidence"
        value={wish.evidence ?? ANY}
        options={choices('any', asTheyAre(evidences))}
        onChange={ask('evidence')}
      />
      <ChoiceField
        label="Effect"
        value={wish.effect ?? ANY}
        options={choices('any', asTheyAre(effects))}
        onChange={ask('effect')}
      />
      <ChoiceField
        label="Disputes"
        value={wish.disputed ?? ANY}
        options={choices('with or without', { yes: 'with disputed places' })}
        onChange={ask('disputed')}
      />
    </search>
  );
}

const columnsFor = (vendor: string): readonly Column<OperationRow>[] => [
  {
    id: 'id',
    title: 'Operation',
    value: ({ id }) => id,
    width: '14rem',
    cell: ({ id }) => (
      <a class="mono" href={hrefTo({ view: 'coverage', rest: [vendor, id] })}>
        {id}
      </a>
    ),
  },
  { id: 'summary', title: 'What it does', value: ({ summary }) => summary, width: '19rem' },
  { id: 'effect', title: 'Effect', value: ({ effect }) => effect, width: '5.5rem' },
  {
    id: 'evidence',
    title: 'Evidence',
    value: ({ evidence }) => evidence,
    width: '8.5rem',
    cell: ({ evidence }) => evidence && <EvidenceBadge evidence={evidence} />,
  },
  {
    id: 'standing',
    title: 'Standing',
    value: row => standingWords[standingOf(row)],
    width: '8.5rem',
    cell: row => <Badge tone={row.served ? 'good' : 'dim'}>{standingWords[standingOf(row)]}</Badge>,
  },
  {
    id: 'disputed',
    title: 'Disputed',
    value: ({ disputed }) => disputed || null,
    align: 'end',
    width: '6.5rem',
  },
  {
    id: 'route',
    title: 'Route',
    value: ({ method, path }) => `${path} ${method}`,
    width: '24rem',
    cell: ({ method, path }) => <RouteText method={method} path={path} />,
  },
];
