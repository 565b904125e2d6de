import { useSignal } from '@preact/signals';
import { everyAt } from '../../../contracts/core/json-path.js';
import type { JsonPath } from '../../../contracts/core/playbook.js';
import { Badge, type Tone } from '../parts/badge.js';
import { ChoiceField } from '../parts/fields.js';
import { EmptyNote } from '../parts/notes.js';
import { type Column, Table } from '../parts/table.js';
import { type FullCall, findingsOf, type ToldOperation } from './full-call.js';
import { saidOf } from './marked-json.js';

interface FieldRow {
  readonly id: string;
  readonly where: string;
  readonly field: ToldOperation['fields'][number];
  /** What stood there, as far as it is shown; undefined where nothing did. */
  readonly value: string | undefined;
  /** It should be there, for what it stands in is. */
  readonly isMissing: boolean;
  readonly findings: FullCall['findings'];
}

const tones: Readonly<Record<string, Tone>> = {
  documented: 'good',
  observed: 'info',
  client: 'busy',
  disputed: 'odd',
};

const columns: readonly Column<FieldRow>[] = [
  { id: 'in', title: 'In', value: ({ where }) => where, width: '6rem' },
  { id: 'path', title: 'Field', value: ({ field }) => field.path, cell: ({ field }) => <code>{field.path}</code> },
  {
    id: 'type',
    title: 'By the contract',
    value: ({ field }) => field.type,
    cell: ({ field }) => `${field.type}${field.required ? '' : ', may be left out'}`,
  },
  {
    id: 'value',
    title: 'In this call',
    value: ({ value }) => value,
    cell: ({ value, isMissing, findings }) => (
      <>
        {value === undefined ? <span class={isMissing ? 'wrong' : 'dim'}>not there</span> : <code>{value}</code>}
        {findings.map(finding => (
          <p key={finding.check} class="wrong calls-in-field">
            {saidOf(finding)}
          </p>
        ))}
      </>
    ),
  },
  {
    id: 'evidence',
    title: 'Evidence',
    value: ({ field }) => field.evidence,
    cell: ({ field }) => <Badge tone={tones[field.evidence] ?? 'dim'}>{field.evidence}</Badge>,
    width: '8rem',
  },
];

const shownWhich = { sent: 'Those in this call', all: 'All of the contract' } as const;

/** The fields of a call held against the contract: what was there, what it should be, and how sure that is. */
export function CallFields({ call, told }: { readonly call: FullCall; readonly told: ToldOperation }) {
  const which = useSignal<keyof typeof shownWhich>('sent');
  const rows = told.fields
    .filter(field => ['params', 'query', 'body', `${call.status}`].includes(field.in))
    .map(field => rowOf(call, field))
    .filter(
      ({ value, isMissing, findings }) =>
        which.value === 'all' || value !== undefined || isMissing || findings.length > 0,
    );
  return (
    <section class="card" aria-label="Its fields against the contract">
      <div class="row calls-fields-head">
        <h2>Its fields against the contract</h2>
        <ChoiceField
          label="Fields"
          value={which.value}
          options={shownWhich}
          onChange={value => {
            which.value = value;
          }}
        />
      </div>
      <Table
        label="Fields"
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          <EmptyNote title="No field was sent or answered">
            {call.failure === null
              ? 'The operation takes and answers nothing.'
              : 'A refusal has the words of the vendor alone.'}
          </EmptyNote>
        }
      />
    </section>
  );
}

function rowOf(call: FullCall, field: ToldOperation['fields'][number]): FieldRow {
  const isReply = field.in === `${call.status}`;
  const whole = isReply ? call.reply?.body : Reflect.get(call, field.in);
  const values = whole === undefined ? [] : everyAt(whole, placed(field.path));
  const around = field.path.replace(/(\.[^.[\]]+|\[\*\])$/, '');
  const [first] = values;
  const more = values.length > 1 ? ` and ${values.length - 1} more` : '';
  return {
    id: `${field.in} ${field.path}`,
    where: isReply ? 'answer' : field.in,
    field,
    value: values.length === 0 ? undefined : `${inShort(first)}${more}`,
    isMissing:
      field.required && values.length === 0 && whole !== undefined && everyAt(whole, placed(around)).length > 0,
    findings: findingsOf(call, isReply ? 'answer' : 'request').filter(({ place }) => place === field.path),
  };
}

/** A place as its type has it: it begins with the whole. */
const placed = (path: string): JsonPath => (path === '$' ? path : `$.${path.replace(/^\$\.?/, '')}`);

/** Most letters of a value. */
const LONGEST = 60;

function inShort(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'an object';
  const text = typeof value === 'bigint' ? `${value}` : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
