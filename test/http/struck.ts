import net from 'node:net';
import tls from 'node:tls';

/** What a raw connection heard until it ended, and how that was. */
export interface Heard {
  readonly text: string;
  readonly error: string | undefined;
}

/** Sends one request over a connection of its own and hears all that comes back. */
export async function heard(url: string, head: string, body = ''): Promise<Heard> {
  const { hostname, port, protocol } = new URL(url);
  const to = { host: hostname, port: Number(port) };
  const socket = protocol === 'https:' ? tls.connect({ ...to, rejectUnauthorized: false }) : net.connect(to);
  let text = '';
  let error: string | undefined;
  socket.setEncoding('latin1').on('data', piece => {
    text += piece;
  });
  socket.on('error', (found: NodeJS.ErrnoException) => {
    error = found.code;
  });
  const length = body === '' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  socket.write(`${head} HTTP/1.1\r\nhost: ${hostname}\r\n${length}`);
  socket.write(`connection: close\r\napi_key: 11111111-2222-4333-8444-555555555555\r\n\r\n${body}`);
  await new Promise<void>(resolve => socket.on('close', () => resolve()));
  return { text, error };
}

/** The head and the body of an answer. */
export function partsOf({ text }: Heard): { readonly head: string; readonly body: string } {
  const end = text.indexOf('\r\n\r\n');
  return { head: text.slice(0, end), body: text.slice(end + 4) };
}

/** Lets the loop turn until something is so, which it soon is. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 5000 && !(await isSo()); turn++) await new Promise(setImmediate);
}
