import { z } from 'zod';
import { handEdit, historyOf, madeCall } from './history.js';
import { seedMembers } from './seed-file.js';

/** JSON Schemas are of this draft, which all editors know, and say what is written, not what is made of it. */
export const editorSchema = {
  io: 'input',
  target: 'draft-7',
  unrepresentable: 'any',
} as const satisfies z.core.ToJSONSchemaParams;

/**
 * The JSON Schema of a seed's file, for editors: the ids of each vendor's operations are offered. Vendors of the user's own
 * may be named too.
 */
export function seedJsonSchema(operations: Readonly<Record<string, readonly string[]>>): object {
  const histories = Object.entries(operations).map(([vendor, ids]) => {
    const call = z.enum([...ids]).describe('Operation id.');
    return [vendor, historyOf(z.union([madeCall.extend({ call }), handEdit])).optional()] as const;
  });
  const others = historyOf(z.union([madeCall, handEdit]));
  const vendors = z.object(Object.fromEntries(histories)).catchall(others).describe('What happened in each cloud.');
  const seed = z.strictObject({ ...seedMembers, vendors }).meta({
    title: 'A seed of hostdouble',
    description: 'What happened before a world is opened: dated calls, replayed on its clock.',
  });
  return z.toJSONSchema(seed, editorSchema);
}
