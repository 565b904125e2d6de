import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { docs } from './docs.js';
import { routes } from './routes.js';

const seed = z.strictObject({
  /** As a world asks for it: `shop`, `two-shops.json`. */
  name: z.string(),
  /** What a world of it holds, in a sentence. */
  holds: z.string(),
  /** Another world of its kind comes of each number: `shop:7`. */
  numbered: z.boolean(),
  /** It is what a world is made of that asks for none. */
  usual: z.boolean(),
});

export const seeds = defineOperations(routes.seeds, {
  list: {
    summary: "What worlds can be made of: the double's own seeds, and the files of the folder that --seeds names",
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ seeds: z.array(seed) }) },
  },
});
