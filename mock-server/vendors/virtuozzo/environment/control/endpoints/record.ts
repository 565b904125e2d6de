import { z } from 'zod';
import { countedId } from '../../../scalars.js';

const port = z.int().min(1).max(65_535);
const ofNode = {
  id: countedId,
  appid: z.string().min(1),
  nodeid: countedId,
  protocol: z.enum(['TCP', 'UDP']),
};

/** A port of a node that the shared balancer maps to one of its own. */
export const endpoint = z
  .strictObject({ ...ofNode, name: z.string().min(1), privatePort: port, publicPort: port })
  .readonly();
export type NodeEndpoint = z.output<typeof endpoint>;

/** A port of a node that leads to another one of it. */
export const portRedirect = z
  .strictObject({ ...ofNode, from: port, to: port, comment: z.string().nullable() })
  .readonly();
export type PortRedirect = z.output<typeof portRedirect>;
