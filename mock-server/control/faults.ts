import type { FaultView } from '../../contracts/control/faults.js';
import { Failure, TASK_FAILS } from '../../contracts/core/failure.js';
import { utcTime } from '../../contracts/core/time.js';
import type { Fault } from '../worlds/faults.js';
import { needFailingTask, needServed } from './known-names.js';
import type { ControlHandlers } from './running-server.js';
import { needKnownWhere } from './where-names.js';

export const handlers = {
  list: ({ cloud, params }) => ({
    status: 200,
    body: { faults: cloud.worlds.need(params.world).faults.all().map(viewFault) },
  }),
  async add({ cloud, params, body: { times, ...wish } }) {
    const { faults } = cloud.worlds.need(params.world);
    if (wish.failure === TASK_FAILS) await needFailingTask(cloud, wish);
    else await needServed(cloud, wish.operation);
    await needKnownWhere(cloud, wish.operation, wish.where);
    return { status: 201, body: viewFault(faults.add(wish, times)) };
  },
  remove({ cloud, params: { world, id } }) {
    if (!cloud.worlds.need(world).faults.remove(Number(id)))
      throw new Failure('notFound', { text: `the world "${world}" has no fault ${id}` });
    return { status: 204 };
  },
  clear({ cloud, params }) {
    cloud.worlds.need(params.world).faults.clear();
    return { status: 204 };
  },
} satisfies ControlHandlers<'faults'>;

/** A fault as its user sees it: a copy, for its counts go on. */
function viewFault({ between, where = null, ...rule }: Fault): FaultView {
  const period = between && { between: [utcTime.format(between[0]), utcTime.format(between[1])] as [string, string] };
  return { ...rule, ...period, where };
}
