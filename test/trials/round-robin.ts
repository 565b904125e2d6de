import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** One server behind the balancer. */
interface Upstream {
  url: string;
  agent: Agent;
  isUp: boolean;
  /** What cuts off each call that is open there. */
  readonly open: Set<() => void>;
}

/**
 * Gives each call to the next server in turn, as a load balancer does: one where nobody listens is passed over. A call that was sent to
 * a server is never sent to another. That a server stands still is told to it: a look with a bound in time would take one on a busy
 * machine for dead.
 */
export class RoundRobin {
  /** Calls that were cut off, by tag: the server they were open at. */
  readonly cut = new Map<string, number>();
  readonly #upstreams: Upstream[];
  readonly #server = createServer((asked, reply) => void this.#pass(asked, reply));
  #turn = 0;

  constructor(urls: readonly string[]) {
    this.#upstreams = urls.map(url => ({ url, agent: new Agent({ keepAlive: true }), isUp: true, open: new Set() }));
  }

  async listen(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the balancer has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Puts another server in the place of one. */
  replace(index: number, url: string): void {
    const upstream = this.#upstreams[index];
    if (upstream === undefined) throw new Error(`there is no server ${index}`);
    upstream.agent.destroy();
    Object.assign(upstream, { url, agent: new Agent({ keepAlive: true }), isUp: true });
  }

  /** Passes a server over from now on, and cuts off the calls that are open there; or gives it calls again. */
  setUp(index: number, isUp: boolean): void {
    const upstream = this.#upstreams[index];
    if (upstream === undefined) throw new Error(`there is no server ${index}`);
    upstream.isUp = isUp;
    if (isUp) return;
    for (const cutOff of upstream.open) cutOff();
    upstream.agent.destroy();
    upstream.agent = new Agent({ keepAlive: true });
  }

  async close(): Promise<void> {
    for (const { agent } of this.#upstreams) agent.destroy();
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #pass(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece);
    const body = Buffer.concat(pieces);
    for (let tries = 0; tries < this.#upstreams.length; tries++) {
      const index = this.#turn++ % this.#upstreams.length;
      const upstream = this.#upstreams[index];
      if (upstream?.isUp && (await this.#send(asked, body, reply, upstream, index))) return;
    }
    reply.writeHead(502, { 'x-trial-proxy': 'no server is up' }).end();
  }

  /** Sends a call to a server; false if nobody was there to take it. */
  #send(
    asked: IncomingMessage,
    body: Buffer,
    reply: ServerResponse,
    upstream: Upstream,
    index: number,
  ): Promise<boolean> {
    return new Promise(resolve => {
      let isConnected = false;
      const client = asked.socket;
      const { method, headers } = asked;
      const sent = request(`${upstream.url}${asked.url}`, { method, headers, agent: upstream.agent }, answer => {
        reply.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(reply);
        answer.on('error', cutOff);
      });
      const cutOff = (): void => {
        this.cut.set(`${headers['user-agent']}`, index);
        upstream.open.delete(cutOff);
        client.destroy();
        resolve(true);
      };
      upstream.open.add(cutOff);
      reply.once('finish', () => {
        upstream.open.delete(cutOff);
        resolve(true);
      });
      client.once('close', () => sent.destroy());
      reply.once('close', () => client.removeAllListeners('close'));
      sent.on('socket', socket => {
        if (socket.connecting) socket.once('connect', () => (isConnected = true));
        else isConnected = true;
      });
      sent.on('error', () => {
        if (isConnected) return cutOff();
        upstream.isUp = false;
        upstream.open.delete(cutOff);
        resolve(false);
      });
      sent.end(body);
    });
  }
}
