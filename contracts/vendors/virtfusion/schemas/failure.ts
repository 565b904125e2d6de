import { z } from 'zod';

/** The usual form of a refusal: a flat list of sentences. */
export const errors = z.strictObject({ errors: z.array(z.string()).min(1) });

/** The form of older endpoints, and of every 404 about a record: clients compare its text. */
export const msg = z.strictObject({ msg: z.string() });

/** The form of the framework below the panel, when no endpoint of the panel was reached. */
export const message = z.strictObject({ message: z.string() });
