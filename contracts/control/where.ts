import { z } from 'zod';

const part = z.record(z.string(), z.unknown());

/** What the input of a call must hold, member by member; texts of JSON are looked into. */
export const where = () =>
  z.strictObject({ params: part.optional(), query: part.optional(), body: z.unknown().optional() });
