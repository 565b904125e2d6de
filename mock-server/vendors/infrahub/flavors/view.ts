import type { z } from 'zod';
import type { flavorOfMachine, shownFlavor } from '../../../../contracts/vendors/infrahub/flavors.js';
import {
  allFlavors,
  canHibernate,
  canSnapshot,
  type Flavor,
  flavorNumbered,
  isNetworkOptimised,
  OFFERED,
} from '../catalogue.js';
import { timeText } from '../common.js';

const OPTIMISED = { id: 16717, label: 'network-optimised' };

/** Flavors without GPUs are said to be limited in nothing, though hibernating one is refused: so the vendor answers. */
const traits = (flavor: Flavor) => {
  const optimised = isNetworkOptimised(flavor);
  const limited = flavor.gpu !== '' && !canHibernate(flavor);
  return {
    labels: optimised ? [OPTIMISED] : [],
    features: {
      network_optimised: optimised,
      no_reboot: false,
      no_hibernation: limited,
      no_snapshot: !canSnapshot(flavor),
      local_storage_only: limited,
      api_only: false,
    },
  };
};

export const flavorView = (flavor: Flavor, inStock: boolean): z.output<typeof shownFlavor> => ({
  id: flavor.id,
  name: flavor.name,
  display_name: null,
  region_name: flavor.region,
  cpu: flavor.cpu,
  ram: flavor.ram,
  disk: flavor.disk,
  ephemeral: flavor.ephemeral,
  gpu: flavor.gpu,
  gpu_count: flavor.gpus,
  stock_available: inStock,
  created_at: timeText(OFFERED),
  ...traits(flavor),
});

const shownInMachine = (flavor: Flavor): z.output<typeof flavorOfMachine> => ({
  id: flavor.id,
  name: flavor.name,
  cpu: flavor.cpu,
  ram: flavor.ram,
  disk: flavor.disk,
  ephemeral: flavor.ephemeral,
  gpu: flavor.gpu,
  gpu_count: flavor.gpus,
  ...traits(flavor),
});
const inMachines = new Map(allFlavors.map(flavor => [flavor.id, shownInMachine(flavor)]));

/** A flavor as a machine shows it; made once, for lists hold many of the same. */
export const flavorOfMachineView = (flavor: Flavor) =>
  (flavorNumbered(flavor.id) === flavor ? inMachines.get(flavor.id) : undefined) ?? shownInMachine(flavor);
