/** An event of a stream as it came. */
export interface StreamEvent {
  readonly name: string;
  /** Of the last event that had one. */
  readonly id: string | undefined;
  readonly data: unknown;
}

/** Reads server-sent events whose data is JSON. `EventSource` would do so too, but cannot send the admin token. */
export async function* eventsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<StreamEvent> {
  let rest = '';
  let id: string | undefined;
  for await (const text of textsOf(body)) {
    const blocks = `${rest}${text}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      const [name, data] = [fields.get('event'), fields.get('data')];
      id = fields.get('id') ?? id;
      if (name !== undefined && data !== undefined) yield { name, id, data: JSON.parse(data) };
    }
  }
}

/** `for await` over a stream is not in each browser yet. */
async function* textsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    void reader.cancel().catch(() => {});
  }
}
