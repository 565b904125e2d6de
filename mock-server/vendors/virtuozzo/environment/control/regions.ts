import type { z } from 'zod';
import { refuse } from '../../../../../contracts/core/failure.js';
import type { regions as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/regions.js';
import { thereAlready } from '../../../../../contracts/vendors/virtuozzo/environment/layer-refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import { MINUTE } from '../../../../domain/clock.js';
import { hostGroups } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { change } from './life.js';
import type { AppEnvironment } from './record.js';
import { environmentMeant, hostGroupNamed } from './rules.js';

export const regions = {
  getRegions({ cloud }) {
    return { status: 200, body: { result: 0, array: regionViews(cloud) } };
  },

  getRegionsInner({ query, cloud }) {
    const { groupName } = query;
    if (cloud.accounts.find(({ group }) => group === groupName) === undefined)
      throw refuse(refusals.noObject, { what: 'group', name: groupName });
    // All of them are enabled.
    return { status: 200, body: { result: 0, array: query.isEnabled === false ? [] : regionViews(cloud) } };
  },

  checkMigrationPossibility({ query, cloud, caller }) {
    placeFor(environmentMeant(cloud, caller.holder, query), query.hardwareNodeGroup);
    return { status: 200, body: { result: 0 } };
  },

  migrate({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    change(cloud, environment.id, { region: placeFor(environment, query.hardwareNodeGroup) });
    return { status: 200, body: { result: 0 }, takes: environment.nodes.length * 2 * MINUTE };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Where an environment may go: another host group, or another machine of its own where none is named. */
function placeFor({ region }: AppEnvironment, wanted: string | undefined): string {
  if (wanted === region) throw refuse(thereAlready, { region });
  return wanted === undefined ? region : hostGroupNamed(wanted);
}

type RegionView = z.output<(typeof operations.getRegions.responses)[200]>['array'][number];

/** Each host group stands in a region of its own, and all of them below the one name of the platform. */
const regionViews = (cloud: VirtuozzoCloud): RegionView[] =>
  hostGroups.map(({ uniqueName, displayName }, index): RegionView => {
    const name = uniqueName.replace(/_(host|hn)_group$/, '');
    return {
      uniqueName: name,
      shortUniqueName: name.slice(0, 4),
      displayName,
      domain: cloud.settings.platform,
      isDefault: index === 0,
      isMigrationAllowed: true,
      sslEnabled: true,
      status: 'ACTIVE',
      hardNodeGroups: [
        {
          uniqueName,
          displayName,
          regionUniqueName: name,
          isDefault: index === 0,
          isEnabled: true,
          status: 'ACTIVE',
          osTypes: ['LINUX'],
          vTypes: ['CT'],
        },
      ],
    };
  });
