import type { IncomingHttpHeaders } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';

/** Calls an address over TLS as somebody who trusts this authority and nobody else; rejects as `node:https` does. */
export const get = (address: string, ca: string | undefined, options: RequestOptions = {}) =>
  new Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }>(
    (resolve, reject) => {
      https
        .get(address, { ca: ca ?? [], agent: false, ...options }, reply => {
          text(reply).then(
            said => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text: said }),
            reject,
          );
        })
        .on('error', reject);
    },
  );
