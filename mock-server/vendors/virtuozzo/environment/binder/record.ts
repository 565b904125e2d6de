import { z } from 'zod';
import { secret } from '../../../../../contracts/core/wire.js';
import { countedId } from '../../scalars.js';

const ofEnvironment = { id: countedId, appid: z.string().min(1), nodeid: z.null() };
const pem = z.string().min(1).max(65_536);

/** A certificate of an account. What it says of itself is read from it. */
export const certificate = z
  .strictObject({ id: countedId, uid: countedId, key: secret(pem), cert: pem, intermediate: pem.nullable() })
  .readonly();
export type Certificate = z.output<typeof certificate>;

/** A domain of somebody's own that leads to an environment. */
export const externalDomain = z
  .strictObject({ ...ofEnvironment, domain: z.string().min(1), certificate: countedId.nullable() })
  .readonly();
export type ExternalDomain = z.output<typeof externalDomain>;

/** A name inside the platform that somebody added: of a node, of a layer, or of the environment. */
export const internalDomain = z
  .strictObject({
    ...ofEnvironment,
    nodeid: countedId.nullable(),
    group: z.string().nullable(),
    name: z.string().min(1),
    /** It stands below the environment's domain, not beside it. */
    isBelow: z.boolean(),
  })
  .readonly();
export type InternalDomain = z.output<typeof internalDomain>;

/** A certificate that the nodes of an environment answer with; one at most. */
export const ownCertificate = z
  .strictObject({
    ...ofEnvironment,
    key: secret(pem),
    cert: pem,
    intermediate: pem.nullable(),
    /** The certificate of the account that it is, unless it was sent for the environment alone. */
    certificate: countedId.nullable(),
    isEnabled: z.boolean(),
  })
  .readonly();
export type OwnCertificate = z.output<typeof ownCertificate>;
