import type { z } from 'zod';
import type { dashboard as operations, overview } from '../../../contracts/vendors/infrahub/dashboard.js';
import type { Handlers } from '../../calls/handler.js';
import { round } from '../../domain/money.js';
import type { InfrahubCloud } from './cloud.js';
import { billId } from './tenant-cloud.js';
import { flavorOfMachine } from './virtual-machines/hardware.js';
import type { Machine } from './virtual-machines/record.js';
import { linesOf } from './volumes/rules.js';

/** Places of a cost: 20 GB are printed as 0.002. */
const PLACES = 3;

export const handlers = {
  show({ cloud, caller }) {
    const body = {
      status: true,
      message: 'Getting dashboard info success',
      overview: overviewOf(cloud, caller.holder),
    };
    return { status: 200, body };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function overviewOf(cloud: InfrahubCloud, org: number): z.output<typeof overview> {
  const machines = cloud.machines.filter(machine => machine.org === org);
  const volumes = cloud.volumes.filter(volume => volume.org === org);
  const flavors = machines.map(flavorOfMachine);
  return {
    instance: {
      count: machines.length,
      vcpus: sum(flavors, ({ cpu }) => cpu),
      gpus: sum(flavors, ({ gpus }) => gpus),
      ram: sum(flavors, ({ ram }) => ram),
      cost_per_hour: round(
        sum(machines, machine => costOf(cloud, machine)),
        PLACES,
      ),
    },
    container: { count: 0, vcpus: 0, gpus: 0, ram: 0, cost_per_hour: 0 },
    volume: {
      count: volumes.length,
      using: sum(volumes, ({ size }) => size),
      cost_per_hour: round(
        sum(volumes, volume => sum(linesOf(cloud, volume), ({ price }) => price)),
        PLACES,
      ),
    },
  };
}

/** What a machine's GPUs, processors and memory cost an hour, as it is charged now: nothing while it is not. */
function costOf(cloud: InfrahubCloud, { id }: Machine): number {
  const parts = cloud.charges.current(billId('vm', id))?.parts;
  return parts === undefined ? 0 : parts.gpu + parts.cpu + parts.ram;
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);
