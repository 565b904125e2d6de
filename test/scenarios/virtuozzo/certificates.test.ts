import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sampleCertificate } from '../../../contracts/vendors/virtuozzo/environment/binder/sample-certificate.js';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';
import { shopCert, shopKey } from './own-certificate.js';

const DONE = { result: 0 };
const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });
const missing = (name: string | number, what = 'certificate') => ({ result: 5, error: `${what} [${name}] not exist` });
const SHOP = 'shop.example.org';
const { key: otherKey, cert: otherCert } = sampleCertificate;

interface Cert {
  readonly id: number;
  readonly cert: string;
  readonly intermediate?: string;
}

/** What the calls about certificates answer, as far as the tests look at it. */
interface Certificates {
  readonly result: number;
  readonly error?: string;
  readonly sslCert?: Cert;
  readonly sslCerts?: readonly Cert[];
  readonly responses?: readonly Cert[];
  readonly extDomains?: readonly { readonly domain: string; readonly sslEnabled: boolean; readonly sslCert?: Cert }[];
  readonly sslCustom?: {
    readonly id: number;
    readonly certKey?: string;
    readonly sslEnable: boolean;
    readonly cert: string;
  };
}

describe('certificates of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const binder = async (verb: string, input: Input = {}, by = caller): Promise<Certificates> =>
    JSON.parse(JSON.stringify(await by.call(`environment/binder/${verb}`, { envName: 'env-one', ...input })));
  const stranger = () => new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');
  const start = async (): Promise<void> => {
    await caller.create({ shortdomain: 'env-one' }, { nodeType: 'nodejs' });
    await binder('bindextdomain', { extdomain: SHOP });
  };
  const domain = async () => (await binder('getextdomains')).extDomains?.[0];

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it("are added, found as the last, bound, and removed, as the vendor's own add-on does it", async () => {
    await start();
    await binder('addsslcert', { key: otherKey, cert: otherCert, interm: otherCert });
    const added = await binder('addsslcert', { key: shopKey, cert: shopCert, interm: '' });
    const sslCert = {
      id: 2,
      uid: 5886,
      isDeleted: false,
      sslType: 'LETSENCRYPT',
      issuedBy: "Let's Encrypt",
      domains: SHOP,
      cert: shopCert,
    };
    expect(added).toEqual({ result: 0, sslCert });
    const { responses, sslCerts } = await binder('getsslcerts');
    expect(responses).toEqual(sslCerts);
    expect(responses?.[0]).toMatchObject({
      sslType: 'CUSTOM',
      issuedBy: 'Hostdouble',
      domains: 'hostdouble.example.com,www.hostdouble.example.com',
      intermediate: otherCert,
    });
    expect(JSON.stringify(responses)).not.toContain('PRIVATE');
    expect((await binder('getsslcerts', { ids: 1 })).sslCerts).toEqual(responses?.slice(0, 1));
    const certId = responses?.at(-1)?.id ?? 0;
    expect(await binder('bindsslcert', { certId, entryPoint: 'SLB', extDomains: SHOP })).toEqual(DONE);
    expect(await domain()).toEqual({ result: 0, id: 1, domain: SHOP, sslEnabled: true, sslCert });
    expect(await binder('removesslcerts', { ids: certId })).toEqual(DONE);
    expect(await domain()).toEqual({ result: 0, id: 1, domain: SHOP, sslEnabled: false });
    expect((await binder('getsslcerts')).sslCerts).toHaveLength(1);
    expect(await binder('removesslcerts', { ids: '*' })).toEqual(DONE);
    expect((await binder('getsslcerts')).sslCerts).toEqual([]);
  });

  it('are refused if they cannot be read, and with a key that is not theirs', async () => {
    await start();
    expect(await binder('addsslcert', { key: shopKey, cert: 'none' })).toEqual(invalid('cert'));
    expect(await binder('addsslcert', { key: otherKey, cert: shopCert })).toEqual(invalid('key'));
    expect(await binder('addsslcert', { key: 'none', cert: shopCert })).toEqual(invalid('key'));
    expect(await binder('addsslcert', { key: shopKey, cert: shopCert, interm: 'none' })).toEqual(invalid('interm'));
    expect(await binder('addsslcert', { cert: shopCert })).toEqual(invalid('key'));
    const own = { cert_key: otherKey, cert: shopCert, intermediate: otherCert };
    expect(await binder('bindssl', own)).toEqual(invalid('cert_key'));
    expect(await binder('bindssl', { ...own, cert_key: shopKey, intermediate: '-----BEGIN X' })).toEqual(
      invalid('intermediate'),
    );
    expect((await binder('getsslcerts')).sslCerts).toEqual([]);
    expect(await binder('getssl')).toEqual(DONE);
  });

  it('are put in place of others, with their key or without', async () => {
    await start();
    await binder('addsslcert', { key: shopKey, cert: shopCert, interm: otherCert });
    expect(await binder('editsslcert', { id: 1, cert: otherCert })).toEqual(invalid('key'));
    expect((await binder('editsslcert', { id: 1, interm: 'none' })).sslCert).not.toHaveProperty('intermediate');
    expect((await binder('editsslcert', { id: 1, key: otherKey, cert: otherCert })).sslCert?.cert).toBe(otherCert);
    expect(await binder('editsslcert', { id: 9, key: otherKey, cert: otherCert })).toEqual(missing(9));
    expect((await binder('getsslcerts')).sslCerts?.map(({ cert }) => cert)).toEqual([otherCert]);
  });

  it('run out on the clock of the world, and a new one mends that', async () => {
    await start();
    await binder('addsslcert', { key: shopKey, cert: shopCert });
    await binder('bindsslcert', { certId: 1, extDomains: SHOP });
    await binder('bindsslcert', { certId: 1, entryPoint: 'ENV' });
    const until = Date.parse(new X509Certificate(shopCert).validTo);
    await mock.control.clock.advance({ to: new Date(until - 1000).toISOString() });
    expect((await domain())?.sslEnabled).toBe(true);
    await mock.control.clock.advance({ by: 'PT1S' });
    expect(await domain()).toMatchObject({ sslEnabled: false, sslCert: { id: 1 } });
    expect((await binder('getssl')).sslCustom?.sslEnable).toBe(false);
    await binder('editsslcert', { id: 1, key: otherKey, cert: otherCert });
    expect((await domain())?.sslEnabled).toBe(true);
    expect((await binder('getssl')).sslCustom).toMatchObject({ sslEnable: true, cert: otherCert });
  });

  it('are bound to domains and to nothing else, and taken from them', async () => {
    await start();
    await binder('addsslcert', { key: shopKey, cert: shopCert });
    expect(await binder('bindsslcert', { certId: 1 })).toEqual(invalid('extDomains'));
    expect(await binder('bindsslcert', { certId: 1, extDomains: 'a.example.com' })).toEqual(
      missing('a.example.com', 'domain'),
    );
    expect(await binder('bindsslcert', { certId: 2, extDomains: SHOP })).toEqual(missing(2));
    expect(await binder('bindextdomain', { extdomain: 'a.example.org', certId: 1 })).toMatchObject({
      extDomain: { sslEnabled: true },
    });
    await binder('bindsslcert', { certId: 1, extDomains: SHOP });
    expect(await binder('unbindsslcert', { extDomains: SHOP })).toEqual(DONE);
    expect((await binder('getextdomains')).extDomains?.map(({ sslEnabled }) => sslEnabled)).toEqual([false, true]);
  });

  it('of the environment itself are shown with their key, disabled, and removed', async () => {
    await start();
    const own = { cert_key: shopKey, cert: shopCert, intermediate: otherCert };
    const { sslCustom } = await binder('bindssl', own);
    expect(sslCustom).toEqual({
      id: 1,
      domain: 'env-one.paas.example.com',
      cert: shopCert,
      certKey: shopKey,
      intermediate: otherCert,
      sslEnable: true,
    });
    expect(await binder('disablessl')).toEqual(DONE);
    expect((await binder('getssl')).sslCustom).toEqual({ ...sslCustom, sslEnable: false });
    expect(await binder('deletessl')).toEqual(DONE);
    expect(await binder('getssl')).toEqual(DONE);
    expect(await binder('disablessl')).toEqual(missing('env-one'));
    await binder('bindssl', own);
    expect(await binder('removessl')).toEqual(DONE);
    expect(await binder('unbindsslcert')).toEqual(DONE);
    expect(await binder('getssl')).toEqual(DONE);
  });

  it('are nothing to a stranger, and their keys are not told', async () => {
    await start();
    await stranger().create({ shortdomain: 'env-two' }, { nodeType: 'nodejs' });
    await binder('addsslcert', { key: shopKey, cert: shopCert });
    const theirs = { envName: 'env-two' };
    expect((await binder('getsslcerts', theirs, stranger())).sslCerts).toEqual([]);
    expect(await binder('editsslcert', { ...theirs, id: 1, interm: 'none' }, stranger())).toEqual(missing(1));
    expect(await binder('removesslcerts', { ...theirs, ids: 1 }, stranger())).toEqual(missing(1));
    expect(await binder('bindsslcert', { ...theirs, certId: 1, entryPoint: 'ENV' }, stranger())).toEqual(missing(1));
    expect((await binder('getsslcerts')).sslCerts).toHaveLength(1);
    expect(JSON.stringify(await mock.control.journal.list())).not.toContain('PRIVATE');
  });

  it('come back from a snapshot, which is refused if a key is not that of its certificate', async () => {
    await start();
    await binder('addsslcert', { key: shopKey, cert: shopCert });
    await binder('bindsslcert', { certId: 1, extDomains: SHOP });
    await binder('bindsslcert', { certId: 1, entryPoint: 'ENV' });
    const before = [await domain(), await binder('getssl'), await binder('getsslcerts')];
    const taken = await mock.control.snapshot.save();
    await binder('removesslcerts', { ids: '*' });
    await mock.control.snapshot.restore(taken);
    expect([await domain(), await binder('getssl'), await binder('getsslcerts')]).toEqual(before);
    const spoilt = JSON.parse(JSON.stringify(taken).replaceAll(JSON.stringify(shopKey), JSON.stringify(otherKey)));
    await expect(mock.control.snapshot.restore(spoilt)).rejects.toThrow(/is not that of the certificate/);
  });
});
