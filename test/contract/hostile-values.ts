import { regionsWith } from './hostile.js';
import { type Row, says } from './hostile-endpoints.js';

const asWritten = (text: string): string => JSON.stringify(text).slice(1, -1);
const rows = (count: number): string => `[${'{},'.repeat(count - 1)}{}]`;
const keys = (count: number, name = 'k'): string =>
  Array.from({ length: count }, (_, at) => `,"${name}${at}":1`).join('');

/** Endpoints whose answers are JSON, or nearly, and do harm by what is in it. */
export const values: readonly Row[] = [
  ['NaN and Infinity', says(regionsWith(',"a":NaN,"b":Infinity')), /text that is not JSON/],
  ['numbers beyond all bounds', says(regionsWith(`,"a":1e400,"b":-1e400,"c":${'9'.repeat(5000)}`)), /no longer holds/],
  [
    'keys that are part of JavaScript',
    says(regionsWith(',"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1')),
    /no longer holds/,
  ],
  [
    'such keys at the top',
    says('{"__proto__":{"status":true,"message":"m","regions":[]},"hasOwnProperty":1}'),
    /no longer holds/,
  ],
  [
    'halves of pairs of surrogates',
    says(regionsWith(',"\\ud800":"\\udfff"').replace('GREEN', '\\ud800x')),
    /no longer holds/,
  ],
  ['NUL bytes', says(`${regionsWith('')}\0\0`), /text that is not JSON/],
  ['NUL in keys', says(regionsWith(',"a\\u0000b":"\\u0000"')), /no longer holds/],
  ['bytes that are no UTF-8', says(Buffer.from(regionsWith(',"\xff\xfe":1'), 'latin1')), /no longer holds/],
  ['a mark of the byte order', says(`\ufeff${regionsWith('')}`), /no longer holds/],
  [
    'codes for a terminal in a key',
    says(regionsWith(`,"${asWritten('\u001b[2J\u009b2J\u0007')}":1`)),
    /no longer holds/,
  ],
  [
    'codes for a terminal in a word',
    says(regionsWith('').replace('"GREEN"', `"${asWritten('\u001b]0;x\u0007\u202egnihton')}"`)),
    /no longer holds/,
  ],
  [
    'codes for a terminal in a long key',
    says(regionsWith(`,"${asWritten(`\u001b[31m${'long '.repeat(20)}\u001bc`)}":1`)),
    /no longer holds/,
  ],
  [
    'line breaks and commands of a job in a key',
    says(regionsWith(`,"${asWritten('\n::error::x\n')}":1`)),
    /no longer holds/,
  ],
  [
    'line breaks and commands of a job in a word',
    says(regionsWith('').replace('GREEN', asWritten('\r\n::set-output name=a::b'))),
    /no longer holds/,
  ],
  ['tags of a page in a key', says(regionsWith(',"<img src=x>":1,"]]>\\"\'":2')), /no longer holds/],
  ['keys without end', says(regionsWith(keys(300_000))), /objects of more than 10000 members/],
  ['more keys than anybody reads', says(regionsWith(keys(5000))), /no longer holds/],
  ['a list of 400,000 rows', says(`{"status":true,"message":"m","regions":${rows(400_000)}}`), /no longer holds/],
  ['lists in lists', says(`{"regions":[${`${rows(300)},`.repeat(299)}[]]}`), /no longer holds/],
  ['JSON nested 100,000 deep', says('['.repeat(100_000)), /JSON that is nested deeper than 200 levels/],
  [
    'JSON nested 100,000 deep that ends',
    says(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
    /nested deeper than 200 levels/,
  ],
  ['such JSON as a refusal', says('['.repeat(100_000), {}, '422 No'), /nested deeper than 200 levels/],
  ['brackets in a text', says(regionsWith(`,"a":"${'['.repeat(1000)}\\"${'{'.repeat(1000)}"`)), /no longer holds/],
];
