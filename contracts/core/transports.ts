/** What can go wrong below an API: on the connection itself, or in what is sent over it. */
export const transports = [
  'hang', // nothing is ever answered
  'reset', // the connection is reset (RST)
  'close', // the connection ends, before the head of the answer or after it
  'truncate', // the body breaks off after so many bytes
  'slow', // so many bytes of the body a second
  'garbage', // bytes that are no HTTP
  'wrongLength', // a `content-length` that is not the body's
  'wrongMediaType', // JSON that says it is a page
  'invalidJson', // a body that breaks off, whole by its length
] as const;
export type TransportFault = (typeof transports)[number];

/** Where a connection ends: before the head of the answer, or after it. */
export const closings = ['beforeHead', 'afterHead'] as const;

/** How a connection is broken. */
export interface Breaking {
  readonly transport?: TransportFault | undefined;
  /** Of `close`; without it, before the head. */
  readonly at?: (typeof closings)[number] | undefined;
  /** Of `truncate`: the bytes of the body that are sent; without it, half of them. */
  readonly bytes?: number | undefined;
  /** Of `wrongLength`: by how much. */
  readonly by?: number | undefined;
  readonly bytesPerSecond?: number | undefined;
}

const SENDING_NONE: readonly TransportFault[] = ['hang', 'reset', 'garbage'];

/** Whether it is done to an answer: there must be one. */
export const needsAnswer = ({ transport, at }: Breaking): boolean =>
  transport === 'close' ? at === 'afterHead' : transport !== undefined && !SENDING_NONE.includes(transport);
