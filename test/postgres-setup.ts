import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { PostgresServer, withClient } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a new database of PostgreSQL is asked for: `freshDatabase()` does. */
    readonly databases: string;
  }
}

/**
 * Gives databases to tests, in all workers. The server is started by the first that asks, for it takes a second or two; with
 * `DATABASE_URL` that one is used, and the databases are dropped at the end.
 */
export default async function giveDatabases(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const made: string[] = [];
  let server: Promise<PostgresServer> | undefined;
  const started = (): Promise<PostgresServer> => {
    server ??= PostgresServer.start();
    return server;
  };
  const addressOf = async (database?: string): Promise<string> => {
    if (given === undefined) return (await started()).addressOf(database ?? 'postgres');
    const url = new URL(given);
    if (database !== undefined) url.pathname = `/${database}`;
    return url.href;
  };
  const make = async (): Promise<string> => {
    const name = `hostdouble_test_${process.pid}_${made.length}`;
    made.push(name);
    await withClient(await addressOf(), client => client.query(`create database ${name}`));
    return addressOf(name);
  };
  const desk = createServer((_, reply) => {
    make().then(
      address => reply.end(address),
      (error: Error) => reply.writeHead(500).end(`${error.message}\n${error.cause ?? ''}`),
    );
  }).listen(0, '127.0.0.1');
  await once(desk, 'listening');
  const at = desk.address();
  project.provide('databases', `http://127.0.0.1:${typeof at === 'object' ? at?.port : at}`);
  return async () => {
    desk.close();
    await (await server?.catch(() => undefined))?.[Symbol.asyncDispose]();
    if (given === undefined || made.length === 0) return;
    await withClient(given, async client => {
      for (const name of made) await client.query(`drop database if exists ${name} with (force)`);
    });
  };
}
