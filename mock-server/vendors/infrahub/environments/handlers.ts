import { refuse } from '../../../../contracts/core/failure.js';
import type { environments as operations } from '../../../../contracts/vendors/infrahub/environments.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import { round } from '../../../domain/money.js';
import { regionNamed } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { askedFor, availability, matches, pageOf } from '../common.js';
import { environmentView } from './view.js';

export const handlers = {
  list({ query, cloud, caller }) {
    const found = cloud.environments.listed(
      askedFor(caller.holder, query.search),
      ({ id, org, name, region }) => org === caller.holder && matches(query.search, id, name, region),
    );
    const { records, listed } = pageOf(found, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting environments successful',
        environments: records.map(environmentView),
        ...listed,
      },
    };
  },

  create({ body, cloud, caller }) {
    if (regionNamed(body.region) === undefined) throw refuse(refusals.noRegion, body.region);
    refuseTaken(cloud, caller.holder, body.name);
    const environment = cloud.environments.add({
      id: cloud.nextId('environment'),
      org: caller.holder,
      name: body.name,
      region: body.region,
      createdAt: cloud.now,
    });
    const message = `Environment ${body.name} is created successfully`;
    return { status: 200, body: { status: true, message, environment: environmentView(environment) } };
  },

  nameAvailability({ params, cloud, caller }) {
    const taken = cloud.named(cloud.environments, params.name, caller.holder) !== undefined;
    return { status: 200, body: availability(params.name, taken) };
  },

  show({ params, cloud, caller }) {
    const environment = cloud.own(cloud.environments, params.id, caller.holder);
    return {
      status: 200,
      body: { status: true, message: 'Getting detail successful', environment: environmentView(environment) },
    };
  },

  update({ params, body, cloud, caller }) {
    const { id, name } = cloud.own(cloud.environments, params.id, caller.holder);
    if (body.name !== name) refuseTaken(cloud, caller.holder, body.name);
    const environment = cloud.environments.update(id, { name: body.name });
    const message = `Successfully updated Environment ${id}`;
    return { status: 200, body: { status: true, message, environment: environmentView(environment) } };
  },

  delete({ params, cloud, caller }) {
    const { id } = cloud.own(cloud.environments, params.id, caller.holder);
    const held = cloud.held(id);
    if (Object.values(held).some(count => count > 0)) throw refuse(refusals.notEmpty, held);
    cloud.environments.remove(id);
    return { status: 200, body: { status: true, message: `Environment ${id} is deleted successfully` } };
  },

  vmQuota({ params, cloud, caller }) {
    const { id } = cloud.own(cloud.environments, params.id, caller.holder);
    const { machines: current } = cloud.held(id);
    const most = cloud.settings.mostMachines;
    return {
      status: 200,
      body: {
        current_vms: current,
        max_vms: most,
        available_vms: most - current,
        percentage_used: round((current / most) * 100, 2),
        cidr: `10.${(id >> 8) & 255}.${id & 255}.0/24`,
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function refuseTaken(cloud: InfrahubCloud, org: number, name: string): void {
  if (cloud.named(cloud.environments, name, org) !== undefined) throw refuse(refusals.nameTaken, 'Environment');
}
