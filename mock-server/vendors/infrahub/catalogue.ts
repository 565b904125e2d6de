/** Regions, flavors and images. Names and measures as the vendor's pages and real clients show them. */

export interface Region {
  readonly id: number;
  readonly name: string;
  readonly country: string;
  readonly green: 'GREEN' | 'NOT_GREEN';
  readonly networkOptimised: boolean;
}

export const allRegions: readonly Region[] = [
  { id: 1, name: 'NORWAY-1', country: 'NO', green: 'GREEN', networkOptimised: false },
  { id: 2, name: 'CANADA-1', country: 'CA', green: 'GREEN', networkOptimised: true },
  { id: 3, name: 'US-1', country: 'US', green: 'NOT_GREEN', networkOptimised: false },
];

export interface Flavor {
  readonly id: number;
  readonly name: string;
  readonly region: string;
  /** Name of the model in the pricebook; empty for none. */
  readonly gpu: string;
  readonly gpus: number;
  readonly cpu: number;
  /** In GB, as the disks. */
  readonly ram: number;
  readonly disk: number;
  readonly ephemeral: number;
}

type Row = readonly [
  id: number,
  name: string,
  region: string,
  gpu: string,
  gpus: number,
  cpu: number,
  ram: number,
  disk: number,
  ephemeral: number,
];

// Ids are ours but for 95 (cocalc, flavors.json). Amounts not shown anywhere follow those of half or double the size.
// n1-cpu-large has 200 GB on the page of prices, and only so costs the 1.30 printed there; elsewhere it has 100.
const rows: readonly Row[] = [
  [11, 'n1-cpu-small', 'NORWAY-1', '', 0, 4, 4, 100, 0],
  [12, 'n1-cpu-medium', 'NORWAY-1', '', 0, 8, 8, 100, 0],
  [13, 'n1-cpu-large', 'NORWAY-1', '', 0, 16, 16, 200, 0],
  [14, 'n1-cpu-small', 'CANADA-1', '', 0, 4, 4, 100, 0],
  [15, 'n1-cpu-medium', 'CANADA-1', '', 0, 8, 8, 100, 0],
  [16, 'n1-cpu-large', 'CANADA-1', '', 0, 16, 16, 200, 0],
  [17, 'n1-cpu-xlarge', 'CANADA-1', '', 0, 16, 32, 100, 0],
  [18, 'n1-cpu-xxlarge', 'CANADA-1', '', 0, 32, 64, 100, 0],
  [19, 'n1-cpu-small', 'US-1', '', 0, 4, 4, 100, 0],
  // VM_RTX-A4000x1_21.0RAM_4CPU_100SSD is how a reseller names the smallest
  [31, 'n1-RTX-A4000x1', 'NORWAY-1', 'RTX-A4000', 1, 4, 21, 100, 0],
  [32, 'n1-RTX-A4000x2', 'NORWAY-1', 'RTX-A4000', 2, 8, 43, 100, 0],
  [33, 'n3-RTX-A4000x1', 'NORWAY-1', 'RTX-A4000', 1, 4, 21, 100, 0],
  [34, 'n3-RTX-A4000x2', 'NORWAY-1', 'RTX-A4000', 2, 8, 43, 100, 0],
  [35, 'n3-RTX-A4000x4', 'NORWAY-1', 'RTX-A4000', 4, 16, 86, 100, 0],
  [41, 'n3-RTX-A6000x1', 'CANADA-1', 'RTX-A6000', 1, 28, 58, 100, 0],
  [42, 'n3-RTX-A6000x2', 'CANADA-1', 'RTX-A6000', 2, 60, 116, 100, 0],
  [51, 'n3-L40x1', 'CANADA-1', 'L40', 1, 28, 58, 100, 0],
  [52, 'n3-L40x2', 'CANADA-1', 'L40', 2, 60, 116, 100, 0],
  [53, 'n3-L40x4', 'CANADA-1', 'L40', 4, 124, 232, 100, 0],
  [71, 'n3-A100x1', 'CANADA-1', 'A100-80G-PCIe', 1, 28, 120, 100, 750],
  [72, 'n3-A100x2', 'CANADA-1', 'A100-80G-PCIe', 2, 60, 240, 100, 1500],
  [78, 'n3-A100x8-NVLink', 'CANADA-1', 'A100-80G-PCIe-NVLink', 8, 252, 1920, 100, 6500],
  [95, 'n3-H100x1', 'CANADA-1', 'H100-80G-PCIe', 1, 28, 180, 100, 750],
  [96, 'n3-H100x2', 'CANADA-1', 'H100-80G-PCIe', 2, 60, 360, 100, 1500],
  [97, 'n3-H100x4', 'CANADA-1', 'H100-80G-PCIe', 4, 124, 720, 100, 3200],
  [98, 'n3-H100x8', 'CANADA-1', 'H100-80G-PCIe', 8, 252, 1440, 100, 6500],
  [99, 'n3-H100x1-spot', 'CANADA-1', 'H100-80G-PCIe', 1, 28, 180, 100, 750],
  [108, 'n3-H100x8-NVLink', 'CANADA-1', 'H100-80G-PCIe-NVLink', 8, 252, 1440, 100, 6500],
  [118, 'n3-H100-SXM5x8', 'US-1', 'H100-80G-SXM5', 8, 192, 1800, 100, 6500],
];

