import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that can be cut: whoever goes by it loses his connection then, and gets none until it is mended. */
export async function cuttable(url: string) {
  const open = new Set<Socket>();
  let isCut = false;
  const line = createServer(near => {
    if (isCut) return void near.destroy();
    const far = connect(Number(new URL(url).port), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one
        .on('error', () => {})
        .once('close', () => {
          open.delete(one);
          other.destroy();
        });
    }
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    line.close();
  });
  const mend = (): void => {
    isCut = false;
  };
  return { url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`, cut, mend };
}
