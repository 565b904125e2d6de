import { defineVendor, type Handlers } from 'hostdouble';
import { type Loaded, utcTime } from 'hostdouble/contracts';
import { type AcmeCloud, type Box, createCloud, issue, jobs } from './cloud.js';
import { contract } from './contract.js';

/** A box as it stands on the wire. */
const view = (cloud: AcmeCloud, box: Box) => ({
  id: box.id,
  name: box.name,
  size: box.size,
  status: box.isRunning ? ('RUNNING' as const) : ('BUILDING' as const),
  made_at: utcTime.format(box.madeAt),
  spent: cloud.spent(box),
});

const boxes = {
  list: ({ cloud }) => ({ status: 200, body: { boxes: cloud.boxes.all().map(box => view(cloud, box)) } }),
  create: ({ cloud, body: { name, size } }) => ({ status: 201, body: { box: view(cloud, cloud.build(name, size)) } }),
  show: ({ cloud, params }) => ({ status: 200, body: { box: view(cloud, cloud.boxes.need(params.boxId)) } }),
  delete({ cloud, params }) {
    cloud.destroy(params.boxId);
    return { status: 200, body: { deleted: true } };
  },
} satisfies Handlers<Loaded<typeof contract, 'boxes'>, AcmeCloud>;

/** A vendor of one's own: `createMockServer({ vendors: [...builtIn, acme] })`, or `hostdouble --vendor ./acme.js`. */
export default defineVendor({ contract, issue, createCloud, groups: { boxes }, jobs });
