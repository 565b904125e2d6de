import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { FollowedEvents } from './followed.js';

/** When each of these worlds begins. */
export const NOW = '2025-01-01T00:00:00Z';

/** A server for all tests of a file, in which each opens a world of its own and follows it. */
export function serverOfEvents() {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
  });
  afterAll(() => mock.close());

  const open: FollowedEvents[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.leave();
  });

  let count = 0;
  /** A world of a test's own. */
  async function opened() {
    count += 1;
    const world = await mock.control.worlds.create({ name: `own-${count}`, clock: 'frozen', now: NOW });
    const api_key = world.credentials.infrahub.apiKey;
    return {
      ...world,
      list: (query = '') => fetch(`${world.urls.infrahub}/core/environments${query}`, { headers: { api_key } }),
      /** Sends so many calls one after the other, without waiting for their answers, and resolves when they are answered. */
      rush: (many: number) =>
        new Promise<void>(resolve => {
          const { hostname, port, pathname } = new URL(world.urls.infrahub ?? '');
          const head = `GET ${pathname}/core/environments HTTP/1.1\r\nhost: ${hostname}\r\napi_key: ${api_key}\r\n\r\n`;
          const socket = connect(Number(port), hostname, () => socket.write(head.repeat(many)));
          let answered = 0;
          let rest = '';
          socket.setEncoding('latin1').on('data', (chunk: string) => {
            const text = rest + chunk;
            answered += text.match(/HTTP\/1\.1 200/g)?.length ?? 0;
            rest = text.slice(1 - 'HTTP/1.1 200'.length); // a head may come in two pieces
            if (answered < many) return;
            socket.destroy();
            resolve();
          });
        }),
      make: async (name: string) => {
        const reply = await fetch(`${world.urls.infrahub}/core/environments`, {
          method: 'POST',
          headers: { api_key, 'content-type': 'application/json' },
          body: JSON.stringify({ name, region: 'NORWAY-1' }),
        });
        return JSON.parse(await reply.text()).environment.id;
      },
      follow: async (query = '', headers = {}) => {
        const followed = await FollowedEvents.of(`${mock.url}/__admin/worlds/${world.name}/events?${query}`, headers);
        open.push(followed);
        return followed;
      },
    };
  }

  return {
    get mock(): MockServer {
      return mock;
    },
    opened,
  };
}

/** The numbers of the calls that were told. */
export const numbers = (followed: FollowedEvents): number[] => followed.named('call').map(({ data }) => data.number);
