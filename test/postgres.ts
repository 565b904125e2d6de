import { inject } from 'vitest';

/** The address of a new database of PostgreSQL, empty, which nobody else has. It is gone when the run ends. */
export async function freshDatabase(): Promise<string> {
  const reply = await fetch(inject('databases'), { method: 'POST' });
  const said = await reply.text();
  if (!reply.ok) throw new Error(said);
  return said;
}
