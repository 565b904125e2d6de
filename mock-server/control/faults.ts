import { TASK_FAILS } from '../../contracts/core/failure.js';
import { needFailingTask, needServed } from './known-names.js';
import type { ControlHandlers } from './running-server.js';

export const handlers = {
  list: ({ cloud, params }) => ({ status: 200, body: { faults: [...cloud.worlds.need(params.world).faults.all()] } }),
  async add({ cloud, params, body: { times, ...rule } }) {
    const { faults } = cloud.worlds.need(params.world);
    const operation = await (rule.failure === TASK_FAILS
      ? needFailingTask(cloud, rule)
      : needServed(cloud, rule.operation));
    return { status: 201, body: faults.add({ ...rule, operation, left: times }) };
  },
  clear({ cloud, params }) {
    cloud.worlds.need(params.world).faults.clear();
    return { status: 204 };
  },
} satisfies ControlHandlers<'faults'>;
