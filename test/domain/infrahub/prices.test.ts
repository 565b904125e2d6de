import { describe, expect, it } from 'vitest';
import { allFlavors, allImages, canHibernate, type Flavor } from '../../../mock-server/vendors/infrahub/catalogue.js';
import { flavorView } from '../../../mock-server/vendors/infrahub/flavors/view.js';
import { priceView } from '../../../mock-server/vendors/infrahub/pricebook.js';
import { stockView } from '../../../mock-server/vendors/infrahub/stocks.js';
import { linesAtWork, linesOfVolume, priceOf, prices2026 } from '../../../mock-server/vendors/infrahub/tariff.js';

const flavorNamed = (wanted: string): Flavor => {
  const flavor = allFlavors.find(({ name }) => name === wanted);
  if (flavor === undefined) throw new Error(`no flavor ${wanted}`);
  return flavor;
};

describe('what an hour costs', () => {
  it.each([
    // CPU flavors: to the last digit as sub-resource answers have it, and as the page of prices rounds them
    ['n1-cpu-small', 0.3483871],
    ['n1-cpu-medium', 0.6483871],
    ['n1-cpu-large', 1.2967742],
    // on demand, a GPU and hour
    ['n1-RTX-A4000x1', 0.15],
    ['n3-RTX-A4000x4', 0.6],
    ['n3-RTX-A6000x2', 1],
    ['n3-L40x1', 1],
    ['n3-A100x1', 1.35],
    ['n3-A100x8-NVLink', 11.2],
    ['n3-H100x1', 2.5],
    ['n3-H100x8', 20],
    ['n3-H100x1-spot', 2],
    ['n3-H100x8-NVLink', 20.8],
    ['n3-H100-SXM5x8', 25.6],
  ])('%s', (name, price) => {
    expect(priceOf(linesAtWork(prices2026, flavorNamed(name), false))).toBe(price);
  });

  it('an address more, and the GB of a volume', () => {
    expect(priceOf(linesAtWork(prices2026, flavorNamed('n3-H100x1'), true))).toBe(2.50672043);
    expect(priceOf(linesOfVolume(prices2026, 'Cloud-SSD', 10))).toBe(0.0009677420000000001);
    expect(priceOf(linesOfVolume(prices2026, 'Cloud-SSD', 1)) * 744).toBeCloseTo(0.072, 7);
  });

  it.each([
    ['B300-SXM', '7.400000000'],
    ['B200-SXM', '6.000000000'],
    ['H200-141G-SXM5', '3.990000000'],
    ['RTX-PRO6000-SE', '1.850000000'],
    ['RTX-PRO6000-SE-spot', '1.480000000'],
    ['A100-80G-SXM4', '1.600000000'],
    ['A100-80G-PCIe-spot', '1.080000000'],
    ['L40-spot', '0.800000000'],
    ['RTX-A6000-spot', '0.400000000'],
    ['PublicIP', '0.006720430'],
    ['Cloud-SSD', '0.000096774'],
    ['vCPU', '0E-9'],
  ])('of %s is in the pricebook as %s', (name, text) => {
    expect(priceView(1, name, prices2026[name] ?? Number.NaN)).toMatchObject({ value: text, original_value: text });
  });
});

it('stock is exact below ten, then in steps; machines are counted by their GPUs', () => {
  const shown = [0, 9, 10, 24, 25, 99, 100, 199, 200, 5000].map(free => stockView('L40', free).available);
  expect(shown).toEqual(['0', '9', '10+', '10+', '25+', '25+', '100+', '100+', '200+', '200+']);
  expect(stockView('L40', 36).configurations).toEqual({ '1x': 36, '2x': 18, '4x': 9, '8x': 4, '10x': 3 });
});

it('neither CPU flavors nor A4000 nor SXM machines hibernate', () => {
  const able = (name: string): boolean => canHibernate(flavorNamed(name));
  expect(['n1-cpu-small', 'n1-RTX-A4000x1', 'n3-H100-SXM5x8'].filter(able)).toEqual([]);
  expect(['n3-L40x1', 'n3-H100x1', 'n3-A100x8-NVLink'].filter(able)).toHaveLength(3);
  // and the list says so, but for CPU flavors: it calls them able, and they are refused
  const said = (name: string) => {
    const { features, labels } = flavorView(flavorNamed(name), true);
    const { no_hibernation, no_snapshot, local_storage_only, network_optimised } = features;
    return [no_hibernation, no_snapshot, local_storage_only, network_optimised, labels.length];
  };
  for (const name of ['n1-cpu-small', 'n3-RTX-A6000x1', 'n3-L40x1', 'n3-A100x1'])
    expect([name, said(name)]).toEqual([name, [false, false, false, false, 0]]);
  for (const name of ['n1-cpu-xlarge', 'n3-A100x8-NVLink', 'n3-H100x1', 'n3-H100x8-NVLink'])
    expect([name, said(name)]).toEqual([name, [false, false, false, true, 1]]);
  expect(said('n1-RTX-A4000x1')).toEqual([true, true, true, false, 0]);
  expect(said('n3-H100-SXM5x8')).toEqual([true, true, true, true, 1]);
});

it('the catalogue has what real clients know by id, and no id twice', () => {
  expect(flavorNamed('n3-H100x1')).toMatchObject({ id: 95, cpu: 28, ram: 180, disk: 100, ephemeral: 750 });
  expect(allImages.find(({ id }) => id === 29)).toMatchObject({ region: 'CANADA-1' });
  expect(allImages.find(({ id }) => id === 33)).toMatchObject({ region: 'NORWAY-1' });
  for (const records of [allFlavors, allImages]) expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
});
