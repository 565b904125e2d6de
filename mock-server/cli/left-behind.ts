import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two looks at what is still there, and how long it may take to end by itself. */
const [INTERVAL, PATIENCE] = [25, 2000];

/**
 * Ends the processes whose environment has a variable of this value, wherever their parents have gone: first by asking,
 * then by force. Only Linux shows the environment of a process; nothing is done elsewhere.
 */
export async function endLeftBehind(name: string, value: string): Promise<void> {
  const entry = `${name}=${value}`;
  let left = processesWith(entry);
  send(left, 'SIGTERM');
  for (let waited = 0; left.length > 0 && waited < PATIENCE; waited += INTERVAL) {
    await setTimeout(INTERVAL);
    left = processesWith(entry);
  }
  send(left, 'SIGKILL');
}

function processesWith(entry: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter(id => Number.isInteger(id) && environmentOf(id).includes(entry));
}

/** The environment that a process was started with; none of one that has ended, or is another user's. */
function environmentOf(id: number): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function send(ids: readonly number[], signal: NodeJS.Signals): void {
  for (const id of ids)
    try {
      process.kill(id, signal);
    } catch {} // it has ended meanwhile
}
