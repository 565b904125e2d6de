import { checkExchange } from '../../contracts/core/checks.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import { Failure } from '../../contracts/core/failure.js';
import type { AnyReply } from '../calls/handler.js';
import { needServed, operationsOf } from './known-names.js';
import type { ControlHandlers, RunningServer } from './running-server.js';

export const handlers = {
  list: ({ cloud, params }) => ({
    status: 200,
    body: { overrides: [...cloud.worlds.need(params.world).overrides.all()] },
  }),
  async add({ cloud, params, body: { times, reply = null, ...rule } }) {
    const { overrides } = cloud.worlds.need(params.world);
    const operation = await needServed(cloud, rule.operation);
    if (reply !== null && !rule.drift) await mustFit(cloud, rule.operation, reply);
    return { status: 201, body: overrides.add({ ...rule, operation, reply, left: times }) };
  },
  clear({ cloud, params }) {
    cloud.worlds.need(params.world).overrides.clear();
    return { status: 204 };
  },
} satisfies ControlHandlers<'overrides'>;

/** A body as whoever parses its JSON reads it. */
const asParsed = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(writeExact(body)));

/** Refuses an answer that departs from the contract of an operation which it is to answer. */
async function mustFit(
  server: RunningServer,
  pattern: string,
  { status, headers = {}, body }: AnyReply,
): Promise<void> {
  const isText = headers['content-type'] !== undefined;
  for (const { contract, group, name } of await operationsOf(server, pattern)) {
    if (!Object.hasOwn(contract.groups, group)) continue;
    const entry = (await loadGroup(contract, group)).entries.find(one => one.name === name);
    if (entry === undefined) continue;
    const typed = isText || body === undefined ? headers : { 'content-type': 'application/json', ...headers };
    const [finding] = checkExchange({ contract, entry, reply: { status, headers: typed, body: asParsed(body) } });
    if (finding === undefined) continue;
    const { path, place, expected, found } = finding;
    throw new Failure('invalid', {
      text: `the reply departs from the contract of ${contract.vendor}/${entry.id} at ${path || place}: expected ${expected}, found ${found}; say "drift": true if it is to`,
    });
  }
}
