import { Agent, request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { WireReply } from '../../contracts/core/dialect.js';
import { codesOf, replyFrom } from '../../contracts/core/over-fetch.js';
import type { Send } from '../../contracts/kit/transport/request.js';

const agent = new Agent({ keepAlive: true });

/**
 * Sends over a socket, and reads the answer as the kit does. Use it where many runs are made against a double: a quarter of
 * such a run's processor time is `fetch`'s, and what that does is proved where the transport is.
 */
export const overWire: Send = ({ method, url, headers, body }, timeout) =>
  new Promise<WireReply>((resolve, reject) => {
    // Node says no length of its own for what a DELETE carries.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asked = ask(url, { method, headers: { ...headers, ...length }, agent }, answer => {
      read(answer)
        .then(resolve, reject)
        .finally(() => clearTimeout(alarm));
    });
    const alarm = setTimeout(() => asked.destroy(new DOMException('no answer in time', 'TimeoutError')), timeout);
    asked.on('error', error => {
      clearTimeout(alarm);
      // A server closes what was idle for some seconds, and then it has read nothing of this: ask it over a new socket.
      if (asked.reusedSocket && [...codesOf(error)].includes('ECONNRESET'))
        overWire({ method, url, headers, ...(body !== undefined && { body }) }, timeout).then(resolve, reject);
      else reject(error);
    });
    asked.end(body);
  });

async function read(answer: IncomingMessage): Promise<WireReply> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return replyFrom(answer.statusCode ?? 0, asTexts(answer.headers), text);
}

const asTexts = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
