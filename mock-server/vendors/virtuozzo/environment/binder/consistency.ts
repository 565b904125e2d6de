import type { VirtuozzoCloud } from '../../cloud.js';
import { isPair } from './x509.js';

/** What does not hold together about domains and certificates in a cloud that came from a snapshot, each with its place. */
export function* binderInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  const { accounts, certificates, environments, externalDomains, ownCertificates, ids } = cloud;
  for (const [index, { id, uid, cert, key }] of certificates.all().entries()) {
    const place = `certificate[${index}]`;
    if (accounts.get(uid) === undefined) yield `${place}.uid: there is no such user`;
    if (id > (ids.certificate ?? 0)) yield `${place}.id: is higher than the highest that was given out`;
    if (!isPair(cert, key)) yield `${place}.key: is not that of the certificate`;
  }
  const isMissing = (id: number | null, appid: string): boolean =>
    id !== null && certificates.get(id)?.uid !== environments.get(appid)?.owner;
  const domains = new Set<string>();
  for (const [index, { appid, domain, certificate }] of externalDomains.all().entries()) {
    const place = `externalDomain[${index}]`;
    if (domains.has(domain)) yield `${place}.domain: leads to two environments`;
    if (isMissing(certificate, appid)) yield `${place}.certificate: its account has no such certificate`;
    domains.add(domain);
  }
  const owners = new Set<string>();
  for (const [index, { appid, cert, key, certificate }] of ownCertificates.all().entries()) {
    const place = `ownCertificate[${index}]`;
    if (owners.has(appid)) yield `${place}.appid: the environment has two`;
    if (!isPair(cert, key)) yield `${place}.key: is not that of the certificate`;
    if (isMissing(certificate, appid)) yield `${place}.certificate: its account has no such certificate`;
    owners.add(appid);
  }
}
