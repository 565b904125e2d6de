import { writeExact } from '../../../contracts/core/exact-json.js';
import type { FullCall } from './full-call.js';
import { aroundSecrets, isHidden, isSecret, variableOf } from './masked-values.js';

/** A call as a command, and what must be known to run it. */
export interface CurlCommand {
  readonly text: string;
  /** Variables that hold its secrets. */
  readonly variables: readonly string[];
  /** Whether something was sent that nobody can know any more. */
  readonly isPartial: boolean;
}

/** Headers that curl sends by itself, or that say nothing of the call. */
const OWN =
  /^(host|connection|content-length|transfer-encoding|user-agent|accept|accept-\w+|cookie|origin|referer|sec-.*|x-hostdouble-world|keep-alive|te|upgrade.*|expect|priority|cache-control|pragma|dnt)$/i;

/** A call as `curl` makes it in its world. What was a secret is a variable of the shell. */
export function asCurl(call: FullCall, address: string): CurlCommand {
  const variables = new Set<string>();
  const quoted = (text: string, name: string): string => {
    const variable = variableOf(name);
    if (isSecret(text)) variables.add(variable);
    return aroundSecrets(text)
      .map(piece => `'${piece.replaceAll("'", `'\\''`)}'`)
      .join(`"$${variable}"`)
      .replaceAll(/^''(?=")|(?<=")''$/g, '');
  };
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/)/.test(`${call.headers?.['content-type'] ?? ''}`);
  const fields = fieldsOf(call.query);
  const lines = [`curl ${methodOf(call, isForm, fields)}${quoted(`${address}${call.path}`, 'secret')}`];
  if (fields.length > 0 && !isForm) lines.push('--get');
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (OWN.test(name) || (isForm && name === 'content-type')) continue;
    for (const one of [value].flat()) {
      const isBearer = name === 'authorization' && isSecret(one);
      lines.push(`--header ${isBearer ? bearer(variables) : quoted(`${name}: ${one}`, name)}`);
    }
  }
  for (const [name, value] of fields) lines.push(`--data-urlencode ${quoted(`${name}=${value}`, name)}`);
  if (call.body !== undefined && !isForm) {
    const text = typeof call.body === 'string' ? call.body : (writeExact(call.body) ?? '');
    lines.push(`--data ${spliced(text, variables)}`);
  }
  const isPartial = call.cut?.body !== undefined || isHidden(lines.join(' ').replaceAll('[redacted]', ''));
  return { text: lines.join(' \\\n  '), variables: [...variables], isPartial };
}

function bearer(variables: Set<string>): string {
  variables.add('TOKEN');
  return `'authorization: Bearer '"$TOKEN"`;
}

function methodOf({ method, body }: FullCall, isForm: boolean, fields: readonly unknown[]): string {
  const usual = body !== undefined || (isForm && fields.length > 0) ? 'POST' : 'GET';
  return method === usual ? '' : `--request ${method} `;
}

/** Names and values of a query, one after the other. */
const fieldsOf = (query: unknown): [string, string][] =>
  Object.entries(Object(query)).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, typeof one === 'string' ? one : (writeExact(one) ?? '')]),
  );

/** JSON with a variable for each secret in it, by the name before it. */
function spliced(text: string, variables: Set<string>): string {
  const pieces = aroundSecrets(text);
  return pieces
    .map((piece, at) => {
      const quoted = `'${piece.replaceAll("'", `'\\''`)}'`;
      if (at === pieces.length - 1) return quoted;
      const variable = variableOf(/"([^"]*)":\[?"?[^":]*$/.exec(piece)?.[1] ?? 'secret');
      variables.add(variable);
      return `${quoted}"$${variable}"`;
    })
    .join('');
}
