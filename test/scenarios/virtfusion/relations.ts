import type { MockServer } from '../../../mock-server/index.js';

/** The greatest id of 64 bits and its neighbour: to a double they are one. */
export const [GREATEST, NEIGHBOUR] = ['18446744073709551615', '18446744073709551614'] as const;
/** The first whole number that no double holds. */
export const FIRST = '9007199254740993';

/** A client that sends bodies as they are written, and reads answers so. */
export function writerTo(mock: () => MockServer) {
  let made = 0;
  async function sent(method: string, path: string, body?: string) {
    const { url, credentials } = mock();
    const headers = { authorization: `Bearer ${credentials.virtfusion?.token}`, 'content-type': 'application/json' };
    const reply = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body !== undefined && { body }) });
    return { status: reply.status, text: await reply.text() };
  }
  /** Makes a user of this relation, written as JSON. */
  function userOf(relation: string) {
    made += 1;
    const own = `"name":"Ann","email":"ann${made}@lee.co","selfService":3`;
    return sent('POST', '/users', `{${own},"extRelationId":${relation}}`);
  }
  return { sent, userOf };
}

/** The id of a relation in a body, as it is written. */
export const written = (text: string) => /"(?:extRelationId|relationalId)":("?\w*"?)/.exec(text)?.[1];
