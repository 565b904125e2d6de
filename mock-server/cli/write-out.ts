/** Whether all was written that was to be written, so far. */
export interface Written {
  isWhole: boolean;
}

/**
 * Writes something, and says in one sentence if it cannot be written: that a disk is full or a folder has gone meanwhile
 * must not lose what else there is to write.
 */
export function orSaid(written: Written, what: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    written.isWhole = false;
    sayOnStandardError(`${what} could not be written (${codeOf(error)})`);
  }
}

/** The code of an error, which holds no more than is needed; else its message. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
};

/** A terminal may be gone or full too; then there is nobody to tell. */
function sayOnStandardError(sentence: string): void {
  try {
    process.stderr.write(`hostdouble: ${sentence}\n`);
  } catch {}
}

/**
 * Goes on when a terminal, a pipe or a file that stands for it is closed or full: a run that has made things must come to
 * its end. A reader that closes its pipe early, as `head` does, has what it wanted; of anything else tell once, and let the
 * command fail.
 */
export function outliveStreams(): void {
  let isTold = false;
  process.stdout.on('error', error => {
    if (codeOf(error) === 'EPIPE' || isTold) return;
    isTold = true;
    process.exitCode = process.exitCode || 1;
    sayOnStandardError(`standard output could not be written (${codeOf(error)})`);
  });
  process.stderr.on('error', () => {});
}
