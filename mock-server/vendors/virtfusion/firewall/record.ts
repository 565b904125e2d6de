import { z } from 'zod';
import { id } from '../scalars.js';

export const ruleset = z.strictObject({ id, name: z.string() }).readonly();

export type Ruleset = z.output<typeof ruleset>;
