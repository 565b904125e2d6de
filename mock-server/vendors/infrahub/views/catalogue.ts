import { fixed, wholeSteps } from '../../../domain/money.js';
import {
  canHibernate,
  type Flavor,
  flavors,
  type Image,
  isNetworkOptimised,
  OFFERED,
  type Region,
} from '../catalogue.js';
import { PLACES } from '../tariff.js';
import { time } from './common.js';

export const regionView = ({ id, name, country, green }: Region) => ({
  id,
  name,
  country,
  description: null,
  green_status: green,
  features: { floating_ip: true, volumes: true },
});

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
      no_snapshot: limited,
      local_storage_only: limited,
      api_only: false,
    },
  };
};

export const flavorView = (flavor: Flavor, inStock: boolean) => ({
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
  created_at: time(OFFERED),
  ...traits(flavor),
});

const shownInMachine = (flavor: Flavor) => ({
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
const inMachines = new Map(flavors.map(flavor => [flavor.id, shownInMachine(flavor)]));

/** A flavor as a machine shows it; made once, for lists hold many of the same. */
export const flavorOfMachineView = (flavor: Flavor) => inMachines.get(flavor.id) ?? shownInMachine(flavor);

const TYPE = 'Ubuntu';
const GIB = 2 ** 30;

export const imageView = (image: Image) => ({
  id: image.id,
  name: image.name,
  region_name: image.region,
  type: TYPE,
  version: image.name.slice(TYPE.length + 1),
  size: image.size,
  display_size: `${wholeSteps(image.size, GIB)} GiB`,
  description: '',
  snapshot: null,
  is_public: true,
  created_at: time(OFFERED),
  labels: [],
  flavor_restrictions: { has_flavor_restrictions: false, restriction_type: null, compatible_flavors: [] },
});

export const imageGroupView = (region: Region, images: readonly Image[]) => ({
  region_name: region.name,
  green_status: region.green,
  type: TYPE,
  logo: 'https://api.nexgencloud.com:8080/hyperstack-os-logos/ubuntu.svg',
  images: images.map(imageView),
});

const STEPS = [200, 100, 25, 10] as const;

/** Exact below ten, then in steps. */
const available = (free: number): string => {
  const step = STEPS.find(least => free >= least);
  return step === undefined ? `${free}` : `${step}+`;
};

export const stockView = (model: string, free: number) => ({
  model,
  available: available(free),
  planned_7_days: '0',
  planned_30_days: '0',
  planned_100_days: '0',
  configurations: {
    '1x': free,
    '2x': wholeSteps(free, 2),
    '4x': wholeSteps(free, 4),
    '8x': wholeSteps(free, 8),
    '10x': wholeSteps(free, 10),
  },
});

/** Nine places as text, and nothing as Python's Decimal writes it. */
const decimal = (price: number): string => (price === 0 ? '0E-9' : fixed(price, PLACES));

export const priceView = (id: number, name: string, price: number) => ({
  id,
  name,
  value: decimal(price),
  original_value: decimal(price),
  discount_applied: false,
  start_time: null,
  end_time: null,
});
