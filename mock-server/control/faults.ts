import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import { routesOf } from '../../contracts/core/route.js';
import { concerns } from '../worlds/faults.js';
import type { ControlHandlers, RunningServer } from './running-server.js';

export const handlers = {
  list: ({ cloud, params }) => ({ status: 200, body: { faults: [...cloud.worlds.need(params.world).faults.all()] } }),
  async add({ cloud, params, body: { times, ...rule } }) {
    const { faults } = cloud.worlds.need(params.world);
    await needOperation(cloud, rule.operation);
    return { status: 201, body: faults.add({ ...rule, left: times }) };
  },
  clear({ cloud, params }) {
    cloud.worlds.need(params.world).faults.clear();
    return { status: 204 };
  },
} satisfies ControlHandlers<'faults'>;

/** Refuses a pattern that means no operation of any vendor: a rule with a slip in it would never make a call fail. */
async function needOperation({ vendors }: RunningServer, pattern: string): Promise<void> {
  const names: string[] = [];
  for (const vendor of vendors.names) {
    const ids = routesOf((await vendors.load(vendor)).contract.routes).map(({ id }) => id);
    if (ids.some(id => concerns(pattern, vendor, id))) return;
    names.push(...ids.map(id => (pattern.includes('/') ? `${vendor}/${id}` : id)));
  }
  throw new Failure('invalid', { text: `no operation is named "${pattern}"${didYouMean(pattern, names)}` });
}
