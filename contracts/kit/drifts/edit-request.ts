import { type WireReply, wordingAt } from '../../core/dialect.js';
import { Failure, type InputIssue } from '../../core/failure.js';
import type { WireRequest } from '../../core/request.js';
import { type Replayed, rowsFor, typed } from './apply-edits.js';
import { editBody, readJson, valuesIn, writeJson } from './json-edits.js';
import type { DriftEdit, DriftRow } from './row.js';

type RequestEdit = Extract<DriftEdit, { readonly request: object }>['request'];

const isForm = ({ headers }: WireRequest): boolean =>
  Object.entries(headers).some(([name, value]) => /^content-type$/i.test(name) && /x-www-form-urlencoded/i.test(value));

const editsOf = (rows: readonly DriftRow[], call: Replayed): RequestEdit[] =>
  rowsFor(rows, call).flatMap(({ edits }) => edits.flatMap(edit => ('request' in edit ? [edit.request] : [])));

/** The refusal of an endpoint that takes another input than the contract says; undefined if it takes this one. */
export function refusalByRows(
  rows: readonly DriftRow[],
  call: Replayed & { readonly request: WireRequest },
): WireReply | undefined {
  const issues = editsOf(rows, call).flatMap(edit => issueOf(edit, call.request));
  if (issues.length === 0) return undefined;
  const { encode } = wordingAt(call.contract.dialect, call.entry.operation.path);
  return typed(encode(new Failure('invalid', { issues })));
}

function issueOf(edit: RequestEdit, request: WireRequest): InputIssue[] {
  if ('ignores' in edit) return [];
  const at = 'at' in edit ? edit.at : 'requires' in edit ? edit.requires : edit.refuses;
  const values = valuesOf(request, at);
  const path = at.replace(/^query:|^\$\.?/, '').split(/[.[\]]+/);
  const issue = { in: at.startsWith('query:') ? 'query' : 'body', path: path.filter(key => key !== '') } as const;
  if ('requires' in edit && values.length === 0) return [{ ...issue, code: 'required' }];
  if ('refuses' in edit && values.length > 0) {
    const key = path.findLast(step => step !== '') ?? '';
    return [{ ...issue, code: 'unrecognized_keys', wants: { keys: [key] } }];
  }
  const wrong = 'takes' in edit ? values.filter(value => !isOf(value, edit.takes)) : [];
  if ('takes' in edit && wrong.length > 0) {
    return [{ ...issue, code: 'invalid_type', sent: wrong[0], wants: { types: [edit.takes] } }];
  }
  return [];
}

/** Whether a value is of a JSON type. */
function isOf(value: unknown, type: Extract<RequestEdit, { readonly takes: string }>['takes']): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return type === (Array.isArray(value) || value === null ? '' : typeof value);
}

/** The values of a place of the body, or of a member of the query or the form; numbers and words of these as such. */
function valuesOf(request: WireRequest, at: string): unknown[] {
  if (at.startsWith('query:'))
    return [new URL(request.url).searchParams, formOf(request)].flatMap(of => of.getAll(nameIn(of, at)).map(fromText));
  return isForm(request) || request.body === undefined ? [] : valuesIn(readJson(request.body), at);
}

const fromText = (text: string): unknown => (/^-?\d+$/.test(text) ? Number(text) : text);

const formOf = (request: WireRequest): URLSearchParams =>
  new URLSearchParams(isForm(request) ? (request.body ?? '') : '');

/** A member's own name in a query: where a vendor reads names without regard to case, so does its client write them. */
const nameIn = (query: URLSearchParams, at: string): string => {
  const name = at.slice('query:'.length);
  return [...query.keys()].find(key => key.toLowerCase() === name.toLowerCase()) ?? name;
};

/** The request without the input that an endpoint of these rows does not read. */
export function requestWithout(
  rows: readonly DriftRow[],
  call: Replayed & { readonly request: WireRequest },
): WireRequest {
  return editsOf(rows, call).reduce(
    (request, edit) => ('ignores' in edit ? without(request, edit.ignores) : request),
    call.request,
  );
}

function without(request: WireRequest, at: string): WireRequest {
  const { body } = request;
  if (!at.startsWith('query:')) {
    if (isForm(request) || body === undefined) return request;
    return { ...request, body: writeJson(editBody(readJson(body), { at: asPlace(at), remove: true })) };
  }
  const url = new URL(request.url);
  url.searchParams.delete(nameIn(url.searchParams, at));
  if (!isForm(request)) return { ...request, url: url.href };
  const form = formOf(request);
  form.delete(nameIn(form, at));
  return { ...request, url: url.href, body: `${form}` };
}

const asPlace = (at: string): `$${string}` => `$${at.slice(1)}`;
