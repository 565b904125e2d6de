import type { Page, PageFact, PageText } from '../../../calls/page.js';
import type { VirtFusionCloud } from '../cloud.js';
import { toText } from '../ip-blocks/ipv4.js';
import type { Server } from '../servers/record.js';
import type { routes } from './routes.js';
import { machineShown, nameOf, screenShown, userShown } from './shown.js';

const named = (cloud: VirtFusionCloud, uuid: string): Server | undefined =>
  cloud.servers.find(server => server.uuid === uuid.toLowerCase());

/** The page of a server. The panel would ask who wants to see it; here nobody need sign in. */
export const server: Page<VirtFusionCloud, (typeof routes)['server']> = {
  knows: (cloud, { params }) => named(cloud, params.uuid) !== undefined,

  show(cloud, { params }) {
    const found = named(cloud, params.uuid);
    if (found === undefined) return unknown;
    const said = 'The panel would manage this server here, for its owner when he is signed in.';
    return { status: 200, title: nameOf(found), said, facts: factsOf(cloud, found) };
  },
};

const unknown: PageText = {
  status: 404,
  title: 'Unknown server',
  said: 'No server of this world has this uuid. It was never made, or is deleted.',
};

function factsOf(cloud: VirtFusionCloud, server: Server): readonly PageFact[] {
  const template = cloud.templates.get(server.templateId);
  const addresses = cloud.addresses.filter(({ serverId }) => serverId === server.id);
  const disks = server.disks.map(({ capacity }) => `${capacity} GB`);
  return [
    ['Id', `${server.id}`],
    ['Uuid', server.uuid],
    ...(server.hostname === null ? [] : [['Hostname', server.hostname] as const]),
    ['Owner', userShown(cloud.users.need(server.ownerId))],
    ['Machine', machineShown(server)],
    ['System', template === undefined ? 'none yet' : `${template.name} ${template.version}`],
    ['Package', cloud.packages.get(server.packageId)?.name ?? `${server.packageId}`],
    ['Size', `${server.cores} cores, ${server.memory} MB, ${disks.join(' + ')}`],
    ['Addresses', addresses.map(({ number }) => toText(number)).join(', ') || 'none'],
    ['Console', screenShown(cloud, server)],
    ['Made', { at: server.created }],
    ...(server.deleteAt === null ? [] : [['Deleted at', { at: server.deleteAt }] as const]),
  ];
}
