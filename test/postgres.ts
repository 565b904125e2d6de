import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { TestProject } from 'vitest/node';
import { PostgresServer } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port on which the address of a PostgreSQL is told; it is started when that is first asked for. */
    readonly postgres: number;
  }
}

/** Tells tests of a PostgreSQL that they share: that of `DATABASE_URL`, or one of this run's own. */
export default async function offerPostgres(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<PostgresServer> | undefined;
  const given = process.env.DATABASE_URL;
  const telling = createServer(socket => {
    if (given !== undefined && given !== '') return socket.end(given);
    started ??= PostgresServer.start();
    return started.then(
      server => socket.end(server.addressOf()),
      error => socket.end(`! ${error}`),
    );
  });
  telling.listen(0, '127.0.0.1').unref();
  await once(telling, 'listening');
  const address = telling.address();
  project.provide('postgres', typeof address === 'object' && address !== null ? address.port : 0);
  return async () => {
    telling.close();
    await (await started?.catch(() => undefined))?.remove();
  };
}

let made = 0;

/** The address of a database with nothing in it, which is there until the test is over. */
export async function freshDatabase(): Promise<string> {
  const shared = await sharedAddress();
  const name = `hostdouble_test_${process.pid}_${++made}`;
  await asking(shared, `create database ${name}`);
  onTestFinished(() => asking(shared, `drop database if exists ${name} with (force)`));
  const address = new URL(shared);
  address.pathname = name;
  return address.href;
}

async function sharedAddress(): Promise<string> {
  const socket = connect(inject('postgres'), '127.0.0.1');
  let told = '';
  for await (const chunk of socket) told += chunk;
  if (told.startsWith('!')) throw new Error(told);
  return told;
}

async function asking(address: string, text: string): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
