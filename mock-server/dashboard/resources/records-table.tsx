import { useMemo } from 'preact/hooks';
import { TextField } from '../parts/fields.js';
import { inWords } from '../parts/in-words.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { type CellValue, type Column, Table } from '../parts/table.js';
import { goTo, route, stayAt } from '../router.js';
import { flagText, joined, PlainValue, ThingName } from './cells.js';
import { keyOf, type ThingRecord, type ThingTarget, targetOf } from './shown.js';
import { type TellingMember, tellingMembers } from './telling-members.js';
import { manyOf, titleOf, titleOfMany } from './titles.js';
import { type ReadRecords, useRecords } from './use-records.js';

interface RecordsTableProps {
  readonly vendor: string;
  readonly resource: string;
}

/** The records of a resource: searched in all that they say, sorted by what tells most of them. */
export function RecordsTable({ vendor, resource }: RecordsTableProps) {
  const { world, query } = route.value;
  const { search = '' } = query;
  const { value, error, again } = useRecords({ world, vendor, resource });
  return (
    <section aria-label={titleOfMany(resource)}>
      <div class="resources-search">
        <TextField
          label={`Search ${manyOf(resource)}`}
          type="search"
          value={search}
          onChange={text => stayAt({ ...route.value, query: text === '' ? {} : { search: text } })}
        />
        <p class="dim" role="status">
          {value && amountRead(value)}
        </p>
      </div>
      <ErrorNote error={error} again={again} />
      {value === undefined ? (
        error === undefined && <Waiting what={manyOf(resource)} />
      ) : (
        <Records vendor={vendor} read={value} search={search} />
      )}
    </section>
  );
}

function amountRead({ count, records, isWhole, resource }: ReadRecords): string {
  const all = count.toLocaleString('en');
  if (count <= records.length) return `${all} ${count === 1 ? inWords(resource) : manyOf(resource)}`;
  const some = records.length.toLocaleString('en');
  return isWhole ? `The first ${some} of ${all}` : `Read ${some} of ${all}…`;
}

/** A row: a record by its place, for not all have a key. */
interface RecordRow {
  readonly record: ThingRecord;
  readonly rowKey: string;
}

function Records({
  vendor,
  read,
  search,
}: {
  readonly vendor: string;
  readonly read: ReadRecords;
  readonly search: string;
}) {
  const { records, links, resource } = read;
  const rows = useMemo(() => records.map((record, index) => ({ record, rowKey: rowKeyOf(record, index) })), [records]);
  const texts = useMemo(() => new WeakMap<ThingRecord, string>(), [links]);
  const words = search.trim().toLowerCase();
  const shown = useMemo(() => {
    if (words === '') return rows;
    const textOf = (record: ThingRecord): string => {
      const text = texts.get(record) ?? searched(record, read);
      texts.set(record, text);
      return text;
    };
    return rows.filter(({ record }) => words.split(/\s+/).every(word => textOf(record).includes(word)));
  }, [rows, words, texts]);
  const members = useMemo(() => tellingMembers(read), [records, links]);
  const columns = useMemo(() => members.map(member => columnOf(member, read, vendor)), [members, links, vendor]);
  const open = ({ record }: RecordRow): void => {
    const key = keyOf(record);
    const subject = targetOf(links, record, 'subject', record.subject);
    const target: ThingTarget | undefined = key === undefined ? subject : { resource, key, name: null };
    if (target !== undefined) goTo({ view: 'resources', rest: [vendor, target.resource, target.key] });
  };
  return (
    <Table
      label={titleOfMany(resource)}
      rows={shown}
      columns={columns}
      rowKey={({ rowKey }) => rowKey}
      onOpen={open}
      empty={
        words === '' ? (
          <EmptyNote title={`There are no ${manyOf(resource)} in this world`}>
            Make one over the API of {vendor}, or let time pass: what is made appears here at once.
          </EmptyNote>
        ) : (
          <EmptyNote title={`No ${inWords(resource)} has “${search}” in it`}>
            <button type="button" onClick={() => stayAt({ ...route.value, query: {} })}>
              Show all
            </button>
          </EmptyNote>
        )
      }
    />
  );
}

const rowKeyOf = (record: ThingRecord, index: number): string =>
  keyOf(record) ?? ('subject' in record ? `${record.subject} ${record.from}` : `at ${index}`);

/** All that a record says, and the names of what it leads to, in small letters. */
function searched(record: ThingRecord, { links, times }: ReadRecords): string {
  const names = Object.entries(record).flatMap(([member, value]) =>
    [value].flat().map(one => targetOf(links, record, member, one)?.name ?? ''),
  );
  const told = Object.entries(record).map(([member, value]) =>
    times.includes(`$.${member}`) && typeof value === 'number' ? timeText(value) : textIn(value),
  );
  return [...told, ...names].join(' ').toLowerCase();
}

const timeText = (value: number): string => new Date(value).toISOString().replace('T', ' ');

const textIn = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : `${value}`);

/** The title of a column: `ownerId` that leads somewhere is `Owner`. */
const titleOfColumn = ({ id, sort }: TellingMember): string =>
  titleOf(sort === 'link' ? id.replace(/(?<=.)(_id|Ids?)$/, '') : id).replace(/^Terms\.(.)/, (_, first: string) =>
    first.toUpperCase(),
  );

function columnOf(member: TellingMember, { links, resource }: ReadRecords, vendor: string): Column<RecordRow> {
  const { id, of, sort } = member;
  const targets = (record: ThingRecord): { readonly value: unknown; readonly target: ThingTarget | undefined }[] =>
    [of(record)]
      .flat()
      .filter(value => value !== null && value !== undefined)
      .map(value => ({ value, target: targetOf(links, record, id, value) }));
  const value = ({ record }: RecordRow): CellValue => {
    if (sort === 'link')
      return targets(record)
        .map(({ value: one, target }) => target?.name ?? `${one}`)
        .join(', ');
    const own = of(record);
    if (typeof own === 'boolean') return flagText(id, own);
    return typeof own === 'string' || typeof own === 'number' ? own : null;
  };
  const cell = ({ record }: RecordRow) => {
    if (sort === 'link')
      return joined(
        targets(record).map(({ value: one, target }) =>
          target === undefined ? `${one}` : <ThingName key={`${one}`} vendor={vendor} target={target} />,
        ),
      );
    const own = of(record);
    const key = keyOf(record);
    const isName = sort === 'name' && typeof own === 'string' && own !== '';
    if (key !== undefined && (sort === 'id' || isName))
      return <ThingName vendor={vendor} target={{ resource, key, name: `${own}` }} isAlone />;
    return <PlainValue member={id} value={own} sort={sort} />;
  };
  return { id, title: titleOfColumn(member), value, cell, ...(sort === 'number' && { align: 'end' as const }) };
}
