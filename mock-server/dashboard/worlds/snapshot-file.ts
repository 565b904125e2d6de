import type { ControlOperations } from '../../../contracts/control/index.js';
import { api, wordForWord } from '../server/client.js';

type Snapshot = ControlOperations['snapshot.save']['reply'];

/** Most that the server takes of a snapshot. */
const MOST_BYTES = 32 * 2 ** 20;

/** Has the browser keep a snapshot as a file that says of which world and instant it is; answers its name. */
export async function download(world: string): Promise<string> {
  const snapshot = await api().snapshot.save({ params: { world } });
  const at = new Date(snapshot.clock.now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  const name = `hostdouble-${world}-${at}.json`;
  const url = URL.createObjectURL(new Blob([JSON.stringify(snapshot)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser begins to read it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return name;
}

/** Brings a world to the state of a snapshot from a file. Rejects with an error that says what is wrong with it, and where. */
export async function bringIn(file: File, world: string): Promise<void> {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} is larger than the 32 MB that a snapshot may have`);
  const body = await snapshotIn(file);
  await wordForWord(client => client.snapshot.restore({ params: { world }, body }));
}

/** What a file says. Whether it is a snapshot, the server finds out. */
async function snapshotIn(file: File): Promise<Snapshot> {
  try {
    return JSON.parse(await file.text());
  } catch (error) {
    throw new Error(`${file.name} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
