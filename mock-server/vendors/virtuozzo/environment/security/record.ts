import { z } from 'zod';
import { countedId } from '../../scalars.js';

const PORTS = /^(\d{1,5}(-\d{1,5})?)?$/;

/** A rule of a layer. */
export const rule = z
  .strictObject({
    /** Within its environment. Those that a layer comes with are counted from its first node, added ones from a billion. */
    id: countedId,
    name: z.string(),
    direction: z.enum(['INPUT', 'OUTPUT', 'BIDIRECTIONAL']),
    protocol: z.enum(['TCP', 'UDP', 'ALL']),
    /** A port or a range; empty for all. */
    ports: z.string().regex(PORTS),
    src: z.string(),
    dst: z.string(),
    priority: z.int().min(2).max(65_534),
    action: z.enum(['DENY', 'ALLOW']),
    isEnabled: z.boolean(),
    /** Whose nodes are meant, where source or destination are those of an environment. */
    relatedEnvironment: z.string().nullable(),
    relatedGroup: z.string().nullable(),
  })
  .readonly();
export type Rule = z.output<typeof rule>;

/** The firewall of an environment, once somebody changed it; one at most. */
export const firewall = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: z.null(),
    isEnabled: z.boolean(),
    /** Rules of the layers whose rules were changed. The others have those that they came with. */
    layers: z.record(z.string(), z.array(rule).readonly()).readonly(),
  })
  .readonly();
export type Firewall = z.output<typeof firewall>;
