const END_OF_HEAD = '\r\n\r\n';
const END_OF_CHUNKS = '\r\n0\r\n\r\n';

/**
 * Reads what a connection brings, on which one request is answered at a time, and tells the status of each answer that is
 * whole. It knows no more of HTTP than that: a client that is slower than the server has it wait, and a server that waits takes
 * more processor time for each request.
 */
export function answersIn(whole: (status: number) => void): (chunk: Buffer) => void {
  let head: Buffer | undefined;
  let status = 0;
  /** Bytes of the body that are to come; undefined while it comes in chunks, or no head has come. */
  let left: number | undefined;
  let isInBody = false;
  let tail = '';

  const ended = (): void => {
    isInBody = false;
    left = undefined;
    whole(status);
  };

  return chunk => {
    let rest = chunk;
    if (!isInBody) {
      const come = head === undefined ? chunk : Buffer.concat([head, chunk]);
      const end = come.indexOf(END_OF_HEAD);
      head = end < 0 ? come : undefined;
      if (end < 0) return;
      const text = come.toString('latin1', 0, end);
      status = Number(text.slice(9, 12));
      const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
      const isChunked = length === undefined && /\r\ntransfer-encoding: *chunked/i.test(text);
      left = isChunked ? undefined : Number(length ?? 0);
      rest = come.subarray(end + END_OF_HEAD.length);
      isInBody = true;
      tail = '\r\n';
    }
    if (left === undefined) {
      tail = `${tail}${rest.toString('latin1', Math.max(0, rest.length - END_OF_CHUNKS.length))}`.slice(
        -END_OF_CHUNKS.length,
      );
      if (tail === END_OF_CHUNKS) ended();
      return;
    }
    left -= rest.length;
    if (left <= 0) ended();
  };
}
