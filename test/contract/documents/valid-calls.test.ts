import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../contracts/core/contract.js';
import type { Failure } from '../../../contracts/core/failure.js';
import { isInParts, writeParts } from '../../../contracts/core/parts.js';
import { vendorsOf } from '../../../mock-server/calls/listed-vendor.js';
import type { Vendor } from '../../../mock-server/calls/vendor.js';
import { openApiOf } from '../../../mock-server/control/openapi.js';
import type { Incoming } from '../../../mock-server/http/dispatch.js';
import { replay } from '../../../mock-server/seeds/replay.js';
import { builtIn } from '../../../mock-server/vendors/index.js';
import { callable, DirectCloud, seedAt } from '../../any-calls.js';
import { callsOf, type DocumentCall, documentFrom, written } from './document-calls.js';
import { SchemaValues } from './schema-values.js';

/** Calls of each operation. With other numbers and seeds the test found nothing more. */
const RUNS = Number(process.env.DOCUMENT_RUNS ?? 8);
const SEED = Number(process.env.DOCUMENT_SEED ?? 7);

/** Refusals of what is not there, or is not so now, that vendors word as wrong input. */
const OF_STATE: readonly (readonly [sentence: RegExp, why: string])[] = [
  [/^wrong password$/, 'no form of a password makes it the right one'],
  [/^node type \[.*\] is not supported$/s, 'the catalogue lacks it'],
  [/^file cannot be loaded from \[/, 'nothing is at that address'],
  [/^Invalid or disabled /, 'there is none of that id'],
  [/^Invalid user$/, 'there is none of that id'],
];

/**
 * Operations whose input is held to more than JSON Schema can say of it: members of a query that need or exclude each other,
 * numbers of which one is not above another, keys and certificates, names of a catalogue. The contract says each rule in a
 * sentence (`rules`), and the document repeats it (`x-rules`).
 */
const RULED: Readonly<Record<string, number>> = { virtfusion: 2, infrahub: 0, virtuozzo: 32 };

const isOfState = ({ detail }: Failure): boolean => OF_STATE.some(([sentence]) => sentence.test(detail.text ?? ''));

/** Whether no schema refused it, but a check beside the schemas. */
const isOfRule = ({ detail: { issues = [] } }: Failure): boolean => issues.every(({ code }) => code === 'custom');

describe.each(builtIn.map(listed => [listed.vendor, listed] as const))(
  'the document of %s',
  (name, { load, issue }) => {
    it('calls nothing valid that is refused for its form', { timeout: 300_000 }, async () => {
      const vendor = await load();
      const document = documentFrom(await openApiOf(vendorsOf(builtIn), name));
      const values = new SchemaValues(document);
      const issued = issue('default', 1);
      const { number, history } = await seedAt('documented', Date.UTC(2026, 5, 15));
      const ready = await callable(vendor);
      const cloud = new DirectCloud(ready, await replay(vendor, await history(name), number, issued));
      const { schemes } = vendor.contract.dialect;
      const valid = issued.find(({ way, scheme }) => way === 'valid' && scheme !== null);
      const scheme = schemes[valid?.scheme ?? ''];
      const carried = { [scheme?.name ?? '']: `${scheme?.prefix ?? ''}${valid?.value}` };
      const found: string[] = [];
      const ruled = new Set<string>();
      for (const [path, verbs] of Object.entries(document.paths))
        for (const [verb, operation] of Object.entries(verbs)) {
          const entry = ready.entries.find(({ id }) => id === operation.operationId.replace(/\.post$/, ''));
          if (operation['x-rules'] !== undefined) ruled.add(`${entry?.id}`);
          for (const call of fc.sample(callsOf(operation, values), { numRuns: RUNS, seed: SEED })) {
            const incoming = incomingOf(call, path, verb, vendor, entry);
            const search = new URLSearchParams(incoming.search);
            if (scheme?.in === 'query') for (const [key, value] of Object.entries(carried)) search.set(key, value);
            const headers = { ...incoming.headers, ...(scheme?.in === 'header' && carried) };
            const { failure, error } = cloud.call({ ...incoming, search: `${search}`, headers });
            if (error !== undefined) found.push(`${operation.operationId}: ${error}: ${JSON.stringify(call)}`);
            if (failure?.kind !== 'invalid' && failure?.kind !== 'malformed') continue;
            if (isOfState(failure) || (operation['x-rules'] && isOfRule(failure))) continue;
            const { text, issues } = failure.detail;
            found.push(`${operation.operationId}: ${text} ${JSON.stringify(issues)}: ${JSON.stringify(call)}`);
          }
        }
      expect(found).toEqual([]);
      expect(ruled.size).toBe(RULED[name]);
    });
  },
);

function incomingOf(
  call: DocumentCall,
  path: string,
  verb: string,
  vendor: Vendor,
  entry: Entry | undefined,
): Incoming {
  const body = call.body === undefined ? undefined : bytesOf(call, entry?.operation.body);
  return {
    method: verb.toUpperCase(),
    path: path.replaceAll(/\{(\w+)\}/g, (_, one: string) => encodeURIComponent(String(call.path[one]))),
    search: `${written(call.query)}`,
    headers: body === undefined ? {} : { 'content-type': body.mediaType },
    body: Buffer.from(body?.text ?? ''),
    origin: 'http://localhost',
    base: vendor.contract.dialect.basePath,
  };
}

function bytesOf({ body, mediaType = '' }: DocumentCall, schema: Entry['operation']['body']) {
  if (schema !== undefined && isInParts(schema)) return writeParts(schema, body);
  if (mediaType === 'application/x-www-form-urlencoded') return { mediaType, text: `${written(Object(body))}` };
  return { mediaType, text: JSON.stringify(body) };
}
