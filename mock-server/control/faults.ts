import type { FaultView } from '../../contracts/control/faults.js';
import { Failure, TASK_FAILS } from '../../contracts/core/failure.js';
import { utcTime } from '../../contracts/core/time.js';
import type { Fault } from '../worlds/faults.js';
import { shownRule } from '../worlds/rule.js';
import { needFailingTask, needServed } from './known-names.js';
import type { ControlHandlers } from './running-server.js';
import { needKnownWhere } from './where-names.js';

export const handlers = {
  list: ({ cloud, params }) => ({
    status: 200,
    body: { faults: cloud.worlds.need(params.world).faults.all().map(viewFault) },
  }),
  async add({ cloud, params, body: { times, ...wish } }) {
    const world = cloud.worlds.need(params.world);
    const operation = await (wish.failure === TASK_FAILS
      ? needFailingTask(cloud, wish)
      : needServed(cloud, wish.operation));
    await needKnownWhere(cloud, operation, wish.where);
    const fault = await world.turn(() => world.faults.add({ ...wish, operation }, times));
    return { status: 201, body: viewFault(fault) };
  },
  async remove({ cloud, params: { world: name, id } }) {
    const world = cloud.worlds.need(name);
    if (!(await world.turn(() => world.faults.remove(Number(id)))))
      throw new Failure('notFound', { text: `the world "${name}" has no fault ${id}` });
    return { status: 204 };
  },
  async clear({ cloud, params }) {
    const world = cloud.worlds.need(params.world);
    await world.turn(() => world.faults.clear());
    return { status: 204 };
  },
} satisfies ControlHandlers<'faults'>;

/** A fault as its user sees it. */
function viewFault(fault: Fault): FaultView {
  const { between, where = null, ...rule } = shownRule(fault);
  const period = between && { between: [utcTime.format(between[0]), utcTime.format(between[1])] as [string, string] };
  return { ...rule, ...period, where };
}
