import { closeSync, openSync, writeSync } from 'node:fs';

const END = '\n]}}\n';
/** Most of one file, in MiB; what comes after is not recorded. */
export const MOST_OF_HAR = 256;

/**
 * A HAR file that is whole after each entry: its end is written anew each time, so that it can be read whenever and
 * however the process ends. Only the entry at hand is in memory.
 */
export class HarFile {
  readonly #file: number;
  #at = 0;
  #entries = 0;
  #isFull = false;

  constructor(path: string, creator: { readonly name: string; readonly version: string }) {
    this.#file = openSync(path, 'w', 0o600);
    this.#write(`{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`);
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  add(entry: string): void {
    if (this.#isFull) return;
    if (this.#at + entry.length * 3 > MOST_OF_HAR * 2 ** 20) {
      this.#isFull = true;
      return;
    }
    this.#write(`${this.#entries === 0 ? '' : ','}\n${entry}`);
    this.#entries += 1;
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(text: string): void {
    const bytes = Buffer.from(text + END);
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#file, bytes, done, bytes.length - done, this.#at + done);
    this.#at += bytes.length - END.length;
  }
}
