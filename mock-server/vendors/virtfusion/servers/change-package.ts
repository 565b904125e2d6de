import { setBackupPlan } from '../backups/rules.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Plan } from '../packages/record.js';
import type { NetworkInterface } from '../server-network/record.js';
import { chargeServer } from '../usage/billing.js';
import type { Disk, Server } from './record.js';
import { needRoom, pendingAfter } from './resize.js';

/** What may follow the package, by the names the vendor gives them. */
const followers = [
  'backupPlan',
  'cpu',
  'memory',
  'primaryDiskReadIOPS',
  'primaryDiskReadThroughput',
  'primaryDiskSize',
  'primaryDiskWriteIOPS',
  'primaryDiskWriteThroughput',
  'primaryNetworkInboundSpeed',
  'primaryNetworkOutboundSpeed',
  'primaryNetworkTraffic',
] as const;

type Follower = (typeof followers)[number];

type Follow = Partial<Readonly<Record<Follower, boolean | undefined>>>;

const withDisk = (server: Server, change: Partial<Disk>): Server => ({
  ...server,
  disks: server.disks.map((disk, index) => (index === 0 ? { ...disk, ...change } : disk)),
});

const withInterface = (server: Server, change: Partial<NetworkInterface>): Server => ({
  ...server,
  primary: { ...server.primary, ...change },
});

/** One thing that may follow the package: what it is called, whether it changes, and how. */
interface Item {
  readonly flag: Follower;
  readonly name: string;
  differs(server: Server, plan: Plan): boolean;
  readonly reason: string;
  apply(server: Server, plan: Plan): Server;
}

const SAME = 'It matches the current value';

const limit = (flag: Follower, name: string, key: 'readIops' | 'writeIops' | 'readBytes' | 'writeBytes'): Item => ({
  flag,
  name,
  differs: ({ disks: [disk] }, plan) => disk?.[key] !== plan[key],
  reason: SAME,
  apply: (server, plan) => withDisk(server, { [key]: plan[key] }),
});

/** In the order, and by the names, that the vendor's printed example has. */
const items: readonly Item[] = [
  {
    flag: 'cpu',
    name: 'CPU cores',
    differs: ({ cores }, plan) => cores !== plan.cores,
    reason: SAME,
    apply: (server, { cores }) => ({ ...server, cores }),
  },
  {
    flag: 'memory',
    name: 'memory',
    differs: ({ memory }, plan) => memory !== plan.memory,
    reason: SAME,
    apply: (server, { memory }) => ({ ...server, memory }),
  },
  {
    flag: 'primaryDiskSize',
    name: 'primary disk',
    differs: ({ disks: [disk] }, plan) => plan.storage > (disk?.capacity ?? 0),
    reason: 'It either matches or is lower than the current value',
    apply: (server, { storage }) => withDisk(server, { capacity: storage }),
  },
  {
    flag: 'primaryNetworkTraffic',
    name: 'traffic',
    differs: ({ traffic }, plan) => traffic !== plan.traffic,
    reason: SAME,
    apply: (server, { traffic }) => ({ ...server, traffic }),
  },
  {
    flag: 'primaryNetworkInboundSpeed',
    name: 'primary network speed inbound',
    differs: ({ primary }, plan) => primary.speedIn !== plan.speedIn,
    reason: SAME,
    apply: (server, { speedIn }) => withInterface(server, { speedIn }),
  },
  {
    flag: 'primaryNetworkOutboundSpeed',
    name: 'primary network speed outbound',
    differs: ({ primary }, plan) => primary.speedOut !== plan.speedOut,
    reason: SAME,
    apply: (server, { speedOut }) => withInterface(server, { speedOut }),
  },
  limit('primaryDiskReadIOPS', 'read IOPS', 'readIops'),
  limit('primaryDiskWriteIOPS', 'write IOPS', 'writeIops'),
  limit('primaryDiskReadThroughput', 'read bytes/sec', 'readBytes'),
  limit('primaryDiskWriteThroughput', 'write bytes/sec', 'writeBytes'),
];

/** Moves a server to another package: what is flagged follows it, or all when nothing is. Answers what was not updated. */
export function changePackage(cloud: VirtFusionCloud, server: Server, plan: Plan, follow: Follow): string[] {
  const all = followers.every(name => follow[name] === undefined);
  const asked = items.filter(({ flag }) => all || follow[flag] === true);
  const [changing, same] = [true, false].map(differs => asked.filter(item => item.differs(server, plan) === differs));
  const after = (changing ?? []).reduce((changed, item) => item.apply(changed, plan), server);
  needRoom(cloud, server, after);
  const { memory, cores, traffic, disks, primary } = after;
  const pending = pendingAfter(cloud, server, after);
  const changed = cloud.change(server.id, { memory, cores, traffic, disks, primary, packageId: plan.id, pending });
  chargeServer(cloud, changed);
  if (all || follow.backupPlan === true)
    setBackupPlan(cloud, changed, plan.backupPlanId === 0 ? null : plan.backupPlanId);
  return (same ?? []).map(({ name, reason }) => `${name} not updated. ${reason}`);
}
