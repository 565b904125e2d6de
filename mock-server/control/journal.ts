import { utcTime } from '../../contracts/core/time.js';
import { concerns } from '../worlds/faults.js';
import { needOperation, needServedVendor } from './known-names.js';
import type { ControlHandlers } from './running-server.js';

export const handlers = {
  async list({ cloud, params, query: { vendor, operation, status } }) {
    const { journal } = cloud.worlds.need(params.world);
    if (vendor !== undefined) needServedVendor(cloud, vendor);
    if (operation !== undefined) await needOperation(cloud, operation);
    const calls = journal
      .all()
      .filter(call => vendor === undefined || call.vendor === vendor)
      .filter(
        call =>
          operation === undefined || (call.operation !== null && concerns(operation, call.vendor, call.operation)),
      )
      .filter(call => status === undefined || call.status === status)
      .map(({ at, ignored, findings, exchanged: _exchanged, cut: _cut, ...call }) => ({
        ...call,
        at: utcTime.format(at),
        ignored: [...ignored],
        findings: [...findings],
      }));
    return { status: 200, body: { count: journal.count, calls } };
  },
  clear({ cloud, params }) {
    cloud.worlds.need(params.world).journal.clear();
    return { status: 204 };
  },
} satisfies ControlHandlers<'journal'>;