export const allFlavors: readonly Flavor[] = rows.map(([id, name, region, gpu, gpus, cpu, ram, disk, ephemeral]) => ({
  id,
  name,
  region,
  gpu,
  gpus,
  cpu,
  ram,
  disk,
  ephemeral,
}));

// What flavors can do: https://infrahub-doc.nexgencloud.com/docs/hardware/flavor-labels

/** Not those without GPUs, with A4000, nor H100 SXM of US-1. */
export const canHibernate = ({ gpu }: Flavor): boolean => !['', 'RTX-A4000', 'H100-80G-SXM5'].includes(gpu);

/** Those with the same GPUs; of those without any, snapshots are printed: n1-cpu-small in the vendor's answers. */
export const canSnapshot = (flavor: Flavor): boolean => flavor.gpu === '' || canHibernate(flavor);

/** Nor do these, but for those without GPUs, of which only NORWAY-1's cannot. */
export const canBootFromVolume = (flavor: Flavor): boolean =>
  flavor.gpu === '' ? flavor.region !== 'NORWAY-1' : canHibernate(flavor);

/** H100, A100 with NVLink, and the largest without GPUs. */
export const isNetworkOptimised = ({ gpu, name }: Flavor): boolean =>
  gpu.startsWith('H100') || gpu === 'A100-80G-PCIe-NVLink' || ['n1-cpu-xlarge', 'n1-cpu-xxlarge'].includes(name);

export interface Image {
  readonly id: number;
  readonly name: string;
  readonly region: string;
  /** In bytes. */
  readonly size: number;
}

const GIB = 2 ** 30;
const names: readonly (readonly [name: string, gib: number])[] = [
  ['Ubuntu Server 22.04 LTS R535 CUDA 12.2', 100],
  ['Ubuntu Server 22.04 LTS R535 CUDA 12.2 with Docker', 100],
  ['Ubuntu Server 24.04 LTS R570 CUDA 12.8', 100],
  ['Ubuntu Server 24.04 LTS R570 CUDA 12.8 with Docker', 100],
  ['Ubuntu Server 24.04 LTS (Noble Numbat)', 25],
  ['Ubuntu 24.04 LTS Hyperstack Kubernetes v1.35.1', 100],
  // What clients ask for when told nothing: brev the last; launchers and guides of others the rest
  ['Ubuntu Server 22.04 LTS R550 CUDA 12.4', 100],
  ['Ubuntu Server 22.04 LTS R550 CUDA 12.4 with Docker', 100],
  ['Ubuntu Server 22.04 LTS R570 CUDA 12.8 with Docker', 100],
  ['Ubuntu Server 22.04 LTS (Jammy Jellyfish)', 25],
];

// Ids 29 (CANADA-1) and 33 (NORWAY-1) of the first are real (cocalc, images.json).
const firstId: Readonly<Record<string, number>> = { 'CANADA-1': 29, 'NORWAY-1': 33, 'US-1': 57 };

/** All public images. The ids of a region's follow each other with gaps, so that no two regions share one. */
export const allImages: readonly Image[] = allRegions.flatMap(({ name: region }) =>
  names.map(([name, gib], index) => ({
    id: (firstId[region] ?? 0) + index * 100,
    name,
    region,
    size: gib * GIB,
  })),
);

export const regionNamed = (name: string): Region | undefined => allRegions.find(region => region.name === name);

const flavorById = new Map(allFlavors.map(flavor => [flavor.id, flavor]));
const imageById = new Map(allImages.map(image => [image.id, image]));

export const flavorNumbered = (id: number): Flavor | undefined => flavorById.get(id);

/** The flavor of a record; throws when there is none, for then the record is wrong. */
export function flavorOf(id: number): Flavor {
  const flavor = flavorNumbered(id);
  if (flavor === undefined) throw new Error(`no flavor ${id}`);
  return flavor;
}

export const imageOf = (id: number): Image | undefined => imageById.get(id);

/** The region of a record; throws when there is none, for then the record is wrong. */
export function regionOf(name: string): Region {
  const region = regionNamed(name);
  if (region === undefined) throw new Error(`no region ${name}`);
  return region;
}

/** The only kind of volumes there is. */
export const volumeTypes = ['Cloud-SSD'] as const;

/** GPUs that each region owns, by `region/model`, unless the world's settings say otherwise. The numbers are ours. */
export const gpusOwned: Readonly<Record<string, number>> = {
  'NORWAY-1/RTX-A4000': 64,
  'CANADA-1/RTX-A6000': 48,
  'CANADA-1/L40': 40,
  'CANADA-1/A100-80G-PCIe': 32,
  'CANADA-1/A100-80G-PCIe-NVLink': 16,
  'CANADA-1/H100-80G-PCIe': 36,
  'CANADA-1/H100-80G-PCIe-NVLink': 24,
  'US-1/H100-80G-SXM5': 64,
};

/** When the vendor began to offer all this; of the real dates one is known (n3-H100x1). */
export const OFFERED = Date.UTC(2024, 3, 18, 15, 19, 56);
