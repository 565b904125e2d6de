import { z } from 'zod';
import { naiveDateTime } from '../../../core/wire.js';
import { enveloped, environmentFeatures, listed, name } from './common.js';

/** A public SSH key by name, in one environment. */
const keypair = z.strictObject({
  id: z.int(),
  name: z.string(),
  environment: z.strictObject({
    id: z.int(),
    name: z.string(),
    features: environmentFeatures,
    /** In the description of the API, though not in the answers printed beside it. */
    region: z.string().optional(),
    created_at: naiveDateTime.optional(),
  }),
  public_key: z.string(),
  /** MD5 of the key, in pairs of digits with colons. */
  fingerprint: z.string().regex(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/),
  created_at: naiveDateTime,
});

export const oneKeypair = enveloped({ keypair });
export const keypairs = enveloped({ keypairs: z.array(keypair), ...listed });

export const importKeypair = z.object({
  environment_name: z.string(),
  name: name(50),
  public_key: z.string(),
});
export const renameKeypair = z.object({ name: name(50) });
