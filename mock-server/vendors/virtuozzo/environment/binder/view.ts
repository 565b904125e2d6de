import type { z } from 'zod';
import type {
  extDomain,
  sslCert,
  sslCustom,
} from '../../../../../contracts/vendors/virtuozzo/environment/binder/certificate-schemas.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../control/record.js';
import type { Certificate, ExternalDomain, OwnCertificate } from './record.js';
import { factsOf } from './x509.js';

/** A certificate as it is shown: its key never is. */
export function certificateView({ id, uid, cert, intermediate }: Certificate): z.output<typeof sslCert> {
  const { issuer = '', names = [] } = factsOf(cert) ?? {};
  return {
    id,
    uid,
    isDeleted: false,
    sslType: issuer === "Let's Encrypt" ? 'LETSENCRYPT' : 'CUSTOM',
    issuedBy: issuer,
    domains: names.join(','),
    cert,
    ...(intermediate !== null && { intermediate }),
  };
}

/** A domain and its certificate. Once that has run out the domain no longer answers as it should. */
export function externalDomainView(cloud: VirtuozzoCloud, record: ExternalDomain): z.output<typeof extDomain> {
  const bound = record.certificate === null ? undefined : cloud.certificates.get(record.certificate);
  return {
    id: record.id,
    domain: record.domain,
    sslEnabled: bound !== undefined && isGood(cloud, bound.cert),
    ...(bound && { sslCert: certificateView(bound) }),
  };
}

/** The certificate that an environment answers with itself. */
export function ownCertificateView(
  cloud: VirtuozzoCloud,
  { name }: AppEnvironment,
  own: OwnCertificate,
): NonNullable<z.output<typeof sslCustom>['sslCustom']> {
  const of = own.certificate === null ? undefined : cloud.certificates.get(own.certificate);
  return {
    id: own.id,
    domain: `${name}.${cloud.settings.platform}`,
    cert: own.cert,
    certKey: own.key,
    ...(own.intermediate !== null && { intermediate: own.intermediate }),
    sslEnable: own.isEnabled && isGood(cloud, own.cert),
    ...(of && { sslCert: certificateView(of) }),
  };
}

const isGood = ({ now }: VirtuozzoCloud, cert: string): boolean => (factsOf(cert)?.until ?? 0) > now;
