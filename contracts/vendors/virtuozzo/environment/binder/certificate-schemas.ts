import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { secret } from '../../../../core/wire.js';
import { ok } from '../../common.js';

/** A certificate of an account. Its dates stand in `cert` alone, as the vendor's description has no member for them. */
export const sslCert = z.strictObject({
  id: z.int(),
  uid: z.int().optional(),
  isDeleted: z.boolean().optional(),
  sslType: z.enum(['CUSTOM', 'LETSENCRYPT']).optional(),
  issuedBy: z.string().optional(),
  /** Names that it is good for, joined by commas. */
  domains: z.string().optional(),
  cert: z.string().optional(),
  intermediate: z.string().optional(),
});

export const oneCert = z.strictObject({ ...ok, sslCert });

/** The vendor's own add-on reads `responses`; the description names the list `sslCerts`. */
export const certList = z.strictObject({
  ...ok,
  responses: client(z.array(sslCert).optional()),
  sslCerts: z.array(sslCert).optional(),
});

/** A certificate that the environment's own nodes answer with. */
export const sslCustom = z.strictObject({
  ...ok,
  /** Left out while there is none. */
  sslCustom: z
    .strictObject({
      id: z.int(),
      domain: z.string().optional(),
      cert: z.string().optional(),
      certKey: secret(z.string().optional()),
      intermediate: z.string().optional(),
      sslEnable: z.boolean(),
      sslCert: sslCert.optional(),
    })
    .optional(),
});

/** An external domain. It has `sslEnabled` while a certificate that is good is bound to it. */
export const extDomain = z.strictObject({
  id: z.int(),
  domain: z.string(),
  sslEnabled: z.boolean(),
  sslCert: sslCert.optional(),
});

export const oneExtDomain = z.strictObject({ ...ok, extDomain });

/** The description says how each went, and the vendor's own add-on reads `domain`. */
export const extDomainList = z.strictObject({
  ...ok,
  extDomains: z.array(
    z.strictObject({
      ...ok,
      id: client(z.int()),
      domain: client(z.string()),
      sslEnabled: client(z.boolean()),
      sslCert: client(sslCert.optional()),
    }),
  ),
});

nameSchemas({
  SslCert: sslCert,
  OneCert: oneCert,
  CertList: certList,
  SslCustom: sslCustom,
  ExtDomain: extDomain,
  OneExtDomain: oneExtDomain,
  ExtDomainList: extDomainList,
});
