import { computed } from '@preact/signals';
import { control } from '../../../contracts/control/index.js';
import { createClient } from '../../../contracts/core/client.js';
import { overFetch } from '../../../contracts/core/over-fetch.js';
import type { Send } from '../../../contracts/core/request.js';
import { whyOf } from './refusal.js';
import { isTokenWanted, token } from './session.js';

/** Sends like `fetch`, and has the page ask for the admin token where the server does. */
const send: Send = async (request, timeout) => {
  const reply = await overFetch(request, timeout);
  if (reply.status === 401) isTokenWanted.value = true;
  return reply;
};

const clientOver = (send: Send) =>
  createClient(control, {
    url: location.origin,
    send,
    timeout: 300_000,
    ...(token.value !== undefined && { credentials: { token: token.value } }),
  });

const client = computed(() => clientOver(send));

/** The control API of the server that gave this page: `api().worlds.list()`. */
export const api = (): typeof client.value => client.value;

/**
 * Makes a call whose refusal is told word for word. An error of the client holds nothing of what was sent as a secret, and a
 * snapshot is one whole secret: of a sentence about it little would be left.
 */
export async function wordForWord<T>(call: (api: ReturnType<typeof clientOver>) => Promise<T>): Promise<T> {
  let said: unknown;
  const listening: Send = async (request, timeout) => {
    const reply = await send(request, timeout);
    said = reply.body;
    return reply;
  };
  try {
    return await call(clientOver(listening));
  } catch (error) {
    throw new Error(whyOf(Object(said).error === undefined ? error : said), { cause: error });
  }
}
