import net from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { serveToy, type ToyServer } from './toy.js';

/** A credential of the toy's world `default`. */
export const key = { toy_key: 'k-default' };

/** Has a server of the toy for the tests of a file, and ways to call it. */
export function toyForTests() {
  let toy: ToyServer | undefined;
  const served = (): ToyServer => {
    if (toy === undefined) throw new Error('the toy is not served yet');
    return toy;
  };
  beforeAll(async () => {
    toy = await serveToy();
  });
  afterAll(() => toy?.close());

  const call = async (path: string, init: RequestInit = {}) => {
    const reply = await fetch(`${served().url}${path}`, { headers: key, ...init });
    const text = await reply.text();
    return { status: reply.status, type: reply.headers.get('content-type'), text, headers: reply.headers };
  };

  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    call('/toy/v1/lamps', { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers: { ...key, ...headers } });

  /** Sends bytes as they are and answers all that comes back; newer versions of Node reset the connection after some refusals. */
  const raw = (bytes: string): Promise<string> =>
    new Promise(resolve => {
      const { hostname, port } = new URL(served().url);
      const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
      let heard = '';
      socket.setEncoding('utf8').on('data', text => {
        heard += text;
      });
      socket.on('error', () => {}).on('close', () => resolve(heard));
    });

  return { served, call, post, raw };
}
