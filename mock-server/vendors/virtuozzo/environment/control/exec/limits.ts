/** Bounds of what one call of the vendor may cost. All are ours: a real shell runs into a time-out. */
export const LONGEST_TEXT = 256 * 1024;
export const DEEPEST = 8;
const BYTES_A_UNIT = 4096;
const UNITS = 4000;

/** Work that is left, for all commands of a call together. */
export class Budget {
  #left = UNITS;
  /** Seconds that commands slept. */
  slept = 0;

  /** Takes the work of one more command, or of so many characters. */
  spend(length = 0): void {
    this.#left -= 1 + Math.floor(length / BYTES_A_UNIT);
    if (this.#left < 0) throw new Exhausted();
  }
}

/** More was asked for than a call may cost. */
export class Exhausted extends Error {}
/** The shell ends with this status. */
export class Exit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}
