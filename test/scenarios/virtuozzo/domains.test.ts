import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const DONE = { result: 0 };
const PLATFORM = 'paas.example.com';
const busy = (domain: string) => ({ result: 2330, error: `domain [${domain}] is busy` });
const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });
const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });

/** What the calls about domains answer, as far as the tests look at it. */
interface Domains {
  readonly result: number;
  readonly error?: string;
  readonly env?: { readonly extdomains: readonly string[]; readonly appid: string };
  readonly extDomain?: { readonly id: number; readonly domain: string };
  readonly extDomains?: readonly { readonly domain: string; readonly sslEnabled: boolean }[];
  readonly envDomains?: readonly string[];
  readonly nodeGroupsDomains?: Readonly<Record<string, readonly string[]>>;
  readonly nodesDomains?: Readonly<Record<string, readonly string[]>>;
  readonly nodes?: readonly { readonly nodeId: number; readonly domains: readonly string[] }[];
}

describe('domains of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let node: number;
  const ask = async (method: string, input: Input, by = caller): Promise<Domains> =>
    JSON.parse(JSON.stringify(await by.call(method, input)));
  const binder = (verb: string, input: Input = {}, by = caller) =>
    ask(`environment/binder/${verb}`, { envName: 'env-one', ...input }, by);
  const shown = async (envName = 'env-one') =>
    (await ask('environment/control/getenvinfo', { envName })).env?.extdomains;
  const stranger = () => new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  const start = async (): Promise<void> => {
    const { nodes } = await caller.create(
      { shortdomain: 'env-one' },
      { nodeType: 'nodejs' },
      { nodeType: 'mysql', count: 2 },
    );
    node = nodes.at(-1)?.id ?? 0;
    await caller.create({ shortdomain: 'env-other' }, { nodeType: 'nodejs' });
  };

  it('are bound, shown wherever the environment is, and freed', async () => {
    await start();
    expect(await binder('bindextdomain', { extdomain: 'WWW.Example.com' })).toEqual({
      result: 0,
      extDomain: { id: 1, domain: 'www.example.com', sslEnabled: false },
    });
    expect(await binder('bindextdomains', { extDomains: 'a.example.com;b.example.com' })).toEqual({
      result: 0,
      extDomains: [
        { result: 0, id: 2, domain: 'a.example.com', sslEnabled: false },
        { result: 0, id: 3, domain: 'b.example.com', sslEnabled: false },
      ],
    });
    expect(await shown()).toEqual(['www.example.com', 'a.example.com', 'b.example.com']);
    expect((await binder('getextdomains')).extDomains?.map(({ domain }) => domain)).toEqual(await shown());
    expect(await binder('removeextdomain', { extdomain: 'a.example.com' })).toEqual(DONE);
    expect(await shown()).toEqual(['www.example.com', 'b.example.com']);
    expect(await binder('removeextdomain', { extdomain: 'a.example.com' })).toEqual(missing('domain', 'a.example.com'));
  });

  it('lead to one environment only, whosever it is, until that is gone', async () => {
    await start();
    await stranger().create({ shortdomain: 'env-theirs' }, { nodeType: 'nodejs' });
    await binder('bindextdomain', { extdomain: 'www.example.com' });
    const other = { envName: 'env-theirs', extdomain: 'www.example.com' };
    expect(await binder('bindextdomain', other, stranger())).toEqual(busy('www.example.com'));
    expect(await binder('bindextdomain', { extdomain: 'www.example.com' })).toEqual(busy('www.example.com'));
    const both = { extDomains: 'free.example.com,www.example.com' };
    expect(await binder('bindextdomains', both)).toEqual(busy('www.example.com'));
    expect(await shown()).toEqual(['www.example.com']);
    expect(await binder('removeextdomain', other, stranger())).toEqual(missing('domain', 'www.example.com'));
    // as an add-on of the vendor's asks it: the environment's name in place of an id
    const check = (extdomain: string) =>
      ask('environment/binder/checkextdomain', { appid: 'env-one', extdomain }, stranger());
    expect(await check('www.example.com')).toEqual(busy('www.example.com'));
    expect(await check(`env-one.${PLATFORM}`)).toEqual(busy(`env-one.${PLATFORM}`));
    expect(await check('free.example.com')).toEqual(DONE);
    await caller.call('environment/control/deleteenv', { envName: 'env-one' });
    expect(await check('www.example.com')).toEqual(DONE);
    expect(await binder('bindextdomain', other, stranger())).toMatchObject(DONE);
  });

  it('are refused if they are none', async () => {
    await start();
    for (const extdomain of ['', 'example', 'a b.com', 'http://example.com', '-a.example.com', `${'a'.repeat(64)}.com`])
      expect(await binder('bindextdomain', { extdomain }), extdomain).toEqual(invalid('extdomain'));
    expect(await binder('bindextdomains', { extDomains: '' })).toEqual(invalid('extDomains'));
    expect(await binder('bindextdomains', { extDomains: 'a.example.com;example' })).toMatchObject({ result: 3 });
    expect(await binder('bindextdomain', { extdomain: 'a.example.com', certId: 7 })).toEqual(missing('certificate', 7));
    expect(await binder('bindextdomain', { envName: 'env-none', extdomain: 'a.example.com' })).toMatchObject({
      result: 11,
    });
    expect(await shown()).toEqual([]);
  });

  it('change places between two environments', async () => {
    await start();
    await binder('bindextdomains', { extDomains: 'a.example.com;b.example.com' });
    await binder('bindextdomain', { envName: 'env-other', extdomain: 'c.example.com' });
    const { env } = await ask('environment/control/getenvinfo', { envName: 'env-other' });
    expect(await binder('swapextdomains', { targetappid: env?.appid ?? '' })).toEqual(DONE);
    expect([await shown(), await shown('env-other')]).toEqual([['c.example.com'], ['a.example.com', 'b.example.com']]);
    await binder('swapextdomains', { targetappid: 'env-one' });
    expect(await shown()).toEqual(['c.example.com']);
    expect(await binder('swapextdomains', { targetappid: 'env-none' })).toMatchObject({ result: 11 });
    expect(await binder('swapextdomains', { targetappid: env?.appid ?? '' }, stranger())).toMatchObject({ result: 11 });
  });

  it('inside the platform are of a node, a layer or the environment, and go from one node to another', async () => {
    await start();
    await binder('adddomains', { domains: 'primarydb', nodeId: node, nodeGroup: 'cp' });
    await binder('adddomains', { domains: "['db', 'sql']", nodeGroup: 'sqldb' });
    await binder('adddomains', { domains: 'api' });
    await binder('adddomains', { domains: `shop.${PLATFORM}`, subdomain: 'false' });
    const short = await binder('getdomains');
    expect(short.envDomains).toEqual(['env-one', 'api', 'shop']);
    expect(short.nodeGroupsDomains).toEqual({ cp: ['cp'], sqldb: ['sqldb', 'db', 'sql'] });
    expect(short.nodes?.find(({ domains }) => domains.includes('primarydb'))?.nodeId).toBe(node);
    expect(short.nodesDomains?.[`${node}`]).toEqual([`node${node}`, 'primarydb']);
    const long = await binder('getdomains', { inShort: 'False' });
    expect(long.envDomains).toEqual([`env-one.${PLATFORM}`, `api.env-one.${PLATFORM}`, `shop.${PLATFORM}`]);
    expect(long.nodesDomains?.[`${node}`]).toEqual([
      `node${node}-env-one.${PLATFORM}`,
      `primarydb.env-one.${PLATFORM}`,
    ]);
    expect(await binder('getdomains', { nodeId: node })).toEqual({
      result: 0,
      nodeGroupsDomains: {},
      nodesDomains: { [node]: [`node${node}`, 'primarydb'] },
      nodes: [{ nodeId: node, domains: [`node${node}`, 'primarydb'] }],
    });
    expect(await binder('removedomains', { domains: 'primarydb', node_id: node })).toEqual(DONE);
    expect(await binder('adddomains', { domains: 'primarydb', nodeId: node - 1 })).toEqual(DONE);
    expect(await binder('removedomains', { domains: 'sqldb', nodeGroup: 'sqldb' })).toEqual(missing('domain', 'sqldb'));
    expect(await binder('removedomains', { domains: '*', nodeGroup: 'sqldb' })).toEqual(DONE);
    const { nodeGroupsDomains } = await binder('getdomains', { nodeGroup: 'sqldb' });
    expect(nodeGroupsDomains).toEqual({ sqldb: ['sqldb'] });
    await binder('adddomains', { domains: 'db', nodeGroup: 'sqldb' });
    expect(await binder('adddomains', { domains: 'db' })).toEqual(busy(`db.env-one.${PLATFORM}`));
    await caller.call('environment/control/changetopology', { envName: 'env-one', nodes: [{ nodeType: 'nodejs' }] });
    // the names of nodes and layers went with them
    expect(await binder('adddomains', { domains: 'primarydb;db' })).toEqual(DONE);
  });

  it('inside the platform are told to be busy or free, and refused if they are', async () => {
    await start();
    const check = (domain: string) => ask('environment/binder/checkdomain', { domain }, stranger());
    expect(await check('env-one')).toEqual(busy(`env-one.${PLATFORM}`));
    expect(await check('shop')).toEqual(DONE);
    await binder('adddomains', { domains: 'shop', subdomain: false });
    expect(await check(`shop.${PLATFORM}`)).toEqual(busy(`shop.${PLATFORM}`));
    expect(await ask('environment/binder/checkdomain', { domain: 'shop', region: 'moon' })).toMatchObject({
      result: 5,
    });
    expect(await binder('adddomains', { domains: 'env-other', subdomain: false })).toEqual(
      busy(`env-other.${PLATFORM}`),
    );
    expect(await binder('adddomains', { domains: 'a;shop', subdomain: false })).toEqual(busy(`shop.${PLATFORM}`));
    expect((await binder('getdomains')).envDomains).toEqual(['env-one', 'shop']);
    expect(await binder('adddomains', { domains: '' })).toEqual(invalid('domains'));
    expect(await binder('removedomains', { domains: '' })).toEqual(invalid('domains'));
    expect(await binder('adddomains', { domains: 'a', nodeGroup: 'bl' })).toEqual(missing('node group', 'bl'));
    expect(await binder('adddomains', { domains: 'a', nodeId: 7 })).toEqual(missing('node', 7));
  });
});
