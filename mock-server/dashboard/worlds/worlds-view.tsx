import { useSignal } from '@preact/signals';
import { StateBadge } from '../parts/badge.js';
import { EmptyNote } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { type Column, Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { goTo } from '../router.js';
import { type ShownWorld, world, worlds } from '../server/worlds.js';
import { BringIn } from './bring-in.js';
import { MakeWorld } from './make-world.js';
import { WorldDetails } from './world-details.js';
import './worlds.css';

const columns: readonly Column<ShownWorld>[] = [
  { id: 'name', title: 'World', value: ({ name }) => name },
  { id: 'seed', title: 'Seed', value: ({ seed }) => seed },
  { id: 'clock', title: 'Clock', value: ({ clock }) => clock.now, cell: ({ clock }) => <Time at={clock.now} /> },
  {
    id: 'mode',
    title: 'Time',
    value: ({ clock }) => clock.mode,
    cell: ({ clock }) => <StateBadge state={clock.mode} />,
  },
  { id: 'limits', title: 'Rate limits', value: ({ rateLimits }) => (rateLimits ? 'on' : 'off') },
  {
    id: 'webhooks',
    title: 'Webhooks',
    align: 'end',
    value: ({ webhooks }) => Object.values(webhooks).flat().length,
  },
];

/** Shows a world of the page's own list, so that one goes on with it. */
const select = (name: string): void => goTo({ world: name, view: 'worlds' });

/** The worlds of the server, and all of the one that the address names. */
export function WorldsView() {
  const asked = useSignal<'world' | 'snapshot' | undefined>(undefined);
  const close = (): void => {
    asked.value = undefined;
  };
  const shown = world.value;
  return (
    <Page
      title="Worlds"
      actions={
        <>
          <button type="button" onClick={() => (asked.value = 'snapshot')}>
            Open a snapshot
          </button>
          <button type="button" class="primary" onClick={() => (asked.value = 'world')}>
            Make a world
          </button>
        </>
      }
    >
      <p class="dim">
        Each world has clouds, a clock and credentials of its own. Choose one to see how it is reached, and for all
        other views.
      </p>
      <Table
        label="Worlds"
        rows={worlds.value ?? []}
        columns={columns}
        rowKey={({ name }) => name}
        onOpen={({ name }) => select(name)}
        isOpen={({ name }) => name === shown?.name}
        empty={<EmptyNote title="There are no worlds">Make one.</EmptyNote>}
      />
      {shown && <WorldDetails key={shown.name} world={shown} />}
      {asked.value === 'world' && <MakeWorld onClose={close} onMade={select} />}
      {asked.value === 'snapshot' && <BringIn into="" onClose={close} onDone={select} />}
    </Page>
  );
}
