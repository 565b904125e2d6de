import net, { type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Contract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { Observer, type ObserverOptions, type Told } from '../../contracts/kit/proxy/observer.js';
import { nothingRead } from '../../contracts/kit/proxy/reads.js';
import { HarFile } from '../../mock-server/proxy/har-file.js';
import { type RunningProxy, startProxy } from '../../mock-server/proxy/proxy.js';

export interface Between extends RunningProxy {
  readonly observer: Observer;
  readonly told: readonly Told[];
  readonly errors: readonly unknown[];
}

/** A proxy in this process, before an endpoint; closed when the test ends. */
export async function between(
  contract: Contract,
  target: string,
  {
    most = 2 ** 20,
    timeout = 5000,
    har,
    ...more
  }: Partial<ObserverOptions> & { most?: number; timeout?: number; har?: string } = {},
): Promise<Between> {
  const loaded = await loadContract(contract);
  const observer = new Observer({
    contract: loaded,
    target,
    failOn: 'warning',
    reads: nothingRead,
    now: () => 0,
    ...more,
  });
  const told: Told[] = [];
  const errors: unknown[] = [];
  const file = har === undefined ? undefined : new HarFile(har, { name: 'test', version: '0' });
  const proxy = await startProxy({
    ...{ contract, target, port: 0, host: '127.0.0.1', most, timeout, observer, har: file, now: () => 0 },
    onTold: one => told.push(one),
    onError: error => errors.push(error),
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= proxy.close().then(() => file?.close());
    return closing;
  };
  onTestFinished(close);
  return { ...proxy, close, observer, told, errors };
}

/** A target that answers bytes as they are written here, and keeps what it was sent. */
export interface RawTarget {
  readonly url: string;
  /** What came on each connection, as it came. */
  readonly heard: string[];
  readonly sockets: Socket[];
}

/** `answer` is asked whenever something has come; what it returns is sent. */
export async function rawTarget(
  answer: (heard: string, socket: Socket) => string | Buffer | undefined,
): Promise<RawTarget> {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  const server: Server = net.createServer(socket => {
    const at = heard.push('') - 1;
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', bytes => {
      heard[at] += bytes.toString('latin1');
      const said = answer(heard[at] ?? '', socket);
      if (said !== undefined) socket.write(said);
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, heard, sockets };
}

/** Sends bytes, and answers all that comes back until the connection ends or `until` is met. */
export const exchanged = (url: string, bytes: string, until: RegExp = /(?!)/): Promise<string> =>
  new Promise(resolve => {
    const { hostname, port } = new URL(url);
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    let heard = '';
    socket.on('data', chunk => {
      heard += chunk.toString('latin1');
      if (until.test(heard)) socket.destroy();
    });
    socket.on('error', () => {}).on('close', () => resolve(heard));
  });

/** Answers a text as JSON to whatever is asked. */
export const answering = (text: string | Buffer, headers = '', status = 200) =>
  rawTarget(heard => {
    if (!heard.includes('\r\n\r\n')) return undefined;
    const head = `HTTP/1.1 ${status} OK\r\nContent-Type: application/json\r\n${headers}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), Buffer.from(text)]);
  });
