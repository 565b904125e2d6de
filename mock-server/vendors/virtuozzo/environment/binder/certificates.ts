import { refuse } from '../../../../../contracts/core/failure.js';
import type { certificateCalls as operations } from '../../../../../contracts/vendors/virtuozzo/environment/binder/certificates.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { environmentMeant, environmentNamed } from '../control/rules.js';
import type { OwnCertificate } from './record.js';
import { certificateOf, domainsNamed } from './rules.js';
import { certificateView, ownCertificateView } from './view.js';
import { mustFitTogether } from './x509.js';

/** More than an account has. */
const MOST = 1000;
/** Of `interm`: takes the intermediate certificate away. */
const NONE: readonly string[] = ['', 'null', 'none'];
const MEMBERS = { key: 'key', cert: 'cert', chain: 'interm' } as const;

export const certificates = {
  addSslCert({ query, cloud, caller }) {
    const { holder: uid } = caller;
    mustBeOwn(cloud, uid, query.envName);
    const { key, cert } = query;
    const intermediate = query.interm ?? null;
    mustFitTogether(cert, key, intermediate, MEMBERS);
    if (cloud.certificates.allKeyed(`${uid}`).length >= MOST)
      throw refuse(refusals.beyondLimits, { quota: 'account.sslcert.maxcount', most: MOST });
    const added = cloud.certificates.add({ id: cloud.nextId('certificate'), uid, key, cert, intermediate });
    return { status: 200, body: { result: 0, sslCert: certificateView(added) } };
  },

  editSslCert({ query, cloud, caller }) {
    mustBeOwn(cloud, caller.holder, query.envName);
    const before = certificateOf(cloud, caller.holder, query.id);
    const { key = before.key, cert = before.cert, interm } = query;
    const kept = interm === undefined ? before.intermediate : interm;
    const intermediate = kept === null || NONE.includes(kept.trim().toLowerCase()) ? null : kept;
    mustFitTogether(cert, key, intermediate, MEMBERS);
    const edited = cloud.certificates.update(before.id, { key, cert, intermediate });
    for (const own of cloud.ownCertificates.filter(({ certificate }) => certificate === before.id))
      cloud.ownCertificates.update(own.id, { key, cert, intermediate });
    return { status: 200, body: { result: 0, sslCert: certificateView(edited) } };
  },

  getSslCerts({ query, cloud, caller }) {
    mustBeOwn(cloud, caller.holder, query.envName);
    const { ids } = query;
    const all = cloud.certificates.allKeyed(`${caller.holder}`);
    const shown = all.filter(({ id }) => ids?.includes(id) ?? true).map(certificateView);
    return { status: 200, body: { result: 0, responses: shown, sslCerts: shown } };
  },

  removeSslCerts({ query, cloud, caller }) {
    mustBeOwn(cloud, caller.holder, query.envName);
    const gone =
      query.ids === '*'
        ? cloud.certificates.allKeyed(`${caller.holder}`)
        : [...new Set(query.ids)].map(id => certificateOf(cloud, caller.holder, id));
    for (const { id } of gone) {
      for (const domain of cloud.externalDomains.filter(({ certificate }) => certificate === id))
        cloud.externalDomains.update(domain.id, { certificate: null });
      for (const own of cloud.ownCertificates.filter(({ certificate }) => certificate === id))
        cloud.ownCertificates.remove(own.id);
      cloud.certificates.remove(id);
    }
    return { status: 200, body: { result: 0 } };
  },

  bindSslCert({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const bound = certificateOf(cloud, caller.holder, query.certId);
    const { entryPoint = 'SLB', extDomains = [] } = query;
    if (entryPoint === 'ENV') {
      put(cloud, environment.id, { ...bound, certificate: bound.id });
      return { status: 200, body: { result: 0 } };
    }
    if (extDomains.length === 0) throw refuse(refusals.invalidParameter, { name: 'extDomains' });
    for (const { id } of domainsNamed(cloud, environment.id, extDomains))
      cloud.externalDomains.update(id, { certificate: bound.id });
    return { status: 200, body: { result: 0 } };
  },

  unbindSslCert({ query, cloud, caller }) {
    const { id: appid } = environmentMeant(cloud, caller.holder, query);
    if (query.extDomains === undefined) takeAway(cloud, appid);
    for (const { id } of domainsNamed(cloud, appid, query.extDomains ?? []))
      cloud.externalDomains.update(id, { certificate: null });
    return { status: 200, body: { result: 0 } };
  },

  bindSsl({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { cert_key: key, cert } = query;
    const intermediate = query.intermediate ?? null;
    mustFitTogether(cert, key, intermediate, { key: 'cert_key', cert: 'cert', chain: 'intermediate' });
    const own = put(cloud, environment.id, { key, cert, intermediate, certificate: null });
    return { status: 200, body: { result: 0, sslCustom: ownCertificateView(cloud, environment, own) } };
  },

  getSsl({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const own = cloud.ownCertificates.keyed(environment.id);
    return {
      status: 200,
      body: { result: 0, ...(own && { sslCustom: ownCertificateView(cloud, environment, own) }) },
    };
  },

  disableSsl({ query, cloud, caller }) {
    const { id, name } = environmentMeant(cloud, caller.holder, query);
    const own = cloud.ownCertificates.keyed(id);
    if (own === undefined) throw refuse(refusals.noObject, { what: 'certificate', name });
    cloud.ownCertificates.update(own.id, { isEnabled: false });
    return { status: 200, body: { result: 0 } };
  },

  deleteSsl({ query, cloud, caller }) {
    takeAway(cloud, environmentMeant(cloud, caller.holder, query).id);
    return { status: 200, body: { result: 0 } };
  },

  removeSsl({ query, cloud, caller }) {
    takeAway(cloud, environmentMeant(cloud, caller.holder, query).id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Certificates are the account's: an environment that is named must be there, and says nothing more. */
function mustBeOwn(cloud: VirtuozzoCloud, uid: number, envName: string | undefined): void {
  if (envName !== undefined) environmentNamed(cloud, uid, envName);
}

/** Has an environment answer with a certificate, in place of any before. */
function put(
  cloud: VirtuozzoCloud,
  appid: string,
  { key, cert, intermediate, certificate }: Pick<OwnCertificate, 'key' | 'cert' | 'intermediate' | 'certificate'>,
): OwnCertificate {
  const before = cloud.ownCertificates.keyed(appid);
  const now = { key, cert, intermediate, certificate, isEnabled: true };
  if (before !== undefined) return cloud.ownCertificates.update(before.id, now);
  return cloud.ownCertificates.add({ id: cloud.nextId('ownCertificate'), appid, nodeid: null, ...now });
}

/** Takes the certificate of an environment away, if it has one. */
function takeAway({ ownCertificates }: VirtuozzoCloud, appid: string): void {
  for (const { id } of ownCertificates.allKeyed(appid)) ownCertificates.remove(id);
}
