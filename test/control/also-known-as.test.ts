import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vendorNamed } from '../../contracts/index.js';
import { type ListedVendor, vendorsOf } from '../../mock-server/calls/listed-vendor.js';
import { needVendor, vendorsFrom } from '../../mock-server/cli/vendors.js';
import { builtIn, createMockServer, type MockServer } from '../../mock-server/index.js';

const names = builtIn.flatMap(({ vendor, ...about }) =>
  'alsoKnownAs' in about ? about.alsoKnownAs.map(name => [name, vendor] as const) : [],
);

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty' });
});
afterAll(() => mock.close());

it('vendors are known by the names of their products, too', () => {
  expect(Object.fromEntries(names)).toEqual({ hyperstack: 'infrahub', nexgen: 'infrahub', jelastic: 'virtuozzo' });
});

describe.each(names)('%s', (name, vendor) => {
  it(`is ${vendor} among the contracts and on the command line`, async () => {
    expect(vendorNamed(name).vendor).toBe(vendor);
    expect((await vendorNamed(name).load()).alsoKnownAs).toContain(name);
    const vendors = await vendorsFrom([]);
    expect([needVendor(vendors, name), (await vendors.load(name)).contract.vendor]).toEqual([vendor, vendor]);
  });

  it('is so over the control API', async () => {
    const document = await fetch(`${mock.url}/__admin/openapi/${name}.json`);
    const { info } = JSON.parse(await document.text());
    expect([document.status, info.title]).toEqual([200, vendorNamed(vendor).title]);
    const journal = await fetch(`${mock.url}/__admin/worlds/default/journal?vendor=${name}&operation=${name}/*`);
    expect(journal.status).toBe(200);
    const { operation } = await mock.control.faults.add({ operation: `${name}/*`, failure: 'internal', times: 1 });
    expect(operation).toBe(`${vendor}/*`);
    await mock.control.faults.clear();
  });
});

describe('a name', () => {
  it('of one vendor is no other’s', () => {
    const [first, second] = [vendorsOf(builtIn).listed[0], vendorsOf(builtIn).listed[1]];
    if (first === undefined || second === undefined) throw new Error('there are several vendors');
    const taken: ListedVendor = { ...second, vendor: 'hyperstack', basePaths: ['/elsewhere'], alsoKnownAs: [] };
    expect(() => vendorsOf([second, taken])).toThrow('"hyperstack" is a name of the vendor "infrahub" already');
    const other: ListedVendor = { ...first, alsoKnownAs: ['infrahub'] };
    expect(() => vendorsOf([second, other])).toThrow('there is a vendor "infrahub" already');
  });

  it('that nobody has is told with what is near, else with all there are', () => {
    expect(() => vendorNamed('hyperstak')).toThrow('there is no vendor "hyperstak"; did you mean hyperstack?');
    expect(() => vendorNamed('nobody')).toThrow(`; there are ${builtIn.map(({ vendor }) => vendor).join(', ')}`);
  });
});
