import { allFlavors } from '../catalogue.js';

/** Models that the vendor's pricebook names and that no flavor here has. */
const WITHOUT_FLAVORS = [
  'RTX-A5000', 'RTX-A6000-ada', 'A40', 'RTX-PRO6000-SE', 'A100-80G-SXM4', 'H200-141G-SXM5', 'B200-SXM', 'B300-SXM',
]; // biome-ignore format: a list of words

/** Models of GPUs, those with flavors first. */
export const gpuModels: readonly string[] = [
  ...new Set(allFlavors.flatMap(({ gpu }) => (gpu === '' ? [] : [gpu])).concat(WITHOUT_FLAVORS)),
];

export const isGpuModel = (text: string): boolean => gpuModels.includes(text);
