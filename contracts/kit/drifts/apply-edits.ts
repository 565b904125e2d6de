import { type WireReply, wordingAt } from '../../core/dialect.js';
import type { Exchange } from '../../core/exchange.js';
import { Failure } from '../../core/failure.js';
import { isMeant } from '../../core/names.js';
import { editBody, readJson, writeJson } from './json-edits.js';
import type { DriftEdit, DriftRow } from './row.js';

/** A call that is replayed: `nth` counts the same request, from 1. */
export type Replayed = Omit<Exchange, 'reply'> & { readonly nth?: number };

/** The rows that are about an operation of a vendor. */
export const rowsFor = (rows: readonly DriftRow[], { contract, entry }: Replayed): DriftRow[] =>
  rows.filter(row => row.vendor === contract.vendor && [row.operation].flat().some(one => isMeant(one, entry.id)));

/**
 * What an endpoint answers that has drifted as these rows say, where `exchange` is what it would have answered. A row that
 * names a failure is about that answer, the others are about successes.
 */
export function applyEdits(rows: readonly DriftRow[], exchange: Exchange & Replayed): WireReply {
  const failure = exchange.contract.dialect.failureOf(exchange.reply);
  let { reply } = exchange;
  for (const row of rowsFor(rows, exchange))
    if (row.failure === failure) for (const edit of row.edits) reply = answerOf(edit, exchange) ?? edited(reply, edit);
  return reply;
}

/** The answer that comes in place of a call; undefined if the call is made. */
export function answerInstead(rows: readonly DriftRow[], call: Replayed): WireReply | undefined {
  const edits = rowsFor(rows, call).flatMap(row => (row.failure === undefined ? row.edits : []));
  const instead = edits.filter(edit => !('forwarded' in edit) || edit.forwarded !== true);
  return instead.map(edit => answerOf(edit, call)).find(answer => answer !== undefined);
}

/** A whole other answer; undefined if the edit is none, or its time is over. */
function answerOf(edit: DriftEdit, { contract, entry, nth = 1 }: Replayed): WireReply | undefined {
  if ('first' in edit && edit.first !== undefined && nth > edit.first) return undefined;
  if ('failure' in edit)
    return typed(wordingAt(contract.dialect, entry.operation.path).encode(new Failure(edit.failure)));
  if (!('body' in edit) && !('text' in edit)) return undefined;
  const { status } = edit;
  const isEmpty = 'text' in edit && edit.text === '';
  const type = 'body' in edit ? 'application/json' : 'text/html';
  const headers = headersOf(isEmpty ? {} : { 'content-type': type }, edit.headers);
  if ('body' in edit) return { status, headers, body: edit.body, text: JSON.stringify(edit.body) };
  return isEmpty ? { status, headers } : { status, headers, body: edit.text };
}

/** A refusal as the dialect words it, with the media type and the text that it has on the wire. */
export const typed = (reply: WireReply): WireReply =>
  reply.body === undefined || typeof reply.body === 'string'
    ? reply
    : { ...reply, headers: { 'content-type': 'application/json', ...reply.headers }, text: JSON.stringify(reply.body) };

const headersOf = (
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>> = {},
): Record<string, string> => {
  const headers: Record<string, string> = { ...before };
  for (const [name, value] of Object.entries(changes))
    if (value === null) delete headers[name.toLowerCase()];
    else headers[name.toLowerCase()] = value;
  return headers;
};

function edited(reply: WireReply, edit: DriftEdit): WireReply {
  if ('request' in edit || 'failure' in edit || 'body' in edit || 'text' in edit) return reply;
  if ('at' in edit) return withBody(reply, body => editBody(body, edit));
  if ('wire' in edit) return written(reply, edit.wire);
  const { headers } = edit;
  const status = 'status' in edit ? edit.status : undefined;
  return {
    ...reply,
    ...(status !== undefined && { status }),
    ...(headers !== undefined && { headers: headersOf(reply.headers ?? {}, headers) }),
  };
}

/** The form of the bytes that stands in a text; gzip, chunks and letters of header names are for who sends them. */
function written(reply: WireReply, form: Extract<DriftEdit, { readonly wire: string }>['wire']): WireReply {
  if (reply.text === undefined) return reply;
  if (form === 'pretty') return { ...reply, text: writeJson(readJson(reply.text), 2) };
  return form === 'trailing-space' ? { ...reply, text: `${reply.text} \r\n` } : reply;
}

function withBody(reply: WireReply, change: (body: unknown) => unknown): WireReply {
  const { text, body } = reply;
  if (body === undefined || (text === undefined && typeof body === 'string')) return reply;
  const changed = writeJson(change(text === undefined ? structuredClone(body) : readJson(text)));
  if (changed === text) return reply;
  return { ...reply, body: JSON.parse(changed), text: changed };
}
