import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Instant } from '../domain/clock.js';
import { type KeyedCertificate, makeAuthority, NEAR_END, permits } from './certificates.js';
import { codeOf, reasonOf, TlsError } from './tls-error.js';

/** Where the authority of a user is kept: where the environment says, else where the system has the data of programs. */
export function authorityFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  if (env.HOSTDOUBLE_TLS_FOLDER) return resolve(env.HOSTDOUBLE_TLS_FOLDER);
  const home = homedir();
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'hostdouble');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'hostdouble');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'hostdouble');
}

/** How often to look anew where other processes change the same folder. */
const TRIES = 50;
/** The key and the certificate of an authority, one file for each that there was. */
const KEPT = /^key-(\d{1,9})\.pem$/;
const keptAs = (folder: string, number: number): string => join(folder, `key-${number}.pem`);

/**
 * The authority of a folder, which is made if there is none, it is broken or near its end; if it may not sign for one of
 * these names it goes on with the same key and more names. The one with the highest number counts. A file comes to be
 * whole or not at all, and only if its number is free: of two processes one makes it, and the other one finds it.
 */
export async function keptAuthority(folder: string, names: readonly string[], now: Instant): Promise<KeyedCertificate> {
  return inFolder(folder, async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (let tried = 0; tried < TRIES; tried += 1) {
      const number = newest(folder);
      const found = number === 0 ? undefined : soundIn(keptAs(folder, number), now);
      if (found !== undefined && permits(found, names)) {
        publish(folder, 'authority.pem', found.cert);
        // Whoever made another one in the meantime has published it before or after this: look which of them counts.
        if (newest(folder) === number) {
          forget(folder, number);
          return found;
        }
      } else {
        const made = await makeAuthority({ names, machine: hostname(), now, before: found });
        put(folder, keptAs(folder, number + 1), `${made.cert}${made.key}`);
      }
    }
    throw new Error('others change it all the time');
  });
}

/** Does something in a folder; an error of the system there is told as one of the setup. */
async function inFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new TlsError(
      `the authority for --tls cannot be kept in ${folder} (${reasonOf(error)}); name another folder with --tls-folder`,
    );
  }
}

const numbersIn = (folder: string): number[] =>
  readdirSync(folder).flatMap(name => {
    const [, number] = KEPT.exec(name) ?? [];
    return number === undefined ? [] : Number(number);
  });

const newest = (folder: string): number => Math.max(0, ...numbersIn(folder));

function forget(folder: string, before: number): void {
  for (const number of numbersIn(folder)) if (number < before) rmSync(keptAs(folder, number), { force: true });
}

/** The authority in a file; undefined if it is none, is near its end, or the file has just gone. */
function soundIn(file: string, now: Instant): KeyedCertificate | undefined {
  let text: string;
  try {
    // Only its owner may read a key.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EISDIR') return undefined;
    throw error;
  }
  const [cert = '', key = ''] = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n/g) ?? [];
  try {
    const known = new X509Certificate(cert);
    const ours = createPrivateKey(key);
    const isSound =
      known.ca && known.checkPrivateKey(ours) && known.verify(known.publicKey) && ours.asymmetricKeyType === 'ec';
    const lives = Date.parse(known.validFrom) <= now && Date.parse(known.validTo) - now > NEAR_END;
    return isSound && lives ? { cert, key } : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a file where there is none; does nothing if there is one. */
function put(folder: string, file: string, text: string): void {
  written(folder, text, 0o600, made => {
    try {
      linkSync(made, file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  });
}

/** Has a file for clients say this, from one moment to the next; writes nothing if it does. Answers its path. */
export function publish(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  if (textOf(file) !== text) written(folder, text, 0o644, made => renameSync(made, file));
  return file;
}

/** What a file says; undefined if it cannot be read. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes a file beside those of a folder, has it taken, and clears up. */
function written(folder: string, text: string, mode: number, take: (made: string) => void): void {
  const own = mkdtempSync(join(folder, '.new-'));
  try {
    const made = join(own, 'file');
    writeFileSync(made, text, { mode });
    take(made);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
