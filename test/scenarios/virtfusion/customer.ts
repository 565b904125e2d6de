import { expect } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without types reads them
type Body = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export interface Wish {
  readonly token?: string | undefined;
  readonly world?: string;
}

/** A client of the panel in one world, over the wire. */
export function customerOf(mock: MockServer, { token = mock.credentials.virtfusion?.token, world }: Wish = {}) {
  const base = `${mock.url}${world === undefined ? '' : `/w/${world}`}/api/v1`;
  async function send(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        'content-type': 'application/json; charset=utf-8',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, text, body: text === '' ? undefined : JSON.parse(text) };
  }
  /** Sends, and holds the answer to a status. */
  async function done(status: number, method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await send(method, path, body);
    expect(`${answer.status} ${method} ${path} ${answer.status === status ? '' : answer.text}`.trim()).toBe(
      `${status} ${method} ${path}`,
    );
    return answer.body;
  }
  return {
    send,
    done,
    /** What stands under `data` of a successful read. */
    read: async (path: string): Promise<Body> => (await done(200, 'GET', path)).data,
  };
}

export type Customer = ReturnType<typeof customerOf>;

/** The panel of an empty world for each test, its clock, and what stories begin with. */
export function panelForEach(now = '2025-01-31T12:00:00Z') {
  let mock: MockServer;
  let customer: Customer;
  doubleForEach(now, double => {
    mock = double;
    customer = customerOf(double);
  });
  const panel: Customer = {
    send: (...call) => customer.send(...call),
    done: (...call) => customer.done(...call),
    read: path => customer.read(path),
  };
  return {
    panel,
    /** The server of the test that runs. */
    mock: () => mock,
    pass: (by: string, world?: string) => mock.control.clock.advance({ by }, world),
    /** Makes a user; answers him. */
    async user(more: object = {}): Promise<Body> {
      const ann = { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7, ...more };
      return (await panel.done(201, 'POST', '/users', ann)).data;
    },
    /** Orders a server for the administrator; answers it. */
    async order(more: object = {}): Promise<Body> {
      const wish = { packageId: 2, userId: 1, hypervisorId: 1, ...more };
      return (await panel.done(201, 'POST', '/servers', wish)).data;
    },
    build: (id: number, more: object = {}): Promise<Body> =>
      panel.done(200, 'POST', `/servers/${id}/build`, { operatingSystemId: 1, ...more }),
  };
}
