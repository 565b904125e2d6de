import { z } from 'zod';
import { countedId } from '../../scalars.js';

/** The settings that the platform knows; what add-ons lay down stands beside them. */
const known = {
  displayName: z.string().optional(),
  isSLBAccessEnabled: z.boolean().optional(),
  isSequentialDeploy: z.boolean().optional(),
  redeployContainerDelay: z.int().optional(),
  redeployContextDelay: z.int().optional(),
  restartContainerDelay: z.int().optional(),
  restartNodeDelay: z.int().optional(),
  scalingMode: z.string().optional(),
};

/** What was set of a layer; all else of it follows from its nodes. */
export const layerSettings = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: z.null(),
    /** Name of the layer. */
    group: z.string().min(1),
    /** Settings by name: those that the platform knows, and those of add-ons. */
    data: z.object(known).catchall(z.json()).readonly(),
    /** Options that concern licences. */
    options: z.record(z.string(), z.json()).readonly(),
  })
  .readonly();
export type LayerSettings = z.output<typeof layerSettings>;

/** Properties that were given to an environment. */
export const environmentProperties = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: z.null(),
    values: z.record(z.string().min(1), z.string()).readonly(),
  })
  .readonly();
export type EnvironmentProperties = z.output<typeof environmentProperties>;
