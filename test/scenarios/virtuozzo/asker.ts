import type { MockServer } from '../../../mock-server/index.js';
import { formOf, type Input, VirtuozzoCaller } from './caller.js';

/** What every answer has. */
export interface Said {
  readonly result: number;
  readonly error?: string;
}

/** Calls a method with a credential, or with none, and answers the body. */
export type Ask = <A = Said>(method: string, input?: Input, session?: string | null) => Promise<A>;

export function askerOf(mock: MockServer): Ask {
  const own = VirtuozzoCaller.of(mock);
  return async <A>(method: string, input: Input = {}, session: string | null = own.session): Promise<A> => {
    const reply = await own.send(method, { ...(session !== null && { session }), ...input });
    const answer: A = JSON.parse(await reply.text());
    return answer;
  };
}

/** GET with all in the query, as some clients send. */
export async function got(mock: MockServer, path: string, input: Input): Promise<Said> {
  const reply = await fetch(`${mock.url}/1.0/${path}?${formOf(input)}`);
  return JSON.parse(await reply.text());
}
