import { mkdirSync, readdirSync, rmSync } from 'node:fs';

/**
 * A new folder `dist/<name>/<process>-<count>`. A server loads parts of its build when they are first asked for, so nobody
 * may build anew where one runs. All of this process's are removed when it ends, and here those of processes that were
 * killed.
 */
export function ownFolder(name) {
  const all = `dist/${name}`;
  mkdirSync(all, { recursive: true });
  for (const folder of readdirSync(all)) if (hasEnded(Number.parseInt(folder, 10))) remove(`${all}/${folder}`);
  if (made.length === 0) process.once('exit', () => made.forEach(remove));
  const folder = `${all}/${process.pid}-${made.length}`;
  made.push(folder);
  remove(folder);
  return folder;
}

const made = [];

export const remove = folder => rmSync(folder, { recursive: true, force: true });

function hasEnded(id) {
  try {
    process.kill(id, 0);
    return false;
  } catch ({ code }) {
    return code === 'ESRCH';
  }
}
