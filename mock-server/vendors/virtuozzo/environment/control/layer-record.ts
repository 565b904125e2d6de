import { z } from 'zod';
import { countedId } from '../../scalars.js';

/** What was set of a layer; all else of it follows from its nodes. */
export const layerSettings = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: z.null(),
    /** Name of the layer. */
    group: z.string().min(1),
    /** Settings by name: those that the platform knows, and those of add-ons. */
    data: z.record(z.string(), z.json()).readonly(),
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
