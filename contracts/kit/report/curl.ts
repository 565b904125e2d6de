import { variable } from '../transport/credentials.js';
import type { WireRequest } from '../transport/request.js';
import { quoted } from './shell.js';
import { bounded, hasHidden, visible } from './visible.js';

/** Cut what is longer: an endpoint chooses the ids that are sent back to it. */
const LONGEST = 4000;
const LONGEST_BODY = 2000;

const OPEN = '--VARIABLE--';
const CLOSE = '--';
const MARK = new RegExp(`${OPEN}([A-Z0-9_]+)${CLOSE}`);
const FORM = 'application/x-www-form-urlencoded';

/**
 * A text to send in place of a credential in a request that is to be shown: it stands for the variable of the environment
 * which holds it, under the name that `hostdouble env` writes. No encoding of an address or a body changes it.
 */
export const variableMark = (vendor: string, name: string): string => `${OPEN}${variable(vendor, name)}${CLOSE}`;

interface CurlOptions {
  /** What curl prints; default: status and headers too, and of its own what went wrong. */
  readonly flags?: readonly string[];
  /** File of the authority that signed the certificate of the server. */
  readonly ca?: string;
}

/**
 * A request as one line for a POSIX shell. Credentials that are not to be shown must have been replaced by their marks:
 * nothing is taken out here.
 */
export function curlOf(
  { method, url, headers, body }: WireRequest,
  { flags = ['-sS', '-i'], ca }: CurlOptions = {},
): string {
  const words = ['curl', ...flags];
  if (ca !== undefined) words.push('--cacert', quoted(ca));
  if (method !== (body === undefined ? 'GET' : 'POST')) words.push('-X', inShell(method));
  if (/[[\]{}]/.test(url)) words.push('--globoff');
  words.push(inShell(url));
  const isForm = headers['content-type'] === FORM;
  for (const [name, value] of Object.entries(headers))
    if (!isForm || name !== 'content-type') words.push('-H', inShell(`${name}: ${value}`));
  if (body !== undefined && isForm) words.push(...[...new URLSearchParams(body)].flatMap(formField));
  else if (body !== undefined) words.push('--data-raw', inShell(bounded(visible(body), LONGEST_BODY)));
  return bounded(words.join(' '), LONGEST);
}

/** A field of a form that curl encodes, so that it can be read; encoded here if a reader would not see all of it. */
const formField = ([name, value]: [string, string]): string[] =>
  hasHidden(name + value)
    ? ['--data-raw', inShell(`${new URLSearchParams({ [name]: value })}`)]
    : ['--data-urlencode', inShell(`${name}=${value}`)];

/** One word of a shell, with variables in place of the marks. */
function inShell(text: string): string {
  const pieces = text
    .split(MARK)
    .map((piece, at) => (at % 2 === 1 ? `"$${piece}"` : piece === '' ? '' : quoted(piece)));
  return pieces.join('') || quoted(text);
}
