import type { Contract } from '../../contracts/core/contract.js';
import { isDeeper } from '../../contracts/core/depth.js';
import { Failure } from '../../contracts/core/failure.js';
import type { PassedBody, PassedCall, PassedInput, PassedRoute } from '../../contracts/kit/proxy/passed.js';
import { readInput } from '../http/decode.js';
import { pairsOf } from '../http/hop-by-hop.js';
import { nearRoutes } from '../http/near-route.js';
import { createRouteTable } from '../http/route-table.js';
import { asText, plainBytes } from './look.js';
import { type Passage, pathOf } from './pass.js';

/** Makes of a call that has passed what can be held to a contract. */
export function createReader(contract: Contract, most: number): (passage: Passage) => Promise<PassedCall> {
  const { dialect } = contract;
  /** What the endpoint may pass over without a word is told here: it is read once more as JSON, whatever it says that it is. */
  const { bodies: _, ...asJson } = dialect;
  const table = createRouteTable(contract, {});
  const near = nearRoutes(contract);
  const bases = [dialect.basePath, ...(dialect.aliases ?? [])];

  function routeOf(method: string, path: string): PassedRoute {
    const same = dialect.caseBlindPaths ? path.toLowerCase() : path;
    const base = bases.find(one => {
      const start = dialect.caseBlindPaths ? one.toLowerCase() : one;
      return same === start || same.startsWith(`${start}/`);
    });
    const nearTo = (below: string): string | undefined => {
      const route = near(method, below);
      return route && `${route.id} (${route.method} ${dialect.basePath}${route.path})`;
    };
    if (base === undefined) return { kind: 'outside', near: nearTo(path) };
    const below = path.slice(base.length) || '/';
    const found = table.find(method, below);
    if (found === undefined) return { kind: 'unknown', near: nearTo(below) };
    if ('allowed' in found) return { kind: 'wrong-verb', allowed: found.allowed };
    return { kind: 'operation', id: found.place.id, params: found.params };
  }

  return async function read({ request, answer, sent, received, startedAt, endedAt, broken }) {
    const { method = 'GET', headers } = request;
    const [path = '/', ...rest] = pathOf(request.url ?? '/').split('?');
    const search = rest.join('?');
    const body = await plainBytes(sent, headers['content-encoding'], most);
    const replied = await plainBytes(received, answer?.headers['content-encoding'], most);
    const size = { sent: sent.size, received: received.size };
    sent.release();
    received.release();
    return {
      ...{ route: routeOf(method, path), method, path, search, startedAt, milliseconds: endedAt - startedAt },
      headers: pairsOf(request.rawHeaders),
      sent: Buffer.isBuffer(body) ? asText(size.sent, body) : body,
      ...inputFrom(body, search, headers['content-type']),
      reply: answer && {
        status: answer.statusCode ?? 0,
        statusText: answer.statusMessage ?? '',
        headers: pairsOf(answer.rawHeaders),
        body: Buffer.isBuffer(replied) ? asText(size.received, replied) : replied,
      },
      broken,
    };
  };

  /** What the endpoint reads of a request. Of a body in parts nothing is said. */
  function inputFrom(
    body: Buffer | PassedBody,
    search: string,
    mediaType: string | undefined,
  ): { input: PassedInput | undefined; malformed: string | undefined } {
    const isParts = /^multipart\//i.test(mediaType ?? '');
    if (!Buffer.isBuffer(body) || isParts) return { input: undefined, malformed: undefined };
    if (isDeeper(body.toString('latin1'))) return { input: undefined, malformed: 'JSON that is nested too deep' };
    try {
      const input = readInput(dialect, search, body, mediaType);
      return { input: input.isUnread ? readInput(asJson, search, body, mediaType) : input, malformed: undefined };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { input: undefined, malformed: 'what is not JSON' };
    }
  }
}
