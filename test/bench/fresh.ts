/**
 * A process in which nothing was done yet: `fresh.js double|express`. It makes the server in process and asks each vendor once,
 * and again with another server, and says as JSON how long each took.
 */
import http from 'node:http';

const [, , kind = 'double'] = process.argv;

/** What is asked of a server first, at each of its vendors. */
interface Begun {
  readonly url: string;
  readonly asked: readonly { readonly path: string; readonly headers: Readonly<Record<string, string>> }[];
  close(): Promise<unknown>;
}

async function makers(): Promise<() => Promise<Begun>> {
  if (kind === 'express') {
    const { default: express } = await import('express');
    return async () => {
      const app = express();
      app.get(/.*/, (_request, reply) => {
        reply.json({ message: 'Successful', status: true, data: [] });
      });
      const server = http.createServer(app);
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const asked = ['/1', '/2', '/3'].map(path => ({ path, headers: {} }));
      return { url: `http://127.0.0.1:${port}`, asked, close: async () => server.closeAllConnections() };
    };
  }
  const { createMockServer } = await import('hostdouble'); // as the package gives it, built
  return async () => {
    const mock = await createMockServer();
    const { infrahub, virtfusion, virtuozzo } = mock.credentials;
    const asked = [
      { path: '/v1/billing/billing/usage', headers: { api_key: infrahub.apiKey } },
      {
        path: '/api/v1/selfService/usage/byUserExtRelationId/1',
        headers: { authorization: `Bearer ${virtfusion.token}` },
      },
      { path: `/1.0/billing/account/rest/getaccount?session=${virtuozzo.session}`, headers: {} },
    ];
    return { url: mock.url, asked, close: () => mock.close() };
  };
}

/** Milliseconds until the server was there, and until each vendor had answered. */
async function begin(make: () => Promise<Begun>): Promise<number[]> {
  const began = performance.now();
  const server = await make();
  const times = [performance.now() - began];
  for (const { path, headers } of server.asked) {
    const reply = await fetch(`${server.url}${path}`, { headers });
    await reply.arrayBuffer();
    if (!reply.ok) throw new Error(`${path} was answered ${reply.status}`);
    times.push(performance.now() - began);
  }
  await server.close();
  return times;
}

/** Servers that are made after the first. */
const NEXT = 5;

const make = await makers();
const imported = performance.now();
const first = await begin(make);
const next: number[] = [];
for (let count = 0; count < NEXT; count++) next.push((await begin(make)).at(-1) ?? 0);
process.stdout.write(`${JSON.stringify({ imported, first, next })}\n`);
process.exit(0);
