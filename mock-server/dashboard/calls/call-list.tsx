import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { tried } from '../parts/announcer.js';
import { Badge } from '../parts/badge.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { EmptyNote } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { type Column, Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { goTo, route, stayAt } from '../router.js';
import { api } from '../server/client.js';
import { connection } from '../server/events.js';
import { type LiveCall, liveCalls, missedCalls } from '../server/live-calls.js';
import { vendors } from '../server/worlds.js';
import { type CallFilter, filterFrom, fits, kinds, statusProblem } from './call-filter.js';
import { CallStatus, statusWord } from './call-status.js';

const columns: readonly Column<LiveCall>[] = [
  { id: 'time', title: 'Time', value: ({ at }) => at, cell: ({ at }) => <Time at={at} only="time" />, width: '6rem' },
  { id: 'vendor', title: 'Vendor', value: ({ vendor }) => vendor, width: '6.5rem' },
  { id: 'method', title: 'Method', value: ({ method }) => method, width: '6.5rem' },
  {
    id: 'operation',
    title: 'Operation or path',
    value: ({ operation, path }) => operation ?? path,
    cell: ({ operation, path }) => operation ?? <code>{path}</code>,
  },
  {
    id: 'status',
    title: 'Status',
    value: call => `${call.status} ${statusWord(call)}`,
    cell: call => <CallStatus call={call} />,
    width: '9rem',
  },
  {
    id: 'duration',
    title: 'Took',
    value: ({ duration }) => duration,
    cell: ({ duration }) => `${duration.toFixed(1)} ms`,
    align: 'end',
    width: '6.5rem',
  },
  {
    id: 'findings',
    title: 'Findings',
    value: ({ findings }) => findings.length,
    cell: ({ findings }) => findings.length > 0 && <Badge tone="odd">{findings.length}</Badge>,
    align: 'end',
    width: '6.5rem',
  },
];

const states = {
  connecting: ['busy', 'connecting'],
  live: ['good', 'live'],
  lost: ['bad', 'connection lost, trying again'],
  asleep: ['dim', 'asleep'],
} as const;

/** The calls as they come, newest first. What is read stays where it is: while the list is paused, scrolled or walked by the keyboard, new calls wait. */
export function CallList() {
  const isPaused = useSignal(false);
  const isScrolled = useSignal(false);
  const isFocused = useSignal(false);
  const held = useSignal<readonly LiveCall[] | undefined>(undefined);
  useSignalEffect(() => {
    const isHeld = isPaused.value || isScrolled.value || isFocused.value;
    held.value = isHeld ? (held.peek() ?? liveCalls.peek()) : undefined;
  });
  // Calls of a journal that was cleared, or of another world, are not held.
  useSignalEffect(() => {
    if (liveCalls.value.length === 0 && held.peek() !== undefined) held.value = [];
  });
  const list = useRef<HTMLDivElement>(null);
  const filter = filterFrom(route.value.query);
  const shown = useComputed(() => {
    const wanted = filterFrom(route.value.query);
    return (held.value ?? liveCalls.value).filter(call => fits(call, wanted));
  });
  // Rows are known by their places: a new call changes what stands in each, and moves none.
  const places = useComputed(() => new Map(shown.value.map((call, at) => [call, at])));
  const waiting = useComputed(() => {
    const first = held.value?.[0]?.number ?? 0;
    return held.value === undefined ? 0 : Math.max(0, (liveCalls.value[0]?.number ?? 0) - first);
  });
  const goOn = (): void => {
    list.current?.querySelector('.table-wrap')?.scrollTo({ top: 0 });
    for (const one of [isPaused, isScrolled, isFocused]) one.value = false;
  };
  const [tone, word] = states[connection.value];
  const world = route.value.world;
  const actions = (
    <>
      <Badge tone={isPaused.value ? 'dim' : tone}>{isPaused.value ? 'paused' : word}</Badge>
      <button type="button" aria-pressed={isPaused.value} onClick={() => (isPaused.value = !isPaused.value)}>
        {isPaused.value ? 'Go on' : 'Pause'}
      </button>
      <button
        type="button"
        onClick={() => tried(() => api().journal.clear({ params: { world } }), 'The journal is empty.')}
      >
        Clear the journal
      </button>
    </>
  );
  return (
    <Page title="Calls" actions={actions}>
      <FilterFields filter={filter} />
      <p class="calls-count" role="status">
        {counted(shown.value.length, (held.value ?? liveCalls.value).length)}
        {missedCalls.value > 0 && ` ${missedCalls.value} more came too fast to be listed one by one.`}{' '}
        {waiting.value > 0 && (
          <button type="button" class="quiet" onClick={goOn}>
            Show {waiting.value} new
          </button>
        )}
      </p>
      <div
        class="calls-list"
        ref={list}
        onScrollCapture={({ target }) => {
          if (target instanceof HTMLElement) isScrolled.value = target.scrollTop > 0;
        }}
        onFocusIn={({ target }) => {
          isFocused.value = target instanceof HTMLTableRowElement;
        }}
        onFocusOut={() => {
          isFocused.value = false;
        }}
      >
        <Table
          label="Calls"
          rows={shown.value}
          columns={columns}
          rowKey={call => places.value.get(call) ?? call.number}
          height="100%"
          onOpen={({ number }) => goTo({ view: 'calls', rest: [`${number}`], query: route.value.query })}
          empty={
            liveCalls.value.length === 0 ? (
              <EmptyNote title="No calls yet">
                Point a client at this world, and each call appears here once it is answered. The view of worlds has
                calls to copy.
              </EmptyNote>
            ) : (
              <EmptyNote title="No call is like that">Of those that came, none fits the filter above.</EmptyNote>
            )
          }
        />
      </div>
    </Page>
  );
}

const counted = (shown: number, all: number): string =>
  `${shown === all ? all : `${shown} of ${all}`} ${all === 1 ? 'call' : 'calls'}.`;

function FilterFields({ filter }: { readonly filter: CallFilter }) {
  const set = (change: Partial<CallFilter>): void => {
    const query = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== '');
    stayAt({ view: 'calls', query: Object.fromEntries(query) });
  };
  return (
    <search class="calls-filter">
      <ChoiceField
        label="Vendor"
        value={filter.vendor}
        options={Object.fromEntries([['', 'All vendors'], ...vendors.value.map(name => [name, name])])}
        onChange={vendor => set({ vendor })}
      />
      <TextField
        label="Operation or path"
        type="search"
        placeholder="servers.*"
        value={filter.operation}
        onChange={operation => set({ operation })}
      />
      <TextField
        label="Status"
        placeholder="404 or 4xx"
        value={filter.status}
        error={statusProblem(filter.status)}
        onChange={status => set({ status })}
      />
      <ChoiceField label="Only" value={filter.only} options={kinds} onChange={only => set({ only })} />
    </search>
  );
}
