import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInParts, writeParts } from '../../../contracts/core/parts.js';
import { replay } from '../../../mock-server/seeds/replay.js';
import { openApiOf } from '../../../mock-server/control/openapi.js';
import { builtIn } from '../../../mock-server/vendors/index.js';
import { callable, DirectCloud, seedAt } from '../../any-calls.js';
import { callsOf, type DocumentCall, type DocumentOperation, written } from './document-calls.js';
import { type Document, SchemaValues } from './schema-values.js';

const RUNS = Number(process.env.RUNS ?? 12);

describe.each(builtIn.map(listed => [listed.vendor, listed] as const))('the document of %s', (name, { load, issue }) => {
  it('calls nothing valid that is refused for its form', async () => {
    const vendor = await load();
    const vendors = { names: [name], load: async () => vendor } as unknown as Parameters<typeof openApiOf>[0];
    const document = JSON.parse(JSON.stringify(await openApiOf(vendors, name))) as Document & { paths: Record<string, Record<string, DocumentOperation>> };
    const values = new SchemaValues(document);
    const issued = issue('default', 1);
    const { number, history } = await seedAt('documented', Date.UTC(2026, 5, 15));
    const ready = await callable(vendor);
    const cloud = new DirectCloud(ready, await replay(vendor, await history(name), number, issued));
    const { schemes, basePath } = vendor.contract.dialect;
    const valid = issued.find(({ way, scheme }) => way === 'valid' && scheme !== null);
    const scheme = valid?.scheme == null ? undefined : schemes[valid.scheme];
    const carried = `${scheme?.prefix ?? ''}${valid?.value}`;
    const refused: string[] = [];
    let made = 0;
    for (const [path, verbs] of Object.entries(document.paths))
      for (const [verb, operation] of Object.entries(verbs)) {
        const entry = ready.entries.find(({ id }) => id === operation.operationId.replace(/\.post$/, ''));
        let sample: DocumentCall[];
        try { sample = fc.sample(callsOf(operation, values), { numRuns: RUNS, seed: 7 }); } catch (e) { refused.push(`${operation.operationId}: GEN ${e}`); continue; }
        for (const call of sample) {
          made += 1;
          const search = written(call.query);
          if (scheme?.in === 'query') search.set(scheme.name, carried);
          const body = call.body === undefined ? undefined : bytesOf(call, entry?.operation.body);
          const { failure, error } = cloud.call({
            method: verb.toUpperCase(),
            path: path.replaceAll(/\{(\w+)\}/g, (_, one: string) => encodeURIComponent(String(call.path[one]))),
            search: `${search}`,
            headers: {
              ...(scheme?.in === 'header' && { [scheme.name]: carried }),
              ...(body && { 'content-type': body.mediaType }),
            },
            body: Buffer.from(body?.text ?? ''),
            origin: 'http://localhost',
            base: basePath,
          });
          if (error !== undefined) refused.push(`${operation.operationId}: ERROR ${(error as Error).stack?.split('\n').slice(0,3).join('|')} ${JSON.stringify(call)}`);
          if (failure?.kind === 'invalid' || failure?.kind === 'malformed')
            refused.push(`${operation.operationId}: ${failure.detail.text ?? ''} ${JSON.stringify(failure.detail.issues?.map(({ in: part, path: at, code, sent, wants }) => [part, at.join('.'), code, sent, wants]))} ${JSON.stringify(call)}`.slice(0, 900));
        }
      }
    if (process.env.OUT) (await import('node:fs')).writeFileSync(`${process.env.OUT}.${name}`, `${made} calls, ${refused.length} refused\n${refused.join('\n')}`);
    expect(refused).toEqual([]);
  }, 600_000);
});

function bytesOf({ body, mediaType = '' }: DocumentCall, schema: Parameters<typeof isInParts>[0]) {
  if (schema !== undefined && isInParts(schema)) return writeParts(schema, body);
  if (mediaType === 'application/x-www-form-urlencoded') return { mediaType, text: `${written(Object(body))}` };
  return { mediaType, text: JSON.stringify(body) };
}
