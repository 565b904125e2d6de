import { expect } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import type { MockServer } from '../../mock-server/index.js';
import { credentialsOf, pathOf, trial } from './kit.js';
import { overWire } from './over-wire.js';
import { reply } from './toy.js';

/** How an endpoint differs from the double: it refuses a request, reads it otherwise, or answers it otherwise. */
export interface Otherwise {
  /** Method and path, `PUT /servers/*`. */
  readonly at: string;
  readonly refuses?: (body: Json) => WireReply | undefined;
  readonly reads?: (request: WireRequest) => WireRequest;
  readonly answers?: (answer: WireReply, request: WireRequest) => WireReply;
}

export type Json = Readonly<Record<string, unknown>>;

export const bodyOf = ({ body, headers }: WireRequest): Json => {
  if (body === undefined) return {};
  return headers['content-type']?.includes('json') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
};

const isAt = ({ at }: Otherwise, request: WireRequest): boolean => {
  const [method = '', path = ''] = at.split(' ');
  const pattern = new RegExp(`${path.replaceAll('*', '[^/]+')}$`, 'i');
  return request.method === method && pattern.test(pathOf(request));
};

/** Whether a request has the double's own credential, and is about a thing that may be there. */
export const isGood = (mock: MockServer, { url, headers, body = '' }: WireRequest): boolean => {
  const own = ['virtfusion', 'infrahub', 'virtuozzo'].flatMap(vendor => Object.values(credentialsOf(mock, vendor)));
  const sent = [...Object.values(headers), body].join(' ');
  return (
    own.some(credential => credential !== '' && sent.includes(credential)) && !`${url} ${body}`.includes('999999937')
  );
};

/** The findings of a run against such an endpoint, as `severity check operation place`, and the run itself. */
export async function foundIn(
  mock: MockServer,
  vendor: string,
  only: readonly string[],
  otherwise: Otherwise,
  least = ['error', 'warning', 'notice'],
) {
  const { report } = await trial(mock, {
    ...{ vendor, only, allow: ['write', 'spend', 'destroy'], disposable: false },
    send: async (request, timeout) => {
      if (!isAt(otherwise, request)) return overWire(request, timeout);
      const refusal = isGood(mock, request) ? otherwise.refuses?.(bodyOf(request)) : undefined;
      if (refusal !== undefined) return refusal;
      const answer = await overWire(otherwise.reads?.(request) ?? request, timeout);
      return otherwise.answers?.(answer, request) ?? answer;
    },
  });
  expect(report.left).toEqual([]);
  return report.findings
    .filter(({ severity }) => least.includes(severity))
    .map(({ severity, check, operation, path }) => `${severity} ${check} ${operation} ${path}`);
}

/** A body with another value, or without a member. */
export const resent = (request: WireRequest, change: (body: Record<string, unknown>) => void): WireRequest => {
  const body = { ...bodyOf(request) };
  change(body);
  const isJson = request.headers['content-type']?.includes('json');
  const texts = Object.entries(body).map(([key, value]): [string, string] => [key, String(value)]);
  return { ...request, body: isJson ? JSON.stringify(body) : `${new URLSearchParams(texts)}` };
};

/** Takes a member of the query out, as an endpoint does that knows no such name or takes any text. */
export const withoutQuery = (request: WireRequest, name: string): WireRequest => {
  const url = new URL(request.url);
  url.searchParams.delete(name);
  return { ...request, url: url.href };
};

export const laravel = (...errors: string[]): WireReply => reply(422, { errors });
export const flask = (errors: Json): WireReply => reply(400, { errors, message: 'Input payload validation failed' });
export const virtuozzo = (result: number, error: string): WireReply => reply(200, { result, error });
