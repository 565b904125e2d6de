// A page with nothing but the dashboard's table, for tests of what it promises of any view: `?rows=10000&height=20rem`.
import '../../../mock-server/dashboard/style/tokens.css';
import '../../../mock-server/dashboard/style/base.css';
import '../../../mock-server/dashboard/style/parts.css';
import '../../../mock-server/dashboard/style/table.css';
import '../../../mock-server/dashboard/style/frame.css';
import './frame.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { type Column, Table } from '../../../mock-server/dashboard/parts/table.js';

interface Thing {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly price: number;
  readonly at: string | undefined;
}

const asked = new URLSearchParams(location.hash.slice(1));
const states = ['ACTIVE', 'STOPPED', 'BUILD'];
const thing = (id: number): Thing => ({
  id,
  name: `web-${(id * 7919) % 10_007}`,
  state: states[id % states.length] ?? '',
  price: (id * 31) % 997,
  at: id % 5 === 0 ? undefined : new Date(1_700_000_000_000 + id * 60_000).toISOString(),
});

const columns: readonly Column<Thing>[] = [
  { id: 'id', title: 'Id', value: ({ id }) => id, align: 'end' },
  { id: 'name', title: 'Name', value: ({ name }) => name },
  { id: 'state', title: 'State', value: ({ state }) => state, cell: ({ state }) => <em>{state}</em> },
  { id: 'price', title: 'Price', value: ({ price }) => price, align: 'end' },
  { id: 'at', title: 'At', value: ({ at }) => at },
  { id: 'button', title: 'More', value: () => '', cell: ({ id }) => <button type="button">More of {id}</button> },
];

const count = Number(asked.get('rows') ?? 10);
const rows = signal<readonly Thing[]>(Array.from({ length: count }, (_, index) => thing(index + 1)));
const search = signal('');
const opened = signal<number | undefined>(undefined);
let next = count;

/** Puts more rows in, as if they came over the wire. */
const add = (amount: number, where: 'above' | 'below'): void => {
  const more = Array.from({ length: amount }, () => thing(++next));
  rows.value = where === 'above' ? [...more.reverse(), ...rows.value] : [...rows.value, ...more];
};

function Trial() {
  return (
    <main class="content">
      <h1>Things</h1>
      <input
        aria-label="Search"
        value={search.value}
        onInput={({ currentTarget }) => (search.value = currentTarget.value)}
      />
      <button type="button" onClick={() => add(5, 'above')}>
        Add above
      </button>
      <button type="button" onClick={() => add(5, 'below')}>
        Add below
      </button>
      <button type="button" onClick={() => (rows.value = rows.value.slice(1))}>
        Remove the first
      </button>
      <p role="status">{opened.value === undefined ? 'Nothing is open' : `Thing ${opened.value} is open`}</p>
      <Table
        label="Things"
        rows={rows.value}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => (opened.value = id)}
        isOpen={({ id }) => id === opened.value}
        search={search.value}
        height={asked.get('height') ?? undefined}
        onEnd={asked.has('more') && rows.value.length < 500 ? () => add(100, 'below') : undefined}
        empty="There is none."
      />
      <p>What is below</p>
    </main>
  );
}

const root = document.getElementById('app');
if (root !== null) render(<Trial />, root);
